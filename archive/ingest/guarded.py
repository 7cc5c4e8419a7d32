"""Work in child processes that are stopped when a file takes too long or too much memory.

A child lives as long as there is work and for a while after; it is started again when it had to be
stopped. While it reads ahead or extracts, the caller saves what came before.
"""

from __future__ import annotations

import atexit
import logging
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from archive.gazetteer import load
from archive.ingest.child import IDLE_SECONDS, Ended, ExtractJob, ReadItem, ReadJob
from archive.ingest.exceptions import ReadingFailed
from archive.ingest.readers import Item
from archive.ingest.reading import Reading
from persian.lexicon import lexicon

logger = logging.getLogger(__name__)

SECONDS = 10.0  # of the processor, between two signs of life of the child
_PATIENCE = 6  # times as long by the clock: the machine may be busy with other things
MOST_READERS = 2  # files that are read at the same time
_SECONDS_PER_MEGABYTE = 1.0  # more for a file that is read at once
_MOST_SECONDS = 600.0
_TOO_SLOW = "خواندن این پرونده بیش از اندازه طول کشید."
_DIED = "خواندن این پرونده ناتمام ماند."
UNFORESEEN = "خطایی پیش‌بینی‌نشده پیش آمد؛ جزئیات آن در گزارش سامانه است."
_COMMAND = "from archive.ingest.child import main; main()"
_ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def guarded_reading(
    path: Path,
    *,
    source: str = "",
    max_bytes: int | None = None,
    position: Callable[[int], object] = lambda _bytes_read: None,
) -> Iterator[Reading]:
    """Read a file as `reading.start_reading` does, in a child; the items must be taken inside.

    `position` is told with every item how many bytes of the file are read by then.

    Raises:
        IngestError: as there; ReadingFailed when the child had to be stopped.
    """
    megabytes = path.stat().st_size / 1024**2
    seconds = min(SECONDS + _SECONDS_PER_MEGABYTE * megabytes, _MOST_SECONDS)
    with _readers:
        child = take_child()
        try:
            additions = load().additions
            child.send(ReadJob(str(path.absolute()), source, max_bytes, seconds, additions))
            answers = child.answers()
            started = next(answers)
            yield Reading(started.format, started.encoding, _items(answers, position))
        finally:
            give_back(child)


def _items(answers: Iterator[ReadItem], position: Callable[[int], object]) -> Iterator[Item]:
    for answer in answers:
        position(answer.position)
        yield answer.item


class Child:
    """A process and our end of its socket."""

    def __init__(self) -> None:
        lexicon()  # where it is missing, building it would go beyond the child's limits
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _COMMAND, str(theirs.fileno())],
                cwd=_ROOT,
                stdin=subprocess.PIPE,  # closed when we die, which tells it
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # ^C is for the parent alone
            )
        self._connection = Connection(ours.detach())
        self._seconds = 0.0
        self._last_used = time.monotonic()
        self.is_idle = True

    @property
    def is_fresh(self) -> bool:
        """Whether it lives and is far from ending by itself."""
        is_young = time.monotonic() - self._last_used < IDLE_SECONDS / 2
        return is_young and self._process.poll() is None

    def send(self, job: ReadJob | ExtractJob) -> None:
        """Give it a job; its answers must be taken before the next one."""
        self.is_idle = False
        self._seconds = job.seconds
        with suppress(ConnectionError):  # it is dead, and so has no answers
            self._connection.send(job)

    def answers(self) -> Generator[Any, None, None]:
        """Yield the answers to the job, as `child.py` describes them.

        Raises:
            IngestError: the job is refused; ReadingFailed: it cannot be done.
        """
        while not isinstance(answer := self._receive(), Ended):
            yield answer
        self._last_used = time.monotonic()
        self.is_idle = not isinstance(answer.refusal, ReadingFailed)
        if answer.refusal:
            raise answer.refusal
        if answer.error:
            logger.error("a child process failed: %s", answer.error)
            raise ReadingFailed(UNFORESEEN)

    def _receive(self) -> Any:
        try:
            if not self._connection.poll(_PATIENCE * self._seconds):
                raise ReadingFailed(_TOO_SLOW)
            return self._connection.recv()
        except (EOFError, ConnectionError) as error:
            was_slow = self._process.wait() == -signal.SIGXCPU
            raise ReadingFailed(_TOO_SLOW if was_slow else _DIED) from error

    def stop(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.communicate()  # waits for it and closes its input


def take_child() -> Child:
    """Return a child that has nothing to do; the caller gives it back."""
    with suppress(IndexError):
        while not (child := _idle.pop()).is_fresh:
            child.stop()
        return child
    return Child()


def give_back(child: Child) -> None:
    """Keep a child for the next one, unless it is still busy or broken."""
    if child.is_idle:
        _idle.append(child)
    else:
        child.stop()


_readers = threading.BoundedSemaphore(MOST_READERS)
_idle: list[Child] = []  # threads share it: `append` and `pop` are atomic


@atexit.register
def stop_children() -> None:
    """Stop the children that have nothing to do; the next job starts another."""
    with suppress(IndexError):
        while True:
            _idle.pop().stop()
