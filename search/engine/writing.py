"""How an index is written. Writers of the live one must hold the lock of search/locks.py."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import groupby
from pathlib import Path
from typing import Any

from whoosh.codec.base import Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC, FileIndex
from whoosh.writing import SegmentWriter

from search.engine.codec import PackedCodec
from search.engine.gathering import TermPool
from search.engine.manifest import remove_older_manifests, toc_name, write_manifest

LOCK_SECONDS = 60  # how long to wait for Whoosh's own lock, which Haystack's updates need


def create_index(directory: Path, schema: Schema) -> None:
    """Make an empty index in the directory, which is made too."""
    directory.mkdir(parents=True, exist_ok=True)
    FileIndex.create(_storage(directory), schema)


def open_index(directory: Path, schema: Schema) -> FileIndex:
    """The index in the directory; a missing one is an error, never made silently."""
    return FileIndex(_storage(directory), schema)


@contextmanager
def open_writer(directory: Path, schema: Schema) -> Iterator["IndexWriter"]:
    """A writer that commits at the end; after an error, also one in the commit, nothing is kept."""
    writer = IndexWriter(
        open_index(directory, schema),
        timeout=LOCK_SECONDS,
        codec=PackedCodec(),
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


class IndexWriter(SegmentWriter):
    """Whoosh's writer, which also writes each generation's manifest and waits for the disk.

    A document that cannot be added leaves nothing behind; an index that another process wrote can
    be taken over.
    """

    def __init__(self, index: FileIndex, **options: Any) -> None:
        super().__init__(index, **options)
        self.pool = TermPool(self.temp_storage(), self.newsegment)

    @property
    def directory(self) -> Path:
        """Where the index is."""
        return Path(self.storage.folder)

    def adopt(self, directory: Path) -> None:
        """Make the segments of the index in another directory ours; its files move here."""
        for segment in TOC.read(_storage(directory), self.indexname, schema=self.schema).segments:
            for name in segment.list_files(_storage(directory)):
                (directory / name).rename(self.directory / name)
            self.segments.append(segment)

    def add_document(self, **fields: Any) -> None:
        """Add a document. Where that breaks off midway, what is written of it counts as deleted."""
        try:
            super().add_document(**fields)
        except Exception:
            self.perdocwriter.finish_doc()
            self.newsegment.delete_document(self.docnum)
            self.docnum += 1
            self._added = True
            raise

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        reader = self.per_document_reader()
        documents = range(reader.doc_count_all())
        terms = groupby(self.pool.items(), key=lambda entry: entry[0][0])
        for field, entries in terms:
            lengths = [reader.doc_field_length(document, field) for document in documents]
            self.fieldwriter.add_field(field, self.schema[field], lengths, entries)
        self.fieldwriter.close()
        reader.close()

    def _commit_toc(self, segments: list[Segment]) -> None:
        """The last step of a commit: the generation counts once Whoosh has written its file."""
        directory = self.directory
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
