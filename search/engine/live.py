"""The index on disk: which directory is live, its newest snapshot, and how it is written.

The configured path is a symbolic link to the live directory, so that a rebuilt index replaces it at
once. Writers must hold the lock of search/indexing.py.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from search.engine.snapshot import Snapshot, open_snapshot
from search.engine.vocabulary import Vocabulary
from search.exceptions import IndexUnusable

WRITER_MEMORY_MB = 256
POSTINGS_IN_BLOCK = 1024


class LiveIndex:
    """The newest snapshot of the index that a path leads to; one object per path and process."""

    _all: dict[Path, "LiveIndex"] = {}

    def __init__(self, path: Path, schema: Schema) -> None:
        self._path = path
        self._schema = schema
        self._snapshot: Snapshot | None = None
        self._vocabulary: Vocabulary | None = None
        self._opening = Lock()

    @classmethod
    def at(cls, path: Path, schema: Schema) -> "LiveIndex":
        return cls._all.setdefault(path, cls(path, schema))

    def snapshot(self) -> Snapshot:
        """The newest snapshot; while another thread opens a newer one, the one before.

        Raises:
            IndexUnusable: there is no index or it cannot be read.
        """
        current = self._snapshot
        try:
            directory = self._path.resolve(strict=True)
            if current and current.key == (directory, current.index.latest_generation()):
                return current
            if not self._opening.acquire(blocking=current is None) and current:
                return current
            try:
                index = open_index(directory, self._schema)
                self._snapshot = opened = open_snapshot(index, directory, current)
                return opened
            finally:
                self._opening.release()
        except Exception as error:  # a damaged file can raise anything
            raise IndexUnusable(f"cannot read the index in {self._path}") from error

    def vocabulary(self) -> Vocabulary:
        """The words of the newest snapshot.

        Raises:
            IndexUnusable: there is no index or it cannot be read.
        """
        snapshot, latest = self.snapshot(), self._vocabulary
        if latest is None or latest.snapshot is not snapshot:
            self._vocabulary = latest = Vocabulary(snapshot, latest)
        return latest


def create_index(directory: Path, schema: Schema) -> None:
    """Make an empty index in the directory, which is made too."""
    directory.mkdir(parents=True)
    FileIndex.create(_storage(directory), schema)


def open_index(directory: Path, schema: Schema) -> FileIndex:
    """The index in the directory; a missing one is an error, never made silently."""
    return FileIndex(_storage(directory), schema)


@contextmanager
def open_writer(directory: Path, schema: Schema) -> Iterator[SegmentWriter]:
    """A writer that commits at the end; after an error, also one in the commit, nothing is kept."""
    writer = SegmentWriter(
        open_index(directory, schema),
        limitmb=WRITER_MEMORY_MB,
        codec=W3Codec(blocklimit=POSTINGS_IN_BLOCK),
        compound=False,
    )
    try:
        yield writer
        writer.commit()
    except BaseException:
        with suppress(Exception):  # a commit that broke off leaves files that cannot be closed
            writer.cancel()
        if not writer.is_closed:
            writer.writelock.release()
        raise


def sync(directory: Path) -> None:
    """Make sure that an index's files are on the disk; Whoosh does not."""
    for file in [*filter(Path.is_file, directory.iterdir()), directory]:
        descriptor = os.open(file, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _storage(directory: Path) -> FileStorage:
    return FileStorage(str(directory))
