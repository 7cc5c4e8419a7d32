"""The index follows the database, whatever else goes on."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from whoosh.index import TOC

from archive.models import Article, ArticleStatus, Organization, OutboxEntry
from search import indexing
from search.building import STAMP, rebuild
from search.engine.manifest import sha256
from search.exceptions import IndexBusy
from search.locks import writer_lock
from search.params import SearchParams
from search.queries import search_articles
from tests import factories
from tests.ops.commands import copy_of

Reindex = Callable[[], int]


def total(text: str = "") -> int:
    page = search_articles(SearchParams(text))
    assert not page.is_fallback
    return page.total


def test_changes_arrive_through_the_outbox(reindex: Reindex) -> None:
    first, second = factories.article(body="صادرات"), factories.article(body="صادرات")
    assert reindex() == 2
    assert not OutboxEntry.objects.exists()
    Article.objects.filter(pk=first.pk).update(body="واردات")
    second.delete()
    factories.article(body="صادرات")
    assert total("صادرات") == 2  # not yet
    assert reindex() == 3
    assert (total("صادرات"), total("واردات"), total()) == (1, 1, 2)
    assert reindex() == 0


def test_an_article_is_indexed_once_however_often_it_changed(reindex: Reindex) -> None:
    article = factories.article()
    reindex()
    for _ in range(3):
        article.save()
    assert reindex() == 1
    assert total() == 1


def test_many_small_commits_keep_all_articles(reindex: Reindex) -> None:
    for number in range(12):
        factories.article(body=f"صادرات شماره {number}")
        reindex()
    assert total("صادرات") == 12


def test_an_empty_archive_has_an_empty_index(reindex: Reindex) -> None:
    assert reindex() == 0
    assert total() == 0
    assert total("صادرات") == 0


def test_an_index_of_another_analyzer_is_rebuilt(reindex: Reindex) -> None:
    factories.article()
    reindex()
    before = (settings.DATA_DIR / "index").resolve()
    (before / STAMP).write_text("older")
    assert reindex() == 1
    assert (settings.DATA_DIR / "index").resolve() != before
    assert total() == 1


def test_an_index_damaged_while_it_is_open_is_rebuilt(reindex: Reindex) -> None:
    factories.article(body="صادرات")
    reindex()
    assert total() == 1
    damage_index()
    assert search_articles(SearchParams("صادرات")).is_fallback
    assert reindex() == 1
    assert total("صادرات") == 1


def test_a_search_that_always_fails_does_not_rebuild_for_ever(reindex: Reindex) -> None:
    factories.article(body="صادرات")
    reindex()
    for rebuilt in (1, 0):
        assert total() == 1
        damage_index(unnoticed=True)
        assert search_articles(SearchParams("صادرات")).is_fallback
        assert reindex() == rebuilt


def damage_index(unnoticed: bool = False) -> None:
    """Spoil words and postings in place, under the readers; unnoticed: as if so written."""
    directory = settings.DATA_DIR / "index"
    [manifest] = directory.glob("manifest-*.json")
    written = json.loads(manifest.read_text())
    for file in directory.iterdir():
        if file.suffix in {".pst", ".trm"}:
            with file.open("r+b") as opened:
                opened.write(b"\xa5" * file.stat().st_size)
            written["files"][file.name] = sha256(file)
    if unnoticed:
        manifest.write_text(json.dumps(written))


def test_rebuilding_keeps_only_the_replaced_index_beside(reindex: Reindex) -> None:
    factories.article()
    for _ in range(4):
        rebuild()
    assert len([path for path in settings.DATA_DIR.glob("index-*") if path.is_dir()]) == 2
    assert total() == 1


def test_one_writer_at_a_time(db: None) -> None:
    with (
        writer_lock(),
        pytest.raises(IndexBusy),
        writer_lock(timeout_seconds=0.1),
    ):
        pass


def test_a_failed_commit_loses_nothing_and_frees_the_index(
    reindex: Reindex, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.article(body="صادرات")
    reindex()
    factories.article(body="صادرات")
    with monkeypatch.context() as disk:
        disk.setattr(TOC, "write", full_disk)
        with pytest.raises(OSError, match="full"):
            reindex()
    assert total("صادرات") == 1
    assert reindex() == 1
    assert total("صادرات") == 2


def full_disk(*_: object) -> None:
    raise OSError("the disk is full")


def test_the_state_of_the_index(reindex: Reindex) -> None:
    assert indexing.index_state() is None
    factories.article()
    reindex()
    state = indexing.index_state()
    assert state is not None
    assert state.articles == 1


def test_articles_follow_what_they_are_found_by(reindex: Reindex) -> None:
    official = factories.official("شیرین نمونه‌پور", "مدیر", "سازمان نمونه")
    article = factories.article(source=factories.source("older"))
    factories.official_mention(article, official)
    factories.article(source=factories.source("other"))
    reindex()
    post = official.posts.get()
    post.organization = Organization.objects.create(name="شرکت نمونه", key="شرکت نمونه")
    post.save()
    article.source.slug = "newer"
    article.source.save()
    assert reindex() == 1
    organizations = {"organization": (str(post.organization_id),)}
    for chosen in (organizations, {"source": ("newer",)}):
        page = search_articles(SearchParams(chosen=chosen))
        assert [hit.article for hit in page.hits] == [article]
    for entity in (official, post.organization):
        entity.name += " تازه"
        entity.save()
        assert reindex() == 1


def test_withdrawn_articles_leave_the_index(reindex: Reindex) -> None:
    withdrawn, draft, kept = (factories.article(body="صادرات") for _ in range(3))
    reindex()
    Article.objects.filter(pk=withdrawn.pk).update(
        status=ArticleStatus.WITHDRAWN, withdrawn_reason="به درخواست منبع"
    )
    draft.status = ArticleStatus.DRAFT
    draft.save()
    hits = search_articles(SearchParams("صادرات")).hits
    assert [hit.article for hit in hits] == [kept]  # at once, whatever the index still says
    reindex()
    assert total("صادرات") == 1


@pytest.fixture
def environment(migrated: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of another process with a data folder and database of its own."""
    data_dir = copy_of(migrated, tmp_path / "var")
    own = {"DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "config.settings"}
    return {**os.environ, **own}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_ends_cleanly_on_a_signal(
    number: signal.Signals, environment: dict[str, str]
) -> None:
    data = Path(environment["DATA_DIR"])
    run = [sys.executable, "manage.py", "run_worker"]
    with subprocess.Popen(run, cwd=settings.BASE_DIR, env=environment) as worker:
        try:
            deadline = time.monotonic() + 60
            while not (data / "index").exists() and time.monotonic() < deadline:
                time.sleep(0.1)
            worker.send_signal(number)
            assert worker.wait(timeout=20) == 0
        finally:
            worker.kill()
    assert (data / "worker-heartbeat").exists()
