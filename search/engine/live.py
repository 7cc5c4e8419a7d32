"""The index on disk: which directory is live, its newest snapshot, and how it is written.

The configured path is a symbolic link to the live directory, so that a rebuilt index replaces it at
once. Writers must hold the lock of search/locks.py.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from whoosh.codec.base import Segment
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC, FileIndex
from whoosh.writing import SegmentWriter

from search.engine.manifest import (
    Verifier,
    newest_generation,
    remove_older_manifests,
    toc_name,
    write_manifest,
)
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
        self._verifier = Verifier()

    @classmethod
    def at(cls, path: Path, schema: Schema) -> "LiveIndex":
        return cls._all.setdefault(path, cls(path, schema))

    def snapshot(self) -> Snapshot:
        """The newest snapshot; while another thread opens a newer one, the one before.

        Every call makes sure that the files are as they were written. A writer may remove files
        while we read them: trouble counts only when their generation still is the newest.

        Raises:
            IndexUnusable: there is no index, or it is damaged or cannot be read.
        """
        current = self._snapshot
        while True:
            key = self._newest()
            try:
                if current and current.key == key:
                    self._verifier.verify(*key)
                    return current
                if not self._opening.acquire(blocking=current is None) and current:
                    return current
                try:
                    current = self._open(key)
                finally:
                    self._opening.release()
            except Exception as error:  # a damaged file can raise anything
                if key == self._newest():
                    raise IndexUnusable(f"cannot read the index in {key[0]}: {error}") from error

    def vocabulary(self) -> Vocabulary:
        """The words of the newest snapshot.

        Raises:
            IndexUnusable: there is no index or it cannot be read.
        """
        snapshot, latest = self.snapshot(), self._vocabulary
        if latest is None or latest.snapshot is not snapshot:
            self._vocabulary = latest = Vocabulary(snapshot, latest)
        return latest

    def _newest(self) -> tuple[Path, int]:
        """The live directory and its newest generation."""
        try:
            directory = self._path.resolve(strict=True)
            return directory, newest_generation(directory)
        except OSError as error:
            raise IndexUnusable(f"cannot read the index in {self._path}") from error

    def _open(self, key: tuple[Path, int]) -> Snapshot:
        """Open this generation, unless another thread has done so; it becomes the snapshot."""
        if self._snapshot and self._snapshot.key == key:
            return self._snapshot
        manifest = self._verifier.verify(*key)
        opened = open_snapshot(open_index(key[0], self._schema), key, self._snapshot)
        if int(opened.is_alive.sum()) != manifest.documents:
            raise IndexUnusable(f"{manifest.documents} documents were written")
        self._verifier.verify(*key)
        if key == self._newest():
            self._snapshot = opened
        return opened


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
    writer = _Writer(
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


class _Writer(SegmentWriter):
    """Whoosh's writer, which also writes each generation's manifest and waits for the disk."""

    def _commit_toc(self, segments: list[Segment]) -> None:
        """The last step of a commit: the generation counts once Whoosh has written its file."""
        directory = Path(self.storage.folder)
        files = [name for segment in segments for name in segment.list_files(self.storage)]
        documents = sum(segment.doc_count() for segment in segments)
        toc = _toc_bytes(TOC(self.schema, segments, self.generation))
        write_manifest(directory, self.generation, documents, files, toc)
        _sync([directory / name for name in files])
        super()._commit_toc(segments)
        _sync([directory / toc_name(self.generation), directory])
        remove_older_manifests(directory, self.generation)


def _toc_bytes(toc: TOC) -> bytes:
    storage = RamStorage()
    toc.write(storage, "MAIN")
    content: bytes = storage.files[toc_name(toc.generation)]
    return content


def _sync(paths: Iterable[Path]) -> None:
    """Make sure that files are on the disk; Whoosh does not."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _storage(directory: Path) -> FileStorage:
    return FileStorage(str(directory))
