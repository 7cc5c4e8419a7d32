"""The drill: a backup made while others write, restored into an empty folder, is all there."""

from __future__ import annotations

import hashlib
import json
import resource
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.ops.commands import (
    ROOT,
    Server,
    assert_one_line,
    copy_of,
    database,
    environment,
    free_port,
    manage,
    rows,
)

ARTICLES = 120
DEMO = {"DEMO": 1, "LOAD_SEEDS": 0, "ADMIN_PASSWORD": "only-for-the-drill"}
SAVED_SEARCHES: list[dict[str, Any]] = [
    {},
    {"q": "صادرات"},
    {"q": "صادرات", "sort": "newest"},
    {"q": "صادرات", "sort": "oldest", "per_page": 100},
    {"q": "فولاد"},
    {"q": "صادرات فولاد اصفهان به عراق"},
    {"q": '"صادرات غیرنفتی"'},
    {"q": "كارخانه", "exact": 1},
    {"q": "تولید یا صادرات"},
    {"q": "تولید -صادرات"},
    {"q": "صادر*"},
    {"q": "headline:تولید"},
    {"province": "isfahan"},
    {"province": ["isfahan", "fars"], "market": "iq"},
    {"not_province": "isfahan"},
    {"market": "none"},
    {"year": "none"},
    {"from": "1400-01-01", "to": "1402-12-29"},
    {"year": 1403, "page": 2},
    {"q": "ژژژژ"},
]
ASK = """
import sys
from django.test import Client
client = Client(headers={"host": "localhost"})
for query in sys.stdin.read().split("\\n"):
    answer = client.get("/api/v1/search?" + query).json()
    for key in ("took_ms", "suggestion"):
        answer.pop(key)
    for result in answer["results"]:
        result.pop("score")
    print(sorted(answer.items()))
"""


