"""kill -9 of the worker while it has a large upload brought in: the next worker finishes it."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.ops.commands import CHAOS_ROUNDS, ROOT, copy_of, environment, manage

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
    [(origins,)] = query(data_dir, "SELECT count(*) FROM archive_articleorigin")
    [(articles,)] = query(data_dir, "SELECT count(*) FROM archive_article")
    assert origins == articles


def work_until(data_dir: Path, is_enough: Callable[[], bool], how: signal.Signals) -> None:
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "run_worker"],
        cwd=ROOT,
        env=environment(DATA_DIR=data_dir),
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + SECONDS
    while not is_enough():
        assert worker.poll() is None and time.monotonic() < deadline
        time.sleep(0.05)
    worker.send_signal(how)
    worker.wait()


def query(data_dir: Path, sql: str) -> list[tuple[int]]:
    with closing(sqlite3.connect(data_dir / "archive.db", timeout=20)) as database:
        return database.execute(sql).fetchall()


def saved(data_dir: Path) -> int:
    rows = "FROM archive_article WHERE external_id LIKE 'sent-%' AND status = 'published'"
    return query(data_dir, f"SELECT count(*) {rows}")[0][0]


def is_done(data_dir: Path) -> bool:
    return query(data_dir, "SELECT count(*) FROM archive_upload WHERE state = 'done'") == [(1,)]


def waiting(data_dir: Path) -> int:
    return query(data_dir, "SELECT count(*) FROM archive_outboxentry")[0][0]
