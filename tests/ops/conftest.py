"""A server over the prepared archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ops.commands import Server


@pytest.fixture
def server(prepared: Path) -> Iterator[Server]:
    server = Server(prepared)
    try:
        server.wait_until_it_answers()
        yield server
    finally:
        server.kill()
