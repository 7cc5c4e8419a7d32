"""The first page of the desk and its long work: numbers, alarms, who may ask, what comes of it."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from archive import fixity
from archive.backup.bundle import unpack
from archive.desk import condition, what_waits
from archive.ingest.store import locate
from archive.locks import TASKS, locked
from archive.models import (
    ArticleStatus,
    Damage,
    Event,
    EventKind,
    OutboxEntry,
    RawDocument,
    Task,
    TaskKind,
    TaskState,
)
from archive.roles import ADMINISTRATOR, EDITOR, PUBLISHER
from archive.tasks import BROKEN_OFF, HEARTBEAT, MOST_ATTEMPTS, run_tasks
from tests import factories
from tests.archive.test_backup import raw_document
from tests.people import client_of

pytestmark = pytest.mark.usefixtures("data_dir")

START = "/admin/archive/task/start/"
MANAGED = [TaskKind.CHECK, TaskKind.FIXITY, TaskKind.REBUILD, TaskKind.BACKUP, TaskKind.COMPARE]


def labels(client: Client) -> list[str]:
    return [one.label for one in client.get("/admin/").context["waiting"]]


@pytest.mark.django_db
def test_what_waits_is_counted_and_leads_to_where_one_acts(admin_client, admin_user):
    factories.article(status=ArticleStatus.DRAFT)
    counts = {one.label: one.count for one in what_waits(admin_user)}
    assert counts["پیش‌نویس"] == 1
    assert counts["گزارش خطا"] == counts["پیشنهاد یکی‌کردن"] == 0
    for one in what_waits(admin_user):
        assert admin_client.get(one.url).status_code == 200, one.label


@pytest.mark.django_db
def test_everybody_sees_only_what_waits_for_them():
    assert "پیشنهاد یکی‌کردن" not in labels(client_of(EDITOR))
    assert "پیشنهاد یکی‌کردن" in labels(client_of(PUBLISHER))


@pytest.mark.django_db
def test_the_numbers_of_the_archive(data_dir: Path):
    raw_document(data_dir, b"12345")
    article = factories.article()
    OutboxEntry.objects.create(article_id=article.pk, problem="cannot")
    (data_dir / HEARTBEAT).touch()
    found = condition()
    assert (found.raw_files, found.raw_bytes, found.damaged_files) == (1, 5, 0)
    assert (found.changes_waiting, found.changes_set_aside) == (1, 1)
    assert found.is_worker_alive
    assert found.database_bytes > 0 and found.free_bytes > 0
    assert found.last_backup is None


@pytest.mark.django_db
@pytest.mark.parametrize("age_seconds", [None, 3600])
def test_a_worker_that_is_gone_is_an_alarm(admin_client, data_dir: Path, age_seconds: int | None):
    if age_seconds:
        then = time.time() - age_seconds
        (data_dir / HEARTBEAT).touch()
        os.utime(data_dir / HEARTBEAT, (then, then))
    assert "کارگر بایگانی کار نمی‌کند" in admin_client.get("/admin/").content.decode()


@pytest.mark.django_db
def test_a_damaged_raw_file_is_told_everywhere(admin_client, client, data_dir: Path):
    document = raw_document(data_dir)
    assert client.get("/readyz").status_code == 200
    locate(document.sha256).write_bytes(b"rax")
    assert [one.damage for one in fixity.verify()] == [Damage.CHANGED]
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["ok"], ready.json()["raw"]) == (503, False, "damaged")
    page = admin_client.get("/admin/").content.decode()
    assert "۱ پروندهٔ خام آسیب دیده است" in page
    listed = admin_client.get("/admin/archive/rawdocument/?damage__isempty=0").content.decode()
    assert str(document) in listed


@pytest.mark.django_db
def test_only_administrators_may_ask_for_work():
    for role, status in [(EDITOR, 403), (PUBLISHER, 403), (ADMINISTRATOR, 302)]:
        assert client_of(role).post(START, {"kind": "check"}).status_code == status
    assert [task.user.username for task in Task.objects.all()] == ["مدیر"]
    assert Event.objects.filter(action_flag=EventKind.TASK).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "status"), [("", 404), ("drop", 404)])
def test_unknown_work_is_not_found(admin_client, kind: str, status: int):
    assert admin_client.post(START, {"kind": kind}).status_code == status
    assert admin_client.get(START).status_code == 405


@pytest.mark.django_db
def test_asking_twice_is_one_task(admin_client):
    for _ in range(2):
        admin_client.post(START, {"kind": "check"})
    assert Task.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_all_work_is_done_in_turn_and_its_result_shown(admin_client, data_dir: Path):
    factories.article(body="صادرات فولاد از یزد به عراق")
    raw_document(data_dir)
    for kind in [*MANAGED, TaskKind.RE_EXTRACT]:
        admin_client.post(START, {"kind": kind})
    run_tasks()
    pages = {}
    for task in Task.objects.all():
        assert (task.state, task.problem) == (TaskState.DONE, ""), task.kind
        pages[task.kind] = admin_client.get(f"/admin/archive/task/{task.pk}/change/")
        assert pages[task.kind].status_code == 200
    assert "هر ۱ پروندهٔ خام سالم است" in pages["fixity"].content.decode()
    assert "۱ مقاله عوض می‌شود" in pages["compare"].content.decode()
    assert "استان: یزد" in pages["re_extract"].content.decode()
    assert "در حال انجام" not in admin_client.get("/admin/").content.decode()
    assert condition().last_backup == Task.objects.get(kind="backup")


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_taken_away_and_the_oldest_go(
    admin_client, admin_user, data_dir: Path, tmp_path: Path
):
    factories.article()
    for _ in range(4):
        Task.objects.ask(TaskKind.BACKUP, admin_user)
        run_tasks()
    newest, *_, oldest = Task.objects.all()
    response = admin_client.get(f"/admin/archive/task/{newest.pk}/download/")
    assert response.headers["Content-Disposition"].startswith("attachment")
    taken = tmp_path / "taken.tar.gz"
    taken.write_bytes(b"".join(response.streaming_content))
    assert unpack(taken, data_dir).counts["archive_article"] == 1
    assert admin_client.get(f"/admin/archive/task/{oldest.pk}/download/").status_code == 404
    assert len(list((data_dir / "backups").iterdir())) == 3


@pytest.mark.django_db
def test_only_backups_made_here_are_taken_away(admin_client, data_dir: Path, tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    for path in (secret, data_dir / "backups" / ".." / ".." / "secret"):
        task = Task.objects.create(
            kind=TaskKind.BACKUP, state=TaskState.DONE, result={"path": str(path), "articles": 1}
        )
        assert admin_client.get(f"/admin/archive/task/{task.pk}/download/").status_code == 404
    assert client_of(PUBLISHER).get(f"/admin/archive/task/{task.pk}/download/").status_code == 403


@pytest.mark.django_db
def test_work_that_fails_says_why_and_holds_up_nothing(admin_client, data_dir: Path):
    (data_dir / "backups").touch()  # where a folder should be
    failing = Task.objects.ask(TaskKind.BACKUP, None)
    after = Task.objects.ask(TaskKind.FIXITY, None)
    run_tasks()
    failing.refresh_from_db()
    after.refresh_from_db()
    assert (failing.state, after.state) == (TaskState.FAILED, TaskState.DONE)
    assert (
        "انجام نشد"
        in admin_client.get(f"/admin/archive/task/{failing.pk}/change/").content.decode()
    )


@pytest.mark.django_db
def test_work_that_a_process_died_over_is_done_again_but_not_for_ever():
    again = Task.objects.create(kind=TaskKind.FIXITY, state=TaskState.RUNNING, attempts=1)
    never = Task.objects.create(
        kind=TaskKind.FIXITY, state=TaskState.RUNNING, attempts=MOST_ATTEMPTS
    )
    run_tasks()
    again.refresh_from_db()
    never.refresh_from_db()
    assert (again.state, again.attempts) == (TaskState.DONE, 2)
    assert (never.state, never.problem) == (TaskState.FAILED, BROKEN_OFF)


@pytest.mark.django_db
def test_one_process_at_a_time_does_tasks():
    with locked(TASKS), pytest.raises(BlockingIOError):
        run_tasks()


@pytest.mark.django_db
def test_raw_files_are_due_after_a_week(data_dir: Path):
    document = raw_document(data_dir)
    assert not fixity.due().exists()
    long_ago = timezone.now() - timedelta(days=8)
    RawDocument.objects.update(received_at=long_ago)
    assert fixity.due().get() == document
    assert list(fixity.verify()) == []
    assert not fixity.due().exists()
    RawDocument.objects.update(checked_at=long_ago)
    assert fixity.due().get() == document


@pytest.mark.django_db
def test_a_demo_says_so_at_the_desk_too(admin_client, settings):
    assert "demo-notice" not in admin_client.get("/admin/").content.decode()
    settings.DEMO = True
    assert "demo-notice" in admin_client.get("/admin/").content.decode()
