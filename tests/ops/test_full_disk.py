"""No room to write: one line says so, nothing is lost, and all goes on once there is room again.

A limit to the size of files stands for the full disk: every system has it, and it fails alike.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.ops.commands import ROOT, assert_one_line, copy_of, environment, manage, rows

KILOBYTES = 48  # SQLite's shared memory needs 32
ARTICLES = """
from tests import factories
for number in range(40):
    factories.article(body=f"صادرات فولاد {number} و کاشی و سیمان و پسته به عراق و ترکیه " * 40)
"""


def manage_in_little_room(*arguments: str, **values: object) -> subprocess.CompletedProcess[str]:
    limited = ["bash", "-c", f'ulimit -f {KILOBYTES}; exec "$@"', "bash", sys.executable]
    return subprocess.run(
        [*limited, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(**values),
        capture_output=True,
        text=True,
        timeout=100,
    )


@pytest.fixture
def filled(prepared: Path, tmp_path: Path) -> Path:
    """An archive with articles that wait to be indexed."""
    data_dir = copy_of(prepared, tmp_path / "var")
    assert manage("shell", "-v", "0", "-c", ARTICLES, DATA_DIR=data_dir).returncode == 0
    return data_dir


def files(data_dir: Path) -> set[str]:
    return {path.relative_to(data_dir).as_posix() for path in data_dir.rglob("*index*/**/*")}


def test_an_index_without_room_leaves_no_remains_and_is_written_later(filled: Path) -> None:
    before = files(filled)
    for command in ("index_pending", "rebuild_index"):
        assert_one_line(manage_in_little_room(command, DATA_DIR=filled), "No room", str(filled))
        assert files(filled) == before
    assert rows(filled, "SELECT count(*) FROM archive_outboxentry")[0][0] >= 40
    assert manage("index_pending", DATA_DIR=filled).returncode == 0
    assert manage("check_archive", DATA_DIR=filled).returncode == 0
    assert rows(filled, "SELECT count(*) FROM archive_outboxentry") == [(0,)]


def test_an_import_without_room_ends_at_once_and_is_finished_later(
    prepared: Path, tmp_path: Path
) -> None:
    data_dir = copy_of(prepared, tmp_path / "var")
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        text = f"خبر {number}\n\n" + f"صادرات کاشی {number} به عراق. " * 2_000
        (folder / f"{number}.txt").write_text(text)
    before = rows(data_dir, "SELECT count(*) FROM archive_article")[0][0]
    refused = manage_in_little_room("import_articles", str(folder), DATA_DIR=data_dir)
    assert_one_line(refused, "No room")
    assert rows(data_dir, "SELECT count(*) FROM archive_article") == [(before,)]
    assert not list((data_dir / "raw" / "incoming").glob("*"))
    assert manage("import_articles", str(folder), DATA_DIR=data_dir).returncode == 0
    assert rows(data_dir, "SELECT count(*) FROM archive_article") == [(before + 3,)]
