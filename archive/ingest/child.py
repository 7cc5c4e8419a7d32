"""The process that reads files and extracts from articles for others, so that a file which hangs or
swells costs only this process.

Started by `guarded.py` with one end of a socket. A job comes in; out go the answers, one by one,
and how it ended. It ends when its parent does, and when it has nothing to do for a while.
"""

from __future__ import annotations

import os
import resource
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from archive.gazetteer import Additions, with_additions
from archive.ingest.exceptions import IngestError, ReadingFailed
from archive.ingest.findings import Findings, findings_of
from archive.ingest.readers import Item
from archive.ingest.reading import STREAMED, start_reading
from archive.ingest.records import ArticleRecord

IDLE_SECONDS = 60.0
_FREE_BYTES = 256 * 1024**2  # what any file may take
_BYTES_PER_BYTE = 12  # what a file that is read at once may take for each of its bytes
_STATM = Path("/proc/self/statm")
_TOO_MUCH_MEMORY = "خواندن این پرونده حافظه‌ای بیش از اندازه می‌خواهد."


class ReadJob(NamedTuple):
    """A file to read; so many seconds of the processor may pass between two items."""

    path: str
    source: str
    max_bytes: int | None
    seconds: float
    additions: Additions


class ExtractJob(NamedTuple):
    """Articles to extract from, all within so many seconds of the processor."""

    records: list[ArticleRecord]
    seconds: float
    additions: Additions


class Started(NamedTuple):
    """The first answer to a ReadJob."""

    format: str
    encoding: str


class ReadItem(NamedTuple):
    """One item of a file, and how many of its bytes are read by now."""

    item: Item
    position: int


class Ended(NamedTuple):
    """How a job ended: well, by a refusal, or by an error that nobody foresaw."""

    refusal: IngestError | None = None
    error: str = ""


def serve(connection: Connection) -> None:
    """Do jobs until the other side is gone, or has none for a while."""
    with suppress(EOFError, ConnectionError):
        while connection.poll(IDLE_SECONDS):
            connection.send(_work(connection, connection.recv()))


def _work(connection: Connection, job: ReadJob | ExtractJob) -> Ended:
    try:
        with with_additions(job.additions):
            for answer in _read(job) if isinstance(job, ReadJob) else _extract(job):
                connection.send(answer)
                _limit_processor(job.seconds)
    except IngestError as refusal:
        return Ended(refusal)
    except (MemoryError, RecursionError):
        return Ended(ReadingFailed(_TOO_MUCH_MEMORY))
    except ConnectionError:  # nobody listens any more
        raise
    except Exception:
        return Ended(error=traceback.format_exc())
    return Ended()


def _read(job: ReadJob) -> Iterator[Started | ReadItem]:
    path = Path(job.path)
    _limit_memory(path.stat().st_size)
    _limit_processor(job.seconds)
    with path.open("rb") as file:
        reading = start_reading(file, source=job.source, max_bytes=job.max_bytes)
        if reading.format in STREAMED:
            _limit_memory(0)
        yield Started(reading.format, reading.encoding)
        for item in reading.items:
            yield ReadItem(item, file.tell())


def _extract(job: ExtractJob) -> Iterator[list[Findings]]:
    _limit_memory(0)
    _limit_processor(job.seconds)
    yield [findings_of(record) for record in job.records]


def _limit_memory(size: int) -> None:
    if not _STATM.exists():  # only Linux tells what it takes, and keeps to such a limit
        return
    _limit(resource.RLIMIT_AS, _own_bytes() + _FREE_BYTES + _BYTES_PER_BYTE * size)


def _limit_processor(seconds: float) -> None:
    """Be killed by the system after so many more seconds of work, whatever the parent does."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 1)


def _limit(kind: int, limit: int) -> None:
    _soft, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


@cache
def _own_bytes() -> int:
    """Return the address space of this process before its first file."""
    return int(_STATM.read_text().split()[0]) * resource.getpagesize()


def _end_with_parent() -> None:
    """End as soon as the other end of standard input is closed: then the parent is gone."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


def main() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit(resource.RLIMIT_CORE, 0)
    with Path(os.devnull).open("w") as nowhere:
        sys.stderr = nowhere  # warcio prints what it dislikes
        serve(Connection(int(sys.argv[1])))
