"""Locks between processes, as files in DATA_DIR. Each ends with its process, however that dies."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

SERVING = "serving.lock"  # shared by all that serve; whoever replaces the archive holds it alone
TASKS = "tasks.lock"  # held by the one process that does tasks
UPLOADS = "uploads.lock"  # held by the one process that brings in large uploads


@contextmanager
def locked(name: str, *, shared: bool = False) -> Iterator[None]:
    """Hold a lock, alone or with others who share it; `name` is its file in DATA_DIR.

    Raises:
        BlockingIOError: another process holds it.
    """
    path: Path = settings.DATA_DIR / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        yield
