"""One generation of the index, opened once, immutable, shared by all threads."""

import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
from whoosh.index import FileIndex
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from search.engine.columns import (
    Column,
    IntArray,
    Mask,
    join_columns,
    read_column,
    read_ids,
    read_moments,
)
from search.engine.postings import ArrayCache, Leaf, Terms
from search.params import FACETS

COLUMNS = (*FACETS, "month")
NO_NUMBERS: IntArray = np.zeros(0, np.int64)
NO_MASK: Mask = np.zeros(0, dtype=bool)


@dataclass(frozen=True)
class Segment:
    """The arrays of one segment. Its files never change, only which documents are deleted."""

    article_ids: IntArray
    published: IntArray
    is_dated: Mask
    columns: Mapping[str, Column]


@dataclass(frozen=True)
class Snapshot:
    """The arrays of all segments, one after the other, and Whoosh's searcher over the same files.

    Array position is document number. Whoosh reads files through shared positions, so `lock` must
    be held while the searcher works.
    """

    key: tuple[Path, int]  # directory and generation
    index: FileIndex
    segments: Mapping[str, Segment]
    searcher: Searcher
    is_alive: Mask
    article_ids: IntArray
    published: IntArray  # microseconds since the year 1, UTC; 0 when undated
    is_dated: Mask
    columns: Mapping[str, Column]
    terms: Terms
    lock: Lock

    @property
    def size(self) -> int:
        """Number of documents, deleted ones included."""
        return len(self.is_alive)


def open_snapshot(index: FileIndex, key: tuple[Path, int], previous: Snapshot | None) -> Snapshot:
    """The newest generation of the index; only segments that `previous` lacks are read.

    A writer may merge a segment away while we read it, and Whoosh takes its missing files for empty
    fields. So the caller must check afterwards that the generation still is the newest.
    """
    reader = index.reader()
    searcher = Searcher(reader, fromindex=index)
    leaves = [(leaf, offset) for leaf, offset in reader.leaf_readers() if leaf.doc_count_all()]
    known = previous.segments if previous else {}
    segments: dict[str, Segment] = {}
    is_alive = np.ones(reader.doc_count_all(), dtype=bool)
    for leaf, offset in leaves:
        name = leaf.segment().segment_id()
        segments[name] = known.get(name) or _read_segment(leaf)
        _open_lazy_files(leaf)
        deleted = np.fromiter(leaf.segment().deleted_docs(), np.int64)
        is_alive[deleted + offset] = False
    parts = list(segments.values())
    lock = Lock()
    named = [Leaf(name, *leaf) for name, leaf in zip(segments, leaves, strict=True)]
    cache = previous.terms.cache if previous else ArrayCache()
    snapshot = Snapshot(
        key=key,
        index=index,
        segments=segments,
        searcher=searcher,
        is_alive=is_alive,
        article_ids=np.concatenate([NO_NUMBERS, *(part.article_ids for part in parts)]),
        published=np.concatenate([NO_NUMBERS, *(part.published for part in parts)]),
        is_dated=np.concatenate([NO_MASK, *(part.is_dated for part in parts)]),
        columns={name: join_columns([part.columns[name] for part in parts]) for name in COLUMNS},
        terms=Terms(named, cache, lock),
        lock=lock,
    )
    weakref.finalize(snapshot, searcher.close)
    return snapshot


def _open_lazy_files(reader: IndexReader) -> None:
    """Make Whoosh open the files that it opens on demand, while they are surely there."""
    reader.stored_fields(0)
    for name in reader.schema.scorable_names():
        reader.doc_field_length(0, name)


def _read_segment(reader: IndexReader) -> Segment:
    published, is_dated = read_moments(reader, "published_at")
    return Segment(
        article_ids=read_ids(reader, "article_id"),
        published=published,
        is_dated=is_dated,
        columns={name: read_column(reader, name) for name in COLUMNS},
    )