@pytest.fixture(scope="module")
def original(unfilled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with many articles, and a table that a writer fills by twos."""
    data_dir = copy_of(unfilled, tmp_path_factory.mktemp("original") / "var")
    for command in (["prepare"], ["make_demo", "--articles", str(ARTICLES)]):
        done = manage(*command, DATA_DIR=data_dir, **DEMO)
        assert done.returncode == 0, done.stderr
    with database(data_dir) as opened:
        opened.execute("CREATE TABLE written (number INTEGER)")
    return data_dir


@contextmanager
def writing(data_dir: Path) -> Iterator[None]:
    """Have somebody write all the while, always two rows in one transaction."""
    stopped = threading.Event()

    def write() -> None:
        with database(data_dir) as opened:
            while not stopped.wait(0.002):
                with opened:
                    opened.execute("INSERT INTO written VALUES (1)")
                    opened.execute("INSERT INTO written VALUES (2)")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        stopped.set()
        writer.join()


@pytest.fixture(scope="module")
def backup(original: Path) -> Path:
    file = original.parent / "archive.tar.gz"
    with writing(original):
        done = manage("backup", str(file), DATA_DIR=original)
    assert done.returncode == 0, done.stderr
    assert f"{ARTICLES} articles" in done.stdout
    return file


@pytest.fixture(scope="module")
def restored(backup: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("restored") / "var"
    done = manage("restore", str(backup), DATA_DIR=data_dir)
    assert done.returncode == 0, done.stderr
    assert f"{ARTICLES} articles" in done.stdout
    return data_dir


def answers(data_dir: Path) -> list[str]:
    """What the saved searches find."""
    queries = "\n".join(urlencode(search, doseq=True) for search in SAVED_SEARCHES)
    return subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", ASK],
        cwd=ROOT,
        env=environment(DATA_DIR=data_dir),
        input=queries,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()


def hashes(data_dir: Path) -> dict[str, str]:
    files = (data_dir / "raw").glob("??/??/*")
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_every_row_is_there_and_transactions_are_whole(original: Path, restored: Path):
    written = [
        rows(folder, "SELECT count(*) FROM written")[0][0] for folder in (original, restored)
    ]
    assert written[1] % 2 == 0
    assert 0 <= written[1] < written[0]
    for table in (
        "article",
        "officialmention",
        "marketmention",
        "quote",
        "figure",
        "articleorigin",
    ):
        query = f"SELECT * FROM archive_{table} ORDER BY id"
        assert rows(restored, query) == rows(original, query)


def test_every_raw_file_is_there(original: Path, restored: Path):
    assert hashes(restored) == hashes(original)
    assert all(name == digest for name, digest in hashes(restored).items())


def test_twenty_saved_searches_find_the_same(original: Path, restored: Path):
    assert manage("rebuild_index", DATA_DIR=original).returncode == 0
    found = answers(restored)
    assert len(found) == len(SAVED_SEARCHES)
    assert found == answers(original)


def test_the_restored_archive_is_sound(restored: Path):
    done = manage("check_archive", "--json", DATA_DIR=restored)
    assert json.loads(done.stdout) == {"ok": True, "problems": []}
    assert stat.S_IMODE((restored / "secret-key").stat().st_mode) == 0o600


def test_an_archive_that_is_served_is_not_replaced(server: Server, prepared: Path):
    result = manage("restore", "--replace", "any.tar.gz", DATA_DIR=prepared)
    assert_one_line(result, "is being served")


def test_an_archive_is_only_replaced_when_told_so(backup: Path, prepared: Path, tmp_path: Path):
    data_dir = copy_of(prepared, tmp_path / "var")
    before = hashes(data_dir)
    assert_one_line(manage("restore", str(backup), DATA_DIR=data_dir), "--replace")
    assert hashes(data_dir) == before
    assert manage("restore", "--replace", str(backup), DATA_DIR=data_dir).returncode == 0
    assert rows(data_dir, "SELECT count(*) FROM archive_article") == [(ARTICLES,)]
    assert not hashes(data_dir).keys() & before.keys()


def test_what_a_killed_restore_left_is_neither_served_nor_taken_for_an_archive(
    backup: Path, unfilled: Path, tmp_path: Path
):
    """Killed after the raw files were put in place and before the database was."""
    data_dir = copy_of(unfilled, tmp_path / "var")
    (data_dir / "half-restored").touch()
    for command in ("prepare", "serve"):
        refused = manage(command, DATA_DIR=data_dir, PORT=free_port())
        assert_one_line(refused, "was broken off", "restore")
    assert manage("restore", str(backup), DATA_DIR=data_dir).returncode == 0
    assert rows(data_dir, "SELECT count(*) FROM archive_article") == [(ARTICLES,)]
    assert not (data_dir / "half-restored").exists()


def test_a_damaged_backup_changes_nothing(backup: Path, prepared: Path, tmp_path: Path):
    data_dir = copy_of(prepared, tmp_path / "var")
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    damaged = tmp_path / "damaged.tar.gz"
    damaged.write_bytes(content)
    before = {file: file.read_bytes() for file in data_dir.rglob("*") if file.is_file()}
    assert_one_line(
        manage("restore", "--replace", str(damaged), DATA_DIR=data_dir), "damaged.tar.gz"
    )
    assert {file: file.read_bytes() for file in before} == before
    assert not (data_dir / "restoring").exists()


def limit_files() -> None:
    """Let no file of this process grow beyond 100 kB, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_without_room_there_is_one_line_and_nothing_half_written(
    command: str, original: Path, backup: Path, tmp_path: Path
):
    data_dir = original if command == "backup" else tmp_path / "var"
    file = tmp_path / "new.tar.gz" if command == "backup" else backup
    result = subprocess.run(
        [sys.executable, "manage.py", command, str(file)],
        cwd=ROOT,
        env=environment(DATA_DIR=data_dir),
        capture_output=True,
        text=True,
        preexec_fn=limit_files,
    )
    assert_one_line(result, str(tmp_path))
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert left <= {"secret-key", "serving.lock"}


def test_a_backup_of_a_newer_version_is_refused(prepared: Path, tmp_path: Path):
    data_dir = copy_of(prepared, tmp_path / "newer")
    with database(data_dir) as opened:
        opened.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('archive', '9999_the_future', CURRENT_TIMESTAMP)"
        )
    file = tmp_path / "newer.tar.gz"
    assert manage("backup", str(file), DATA_DIR=data_dir).returncode == 0
    empty = tmp_path / "empty"
    assert_one_line(manage("restore", str(file), DATA_DIR=empty), "9999_the_future", "Update")
    assert not (empty / "archive.db").exists()


@pytest.mark.parametrize("name", ["missing.tar.gz", "manage.py"])
def test_what_is_no_backup_is_one_line(name: str, tmp_path: Path):
    assert_one_line(manage("restore", name, DATA_DIR=tmp_path / "var"), name)


def test_without_an_archive_there_is_nothing_to_back_up(tmp_path: Path):
    file = tmp_path / "archive.tar.gz"
    assert_one_line(manage("backup", str(file), DATA_DIR=tmp_path / "var"), "holds no archive")
    assert not file.exists()
