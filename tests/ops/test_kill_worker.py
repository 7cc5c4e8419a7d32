"""kill -9 of the worker at any moment: after a restart the index equals the database.

Each round has its own moment; `make chaos` has thirty rounds.
"""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.ops.commands import (
    CHAOS_ROUNDS,
    Server,
    copy_of,
    database,
    manage,
    start,
    wait_until,
)

WORKERS = 2  # killed in one round
WORK_SECONDS = 1.2  # about what indexing takes
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
    with database(data_dir) as opened:
        [(last,)] = opened.execute("SELECT max(id) FROM archive_article").fetchall()
        for article in chance.sample(range(1, last + 1), 20):
            change = chance.choice(["body = body || ' پسته'", "status = 'draft'"])
            opened.execute(f"UPDATE archive_article SET {change} WHERE id = {article}")
        opened.execute(
            "INSERT INTO archive_outboxentry (article_id, created_at, problem)"
            " SELECT id, CURRENT_TIMESTAMP, '' FROM archive_article"
        )


def kill_worker_at_work(data_dir: Path, chance: random.Random) -> None:
    heartbeat = data_dir / "worker-heartbeat"
    heartbeat.unlink(missing_ok=True)
    worker = start("run_worker", DATA_DIR=data_dir)
    wait_until(heartbeat.exists, process=worker)
    time.sleep(chance.uniform(0, WORK_SECONDS))
    worker.kill()
    worker.wait()


def test_no_part_lives_on_when_serve_is_killed(server: Server) -> None:
    os.kill(server.process.pid, signal.SIGKILL)
    server.wait()
    wait_until(server.is_gone, seconds=20)
