"""One prepared archive for all tests here; who changes it takes a copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ops.commands import Server, manage


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder that `prepare` made and filled, and what it said."""
    data_dir = tmp_path_factory.mktemp("archive") / "var"
    result = manage("prepare", DATA_DIR=data_dir)
    assert result.returncode == 0, result.stderr
    return data_dir, result.stdout


@pytest.fixture(scope="session")
def prepared(first_start: tuple[Path, str]) -> Path:
    return first_start[0]


@pytest.fixture
def server(prepared: Path) -> Iterator[Server]:
    server = Server(prepared)
    try:
        server.wait_until_it_answers()
        yield server
    finally:
        server.kill()
