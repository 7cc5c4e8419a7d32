"""kill -9 at any moment of an import: the same command again finishes it, and nothing comes twice.

Each round has its own moment; `make chaos` has thirty rounds.
"""

from __future__ import annotations

import json
import random
import time
from pathlib import Path
from typing import Any

import pytest

from tests.ops.commands import CHAOS_ROUNDS, copy_of, manage, rows, start, wait_until

ARTICLES = 120
SECONDS_AFTER_SAVING = 1.5  # in which the index is written
MENTIONS = ("province", "city", "market", "official", "product")
SENTENCES = (
    "استاندار یزد از صادرات کاشی به عراق و افغانستان خبر داد.",
    "علی نمونه‌پور، مدیرکل صمت استان اصفهان، گفت: ۲۰ واحد تولیدی به چرخه بازگشت.",
    "صادرات فولاد مبارکه به ترکیه ۱۲ درصد بیشتر شد.",
    "این طرح در شهرستان اردکان با ۳۰۰ میلیارد ریال سرمایه آغاز شد.",
)


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dump") / "articles.jsonl"
    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        for number in range(ARTICLES):
            body = "\n\n".join(chance.choices(SENTENCES, k=6))
            article = {"external_id": str(number), "source": "irna", "headline": f"خبر {number}"}
            file.write(json.dumps(article | {"body": body}, ensure_ascii=False) + "\n")
    return path


@pytest.fixture(scope="module")
def unbroken(prepared: Path, dump: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """What an import that nobody disturbs leaves behind."""
    data_dir = copy_of(prepared, tmp_path_factory.mktemp("unbroken") / "var")
    result = manage("import_articles", str(dump), DATA_DIR=data_dir)
    assert result.returncode == 0, result.stderr
    return contents(data_dir)


def contents(data_dir: Path) -> list[Any]:
    """Each article with the number of its origins and mentions of each kind."""
    counts = ", ".join(
        f"(SELECT count(*) FROM archive_{table} WHERE article_id = a.id)"
        for table in ("articleorigin", *(f"{kind}mention" for kind in MENTIONS))
    )
    query = f"SELECT a.external_id, a.headline, {counts} FROM archive_article a"
    return sorted(rows(data_dir, query))


def batches(data_dir: Path) -> list[Any]:
    return rows(data_dir, "SELECT id, state, continues_id FROM archive_importbatch ORDER BY id")


def saved_articles(data_dir: Path) -> int:
    return len(rows(data_dir, "SELECT id FROM archive_article WHERE headline LIKE 'خبر %'"))


def kill_while_importing(dump: Path, data_dir: Path, chance: random.Random) -> None:
    """Start an import and kill it once it has saved so many articles, or a while after all."""
    enough = chance.randint(0, ARTICLES)
    pause = chance.random() * (SECONDS_AFTER_SAVING if enough == ARTICLES else 0.1)
    process = start("import_articles", str(dump), DATA_DIR=data_dir)
    while process.poll() is None and len(batches(data_dir)) < 2:  # the first is that of `prepare`
        time.sleep(0.01)
    while process.poll() is None and saved_articles(data_dir) < enough:
        time.sleep(0.01)
    time.sleep(pause)
    children = children_of(process.pid)
    process.kill()
    process.wait()
    assert_gone(children)


def children_of(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:  # it has ended by itself
        return []


def assert_gone(processes: list[str]) -> None:
    """No child outlives the import."""
    wait_until(lambda: not any(map(is_alive, processes)), seconds=10)


def is_alive(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.chaos
@pytest.mark.parametrize("number", range(CHAOS_ROUNDS))
def test_killed_import_is_finished_by_the_same_command(
    prepared: Path, dump: Path, unbroken: list[Any], tmp_path: Path, number: int
) -> None:
    data_dir = copy_of(prepared, tmp_path / "var")
    kill_while_importing(dump, data_dir, random.Random(number))
    saved = saved_articles(data_dir)

    again = manage("import_articles", str(dump), "--json", DATA_DIR=data_dir)
    assert again.returncode == 0, again.stderr
    summary = json.loads(again.stdout)
    assert (summary["unchanged"], summary["created"]) == (saved, ARTICLES - saved)
    assert contents(data_dir) == unbroken
    _prepare, (first, state, _), (_, last_state, continued) = batches(data_dir)
    assert (state, continued) in (("broken_off", first), ("done", None))
    assert last_state == "done"
    assert rows(data_dir, "PRAGMA integrity_check") == [("ok",)]
    check = manage("check_archive", "--json", DATA_DIR=data_dir)
    assert json.loads(check.stdout) == {"ok": True, "problems": []}
