"""Reading in a child process that is stopped when a file takes too long or too much memory.

One child lives as long as there is work and for a while after; it is started again when it had to
be stopped. While it reads ahead, the caller saves what it has read.
"""

from __future__ import annotations

import atexit
import logging
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from archive.ingest.child import IDLE_SECONDS, Ended, Job, Started
from archive.ingest.exceptions import ReadingFailed
from archive.ingest.readers import Item
from archive.ingest.reading import Reading

logger = logging.getLogger(__name__)

SECONDS = 10.0  # between two signs of life of the child
_SECONDS_PER_MEGABYTE = 1.0  # more for a file that is read at once
_MOST_SECONDS = 600.0
_TOO_SLOW = "خواندن این پرونده بیش از اندازه طول کشید."
_DIED = "خواندن این پرونده ناتمام ماند."
UNFORESEEN = "خطایی پیش‌بینی‌نشده پیش آمد؛ جزئیات آن در گزارش سامانه است."
_COMMAND = "from archive.ingest.child import main; main()"
_ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def guarded_reading(
    path: Path, *, source: str = "", max_bytes: int | None = None
) -> Iterator[Reading]:
    """Read a file as `reading.start_reading` does, in the child; the items must be taken inside.

    Raises:
        IngestError: as there; ReadingFailed when the child had to be stopped.
    """
    with _lock:
        child = _idle_child() or _Child()
        messages = child.work(Job(str(path.absolute()), source, max_bytes))
        try:
            started = next(messages)
            yield Reading(started.format, started.encoding, messages)
        finally:
            messages.close()
            if child.is_idle:
                _children.append(child)
            else:
                child.stop()


class _Child:
    """The process and our end of its socket."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _COMMAND, str(theirs.fileno())],
                cwd=_ROOT,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # ^C is for the parent alone
            )
        self._connection = Connection(ours.detach())
        self.is_idle = True
        self._last_used = time.monotonic()

    @property
    def is_fresh(self) -> bool:
        """Whether it is far from ending by itself."""
        return time.monotonic() - self._last_used < IDLE_SECONDS / 2

    def work(self, job: Job) -> Generator[Any, None, None]:
        """Yield how the file begins, then its items."""
        self.is_idle = False
        megabytes = Path(job.path).stat().st_size / 1024**2
        limit = min(SECONDS + _SECONDS_PER_MEGABYTE * megabytes, _MOST_SECONDS)
        try:
            self._connection.send(job)
            while not isinstance(message := self._receive(limit), Ended):
                yield message
        except (EOFError, ConnectionError) as error:
            raise ReadingFailed(_DIED) from error
        self._last_used = time.monotonic()
        self.is_idle = not isinstance(message.refusal, ReadingFailed)
        if message.refusal:
            raise message.refusal
        if message.error:
            logger.error("cannot read %s: %s", job.path, message.error)
            raise ReadingFailed(UNFORESEEN)

    def _receive(self, limit_seconds: float) -> Started | Item | Ended:
        if not self._connection.poll(limit_seconds):
            raise ReadingFailed(_TOO_SLOW)
        message: Started | Item | Ended = self._connection.recv()
        return message

    def stop(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()


def _idle_child() -> _Child | None:
    child = _children.pop() if _children else None
    if child is None or child.is_fresh:
        return child
    child.stop()
    return None


_lock = threading.Lock()
_children: list[_Child] = []  # one at most: it is taken out while it works


@atexit.register
def stop_child() -> None:
    """Stop the child if there is one; the next file starts another."""
    while _children:
        _children.pop().stop()
