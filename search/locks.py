"""Locks between processes. Each ends with the process that holds it, however that dies."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from search.exceptions import IndexBusy

WRITER_SECONDS = 60
REBUILD_SECONDS = 3600
POLL_SECONDS = 0.05


@contextmanager
def writer_lock(timeout_seconds: float = WRITER_SECONDS) -> Iterator[None]:
    """Hold the right to write the live index.

    Raises:
        IndexBusy: another process held it for so long.
    """
    with _lock("index.lock", timeout_seconds):
        yield


@contextmanager
def rebuild_lock(timeout_seconds: float = REBUILD_SECONDS) -> Iterator[None]:
    """Hold the right to build a new index beside the live one; taken before the writer's.

    Raises:
        IndexBusy: another process held it for so long.
    """
    with _lock("index-rebuild.lock", timeout_seconds):
        yield


@contextmanager
def _lock(name: str, timeout_seconds: float) -> Iterator[None]:
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + timeout_seconds
    with (settings.DATA_DIR / name).open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise IndexBusy("another process is writing the index") from None
                time.sleep(POLL_SECONDS)
        yield
