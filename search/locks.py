"""Who may write the index: locks between processes that are waited for."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from archive.locks import locked
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
    deadline = time.monotonic() + timeout_seconds
    with ExitStack() as lock:
        while True:
            try:
                lock.enter_context(locked(name))
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise IndexBusy("another process is writing the index") from None
                time.sleep(POLL_SECONDS)
        yield
