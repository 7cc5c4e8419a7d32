"""One generation of the index, opened once, immutable, shared by all threads."""

import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from whoosh.columns import NumericColumn
from whoosh.fields import KEYWORD, Schema
from whoosh.index import FileIndex
from whoosh.searching import Searcher

from search.engine.columns import Column, IntArray, Mask, Numbers, join_columns, join_numbers
from search.engine.postings import ArrayCache, Terms
from search.engine.segments import Segment


class Columns:
    """The values of the documents by field, read from each segment once."""

    def __init__(self, segments: Sequence[Segment], previous: "Columns | None", lock: Lock) -> None:
        self._segments = segments
        self._lock = lock
        names = {segment.name for segment in segments}
        known = previous._read if previous else {}
        self._read: dict[tuple[str, str, str], Any] = {
            key: found for key, found in known.items() if key[0] in names
        }
        self._joined: dict[tuple[str, str], Any] = {}

    def __getitem__(self, field: str) -> Column:
        """The values of a field."""
        column: Column = self._join(field, "values", Segment.column, join_columns)
        return column

    def numbers(self, field: str) -> Numbers:
        """The numbers of a field that keeps them; moments are numbers too."""
        numbers: Numbers = self._join(field, "numbers", Segment.numbers, join_numbers)
        return numbers

    def _join(
        self,
        field: str,
        kind: str,
        read: Callable[[Segment, str], Any],
        join: Callable[[Sequence[Any]], Any],
    ) -> Any:
        if (field, kind) not in self._joined:
            parts = []
            for segment in self._segments:
                key = (segment.name, field, kind)
                if key not in self._read:
                    with self._lock:
                        self._read[key] = read(segment, field)
                parts.append(self._read[key])
            self._joined[field, kind] = join(parts)
        return self._joined[field, kind]


@dataclass(frozen=True)
class Snapshot:
    """The segments of one generation as arrays, and Whoosh's searcher over the same files.

    Array position is document number. Whoosh reads files through shared positions, so `lock` must
    be held while the searcher works.
    """

    key: tuple[Path, int]  # directory and generation
    schema: Schema
    searcher: Searcher
    segments: tuple[Segment, ...]
    is_alive: Mask
    terms: Terms
    columns: Columns
    lock: Lock

    @property
    def size(self) -> int:
        """Number of documents, deleted ones included."""
        return len(self.is_alive)

    def has_numbers(self, field: str) -> bool:
        """Whether a field keeps one number, or moment, for each document."""
        return isinstance(self.schema[field].column_type, NumericColumn)

    @cached_property
    def article_ids(self) -> IntArray:
        """The primary keys of the articles."""
        return self.columns.numbers("article_id").integers

    @cached_property
    def published(self) -> IntArray:
        """When the articles were published, in microseconds since the year 1, UTC; 0 if undated."""
        return self.columns.numbers("published_at").microseconds

    @cached_property
    def is_dated(self) -> Mask:
        """The articles that have a date."""
        return self.columns.numbers("published_at").known


def open_snapshot(index: FileIndex, key: tuple[Path, int], previous: Snapshot | None) -> Snapshot:
    """The newest generation of the index; only segments that `previous` lacks are read.

    A writer may merge a segment away while we read it, and Whoosh takes its missing files for empty
    fields. So the caller must check afterwards that the generation still is the newest.
    """
    reader = index.reader()
    segments = tuple(
        Segment(leaf.segment().segment_id(), leaf, offset)
        for leaf, offset in reader.leaf_readers()
        if leaf.doc_count_all()
    )
    is_alive = np.ones(reader.doc_count_all(), dtype=bool)
    for segment in segments:
        segment.open_files()
        deleted = np.fromiter(segment.reader.segment().deleted_docs(), np.int64)
        is_alive[deleted + segment.offset] = False
    lock = Lock()
    searcher = Searcher(reader, fromindex=index)
    snapshot = Snapshot(
        key=key,
        schema=reader.schema,
        searcher=searcher,
        segments=segments,
        is_alive=is_alive,
        terms=Terms(segments, previous.terms.cache if previous else ArrayCache(), lock),
        columns=Columns(segments, previous.columns if previous else None, lock),
        lock=lock,
    )
    for name, field in reader.schema.items():
        if isinstance(field, KEYWORD):  # searches count them: the first reader need not wait
            snapshot.columns[name]
    weakref.finalize(snapshot, searcher.close)
    return snapshot
