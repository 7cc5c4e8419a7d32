"""What all tests share, and their order: what is fast first, whole processes and browsers last.

Property tests have no deadline: a busy machine is no fault of the code.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.ops.commands import copy_of, manage

hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")

SLOW = ("ops", "browser")  # folders of tests/, the slowest last


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def slowness(item: pytest.Item) -> int:
        return SLOW.index(folder) + 1 if (folder := item.path.parent.name) in SLOW else 0

    items.sort(key=slowness)


@pytest.fixture(autouse=True)
def _no_index() -> None:
    """Begin without one: it outlives the rows of the test that filled it."""
    for path in settings.DATA_DIR.glob("*index*"):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder that `prepare` made and filled, and what it said."""
    data_dir = tmp_path_factory.mktemp("archive") / "var"
    result = manage("prepare", DATA_DIR=data_dir)
    assert result.returncode == 0, result.stderr
    return data_dir, result.stdout


@pytest.fixture(scope="session")
def prepared(first_start: tuple[Path, str]) -> Path:
    """One prepared archive for all tests; who changes it takes a copy."""
    return first_start[0]


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Copy the tests' database before any test changes it, if only the next number of a row."""
    data_dir = tmp_path_factory.mktemp("migrated") / "var"
    data_dir.mkdir()
    with django_db_blocker.unblock(), closing(sqlite3.connect(data_dir / "archive.db")) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    return data_dir


@pytest.fixture(scope="session")
def migrated(django_db_setup: Path) -> Path:
    """A folder with the database of an archive without articles, to be copied.

    It is that of the tests themselves: to migrate another takes seconds.
    """
    return django_db_setup


@pytest.fixture(scope="session")
def unfilled(prepared: Path, migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive without articles and users, its static files collected, to be copied."""
    data_dir = copy_of(migrated, tmp_path_factory.mktemp("unfilled") / "var")
    copy_of(prepared / "static", data_dir / "static")
    return data_dir
