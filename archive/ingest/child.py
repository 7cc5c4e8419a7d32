"""The process that reads files for others: a file that hangs or swells costs only this process.

Started by `guarded.py` with one end of a socket. A job comes in; out go the format, the items one
by one as they are read, and how it ended.
"""

from __future__ import annotations

import os
import resource
import sys
import traceback
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from archive.ingest.exceptions import IngestError, ReadingFailed
from archive.ingest.reading import start_reading

IDLE_SECONDS = 60.0
_FREE_BYTES = 256 * 1024**2  # what any file may take
_BYTES_PER_BYTE = 12  # what a file that is read at once may take for each of its bytes
_STATM = Path("/proc/self/statm")
_TOO_MUCH_MEMORY = "خواندن این پرونده حافظه‌ای بیش از اندازه می‌خواهد."


class Job(NamedTuple):
    path: str
    source: str
    max_bytes: int | None


class Started(NamedTuple):
    format: str
    encoding: str


class Ended(NamedTuple):
    """How a job ended: well, by a refusal, or by an error that nobody foresaw."""

    refusal: IngestError | None = None
    error: str = ""


def serve(connection: Connection) -> None:
    """Do jobs until the other side is gone, or has none for a while."""
    while connection.poll(IDLE_SECONDS):
        try:
            job = connection.recv()
        except EOFError:
            return
        connection.send(_work(connection, job))


def _work(connection: Connection, job: Job) -> Ended:
    try:
        _limit_memory(Path(job.path).stat().st_size)
        with Path(job.path).open("rb") as file:
            reading = start_reading(file, source=job.source, max_bytes=job.max_bytes)
            connection.send(Started(reading.format, reading.encoding))
            for item in reading.items:
                connection.send(item)
    except IngestError as refusal:
        return Ended(refusal)
    except (MemoryError, RecursionError):
        return Ended(ReadingFailed(_TOO_MUCH_MEMORY))
    except BrokenPipeError:  # nobody listens any more
        raise SystemExit from None
    except Exception:
        return Ended(error=traceback.format_exc())
    return Ended()


def _limit_memory(size: int) -> None:
    if not _STATM.exists():  # only Linux tells what it takes, and keeps to such a limit
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = _own_bytes() + _FREE_BYTES + _BYTES_PER_BYTE * size
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


@cache
def _own_bytes() -> int:
    """Return the address space of this process before its first file."""
    return int(_STATM.read_text().split()[0]) * resource.getpagesize()


def main() -> None:
    with Path(os.devnull).open("w") as nowhere:
        sys.stderr = nowhere  # warcio prints what it dislikes
        serve(Connection(int(sys.argv[1])))
