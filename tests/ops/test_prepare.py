"""`manage.py prepare`: everything is made once, and nothing twice."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.ops.commands import assert_one_line, copy_of, manage, rows

DEMO_ARTICLES = 5


def count(table: str, data_dir: Path) -> int:
    return rows(data_dir, f"SELECT count(*) FROM archive_{table}")[0][0]


def test_first_start_makes_an_admin_whom_only_the_owner_can_read(
    first_start: tuple[Path, str],
) -> None:
    data_dir, said = first_start
    kept = data_dir / "admin-password"
    password = kept.read_text()
    assert len(password) == 20
    assert password in said
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE((data_dir / "secret-key").stat().st_mode) == 0o600


def test_first_start_imports_and_indexes_the_demo_articles(prepared: Path) -> None:
    assert count("article", prepared) == DEMO_ARTICLES
    assert count("outboxentry", prepared) == 0


def test_second_start_does_nothing(prepared: Path, tmp_path: Path) -> None:
    data_dir = copy_of(prepared, tmp_path / "var")
    password = (data_dir / "admin-password").read_text()
    result = manage("prepare", DATA_DIR=data_dir)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert (data_dir / "admin-password").read_text() == password
    assert count("article", data_dir) == DEMO_ARTICLES
    assert count("importbatch", data_dir) == count("importbatch", prepared)


def test_deleted_demo_articles_do_not_come_back(prepared: Path, tmp_path: Path) -> None:
    data_dir = copy_of(prepared, tmp_path / "var")
    code = "from archive.models import Article; Article.objects.all().delete()"
    manage("shell", "-v", "0", "-c", code, DATA_DIR=data_dir)
    manage("prepare", DATA_DIR=data_dir)
    assert count("article", data_dir) == 0


def test_an_archive_can_start_empty_with_a_given_password(prepared: Path, tmp_path: Path) -> None:
    copy_of(prepared / "static", tmp_path / "static")  # collecting them again would take seconds
    result = manage("prepare", DATA_DIR=tmp_path, LOAD_SEEDS=0, ADMIN_PASSWORD="a-password-of-ours")
    assert result.returncode == 0, result.stderr
    assert "a-password-of-ours" not in result.stdout
    assert not (tmp_path / "admin-password").exists()
    assert count("article", tmp_path) == 0


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("PORT", "abc", "PORT"),
        ("PORT", "70000", "65535"),
        ("WORKERS", "0", "WORKERS"),
        ("LOAD_SEEDS", "maybe", "LOAD_SEEDS"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL"),
        ("SITE_URL", "archive", "SITE_URL"),
    ],
)
def test_a_bad_setting_is_one_line(name: str, value: str, word: str, tmp_path: Path) -> None:
    result = manage("prepare", **{"DATA_DIR": tmp_path / "var", name: value})
    assert_one_line(result, word)


@pytest.mark.parametrize("secret", ["", "given"])
def test_an_unwritable_folder_is_one_line(secret: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    result = manage("prepare", DATA_DIR=file / "var", SECRET_KEY=secret)
    assert_one_line(result, "DATA_DIR", str(file))
