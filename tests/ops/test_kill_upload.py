"""kill -9 of the worker while it has a large upload brought in: the next worker finishes it."""

from __future__ import annotations

import json
import random
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ops.commands import CHAOS_ROUNDS, copy_of, manage, rows, start, wait_until

ARTICLES = 120
SECONDS = 90
SEND = """
from pathlib import Path
from django.contrib.auth.models import User
from archive.models import ArticleStatus
from archive.uploading import SentFile, confirm, receive
admin = User.objects.get(username="admin")
received = receive([SentFile("دسته.jsonl", Path("{path}"))], user=admin)
print(confirm(received.upload, admin, ArticleStatus.PUBLISHED).state)
"""


@pytest.fixture(scope="module")
def sent(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive in which a large upload waits."""
    folder = tmp_path_factory.mktemp("sent")
    data_dir = copy_of(prepared, folder / "var")
    body = "استاندار یزد از صادرات کاشی به عراق و افغانستان خبر داد."
    lines = [
        json.dumps({"external_id": f"sent-{n}", "source": "irna", "body": f"{body} {n}"})
        for n in range(ARTICLES)
    ]
    path = folder / "sent.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    result = manage("shell", "-v", "0", "-c", SEND.format(path=path), DATA_DIR=data_dir)
    assert result.stdout == "queued\n", result.stderr
    return data_dir


@pytest.mark.chaos
@pytest.mark.parametrize("number", range(0, CHAOS_ROUNDS, 3))
def test_the_next_worker_finishes_a_large_upload(sent: Path, tmp_path: Path, number: int) -> None:
    data_dir = copy_of(sent, tmp_path / "var")
    enough = random.Random(number).randrange(ARTICLES)
    work_until(data_dir, lambda: saved(data_dir) > enough or is_done(data_dir), signal.SIGKILL)
    work_until(data_dir, lambda: is_done(data_dir) and not waiting(data_dir), signal.SIGTERM)
    assert saved(data_dir) == ARTICLES
    [(origins,)] = rows(data_dir, "SELECT count(*) FROM archive_articleorigin")
    [(articles,)] = rows(data_dir, "SELECT count(*) FROM archive_article")
    assert origins == articles


def work_until(data_dir: Path, is_enough: Callable[[], bool], how: signal.Signals) -> None:
    worker = start("run_worker", DATA_DIR=data_dir)
    wait_until(is_enough, SECONDS, worker)
    worker.send_signal(how)
    worker.wait()


def saved(data_dir: Path) -> int:
    published = "FROM archive_article WHERE external_id LIKE 'sent-%' AND status = 'published'"
    return rows(data_dir, f"SELECT count(*) {published}")[0][0]


def is_done(data_dir: Path) -> bool:
    return rows(data_dir, "SELECT count(*) FROM archive_upload WHERE state = 'done'") == [(1,)]


def waiting(data_dir: Path) -> int:
    return rows(data_dir, "SELECT count(*) FROM archive_outboxentry")[0][0]
