"""kill -9 of the worker at any moment: after a restart the index equals the database.

Each round has its own moment; `make chaos` has thirty rounds.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.ops.commands import CHAOS_ROUNDS, ROOT, Server, copy_of, environment, manage

WORKERS = 2  # killed in one round
WORK_SECONDS = 1.2  # about what indexing takes
START_SECONDS = 60
ARTICLES = """
from tests import factories
for _ in range(60):
    factories.article(body="صادرات فولاد")
"""

INDEX_AND_CHECK = """
from search.checking import find_problems
from search.indexing import index_pending
index_pending()
print(find_problems())
"""


@pytest.fixture(scope="module")
def filled(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose articles wait to be indexed."""
    data_dir = copy_of(prepared, tmp_path_factory.mktemp("filled") / "var")
    manage("shell", "-v", "0", "-c", ARTICLES, DATA_DIR=data_dir)
    return data_dir


@pytest.mark.chaos
@pytest.mark.parametrize("number", range(CHAOS_ROUNDS))
def test_index_equals_the_database_after_the_worker_was_killed(
    filled: Path, tmp_path: Path, number: int
) -> None:
    chance = random.Random(number)
    data_dir = copy_of(filled, tmp_path / "var")
    if number % 3 == 2:  # the next worker builds it anew
        (data_dir / "index" / "analyzer").unlink()
    for _ in range(WORKERS):
        change_articles(data_dir, chance)
        kill_worker_at_work(data_dir, chance)
    after = manage("shell", "-v", "0", "-c", INDEX_AND_CHECK, DATA_DIR=data_dir)
    assert after.stdout == "[]\n", after.stderr


def change_articles(data_dir: Path, chance: random.Random) -> None:
    """Change some articles, withdraw some, and let all wait to be indexed."""
    with closing(sqlite3.connect(data_dir / "archive.db", timeout=20)) as database, database:
        [(last,)] = database.execute("SELECT max(id) FROM archive_article").fetchall()
        for article in chance.sample(range(1, last + 1), 20):
            change = chance.choice(["body = body || ' پسته'", "status = 'draft'"])
            database.execute(f"UPDATE archive_article SET {change} WHERE id = {article}")
        database.execute(
            "INSERT INTO archive_outboxentry (article_id, created_at, problem)"
            " SELECT id, CURRENT_TIMESTAMP, '' FROM archive_article"
        )


def kill_worker_at_work(data_dir: Path, chance: random.Random) -> None:
    heartbeat = data_dir / "worker-heartbeat"
    heartbeat.unlink(missing_ok=True)
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "run_worker"],
        cwd=ROOT,
        env=environment(DATA_DIR=data_dir),
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + START_SECONDS
    while not heartbeat.exists():
        assert worker.poll() is None and time.monotonic() < deadline
        time.sleep(0.02)
    time.sleep(chance.uniform(0, WORK_SECONDS))
    worker.kill()
    worker.wait()


def test_no_part_lives_on_when_serve_is_killed(server: Server) -> None:
    os.kill(server.process.pid, signal.SIGKILL)
    server.wait()
    deadline = time.monotonic() + 20
    while not server.is_gone():
        assert time.monotonic() < deadline
