"""Posting lists as arrays, read from Whoosh's files once and kept in a bounded cache.

Deleted documents stay in them, so that a list is good for every generation that has the segment.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pickle import loads
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3LeafMatcher
from whoosh.reading import IndexReader
from whoosh.util.numeric import byte_to_length

from search.engine.columns import IntArray

CACHE_BYTES = 64_000_000
ENTRY_BYTES = 500  # what an empty entry takes
POSITION_BITS = 24  # of a place, which is a document and a position in one number
_COUNT_BYTES = 4  # before the pickled positions of a posting
_PICKLE_END = b"."  # which Whoosh may leave out
_LENGTHS = np.array([byte_to_length(code) for code in range(256)], np.float64)

FloatArray = npt.NDArray[np.float64]
Arrays = tuple[npt.NDArray[Any], ...]


class Postings(NamedTuple):
    """The documents that hold a term, in order, and how often."""

    docs: IntArray
    counts: FloatArray


class ArrayCache:
    """Arrays by key; when they take too many bytes, those not used for longest go."""

    def __init__(self, limit_bytes: int = CACHE_BYTES) -> None:
        self._limit = limit_bytes
        self._bytes = 0
        self._entries: OrderedDict[object, Arrays] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object, read: Callable[[], Arrays]) -> Arrays:
        """The arrays of this key, read when they are not there."""
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
                return self._entries[key]
        found = read()
        with self._lock:
            if key not in self._entries:
                self._entries[key] = found
                self._bytes += _size(found)
            while self._bytes > self._limit and len(self._entries) > 1:
                self._bytes -= _size(self._entries.popitem(last=False)[1])
        return found


@dataclass(frozen=True)
class Leaf:
    """One segment of a snapshot; its documents are numbered from `offset`."""

    name: str
    reader: IndexReader
    offset: int


class Terms:
    """The terms of one snapshot, their documents and places; documents have its numbers."""

    def __init__(self, leaves: Sequence[Leaf], cache: ArrayCache, lock: Lock) -> None:
        self._leaves = leaves
        self.cache = cache
        self._lock = lock  # of the files, which are read through shared positions
        self._average_lengths: dict[str, float] = {}

    def postings(self, field: str, term: str) -> Postings:
        return self._joined("term", field, term, _read_postings)

    def prefix_postings(self, field: str, prefix: str) -> Postings:
        """The documents that hold any term that begins so."""
        return self._joined("prefix", field, prefix, _read_prefix)

    def places(self, field: str, term: str) -> IntArray:
        """Every occurrence of a term in order, as document << POSITION_BITS | position."""
        found = [
            places + (leaf.offset << POSITION_BITS)
            for leaf, (places,) in self._each("places", field, term, _read_places)
        ]
        return np.concatenate(found) if found else np.zeros(0, np.int64)

    def lengths(self, field: str) -> FloatArray:
        """How many terms each document has in a field, as exact as Whoosh keeps it."""
        found = [lengths for _, (lengths,) in self._each("lengths", field, "", _read_lengths)]
        return np.concatenate(found) if found else np.zeros(0, np.float64)

    def average_length(self, field: str) -> float:
        """How many terms a document has in a field on average; 1 when none has any."""
        if field not in self._average_lengths:
            total = sum(leaf.reader.field_length(field) for leaf in self._leaves)
            size = sum(leaf.reader.doc_count_all() for leaf in self._leaves)
            self._average_lengths[field] = total / size if total else 1.0
        return self._average_lengths[field]

    def _joined(
        self, kind: str, field: str, text: str, read: Callable[[IndexReader, str, str], Arrays]
    ) -> Postings:
        parts = [
            (docs + leaf.offset, counts)
            for leaf, (docs, counts) in self._each(kind, field, text, read)
        ]
        if not parts:
            return _NOTHING
        docs, counts = zip(*parts, strict=True)
        return Postings(np.concatenate(docs), np.concatenate(counts))

    def _each(
        self, kind: str, field: str, text: str, read: Callable[[IndexReader, str, str], Arrays]
    ) -> Iterator[tuple[Leaf, Arrays]]:
        for leaf in self._leaves:
            key = (leaf.name, kind, field, text)
            yield leaf, self.cache.get(key, partial(self._read, read, leaf.reader, field, text))

    def _read(
        self,
        read: Callable[[IndexReader, str, str], Arrays],
        reader: IndexReader,
        field: str,
        text: str,
    ) -> Arrays:
        with self._lock:
            return read(reader, field, text)


def _size(arrays: Arrays) -> int:
    return ENTRY_BYTES + sum(array.nbytes for array in arrays)


def _read_postings(reader: IndexReader, field: str, term: str) -> Postings:
    if (field, term) not in reader:
        return _NOTHING
    return _decode(_matcher(reader, field, term.encode()))


def _read_prefix(reader: IndexReader, field: str, prefix: str) -> Postings:
    found = [_decode(_matcher(reader, field, term)) for term in reader.expand_prefix(field, prefix)]
    if not found:
        return _NOTHING
    docs = np.concatenate([one.docs for one in found])
    counts = np.bincount(docs, np.concatenate([one.counts for one in found]))
    held = np.flatnonzero(counts)
    return Postings(held, counts[held].astype(np.float64))


def _read_places(reader: IndexReader, field: str, term: str) -> tuple[IntArray]:
    if (field, term) not in reader:
        return (_NOTHING.docs,)
    docs, gaps = [], []
    for ids, _, values in _blocks(_matcher(reader, field, term.encode())):
        found = [loads(value[_COUNT_BYTES:] + _PICKLE_END) for value in values]
        sizes = np.fromiter(map(len, found), np.int64, len(found))
        docs.append(np.repeat(np.cumsum(np.array(ids, np.int64)), sizes))
        gaps.append(np.fromiter(chain.from_iterable(found), np.int64, sizes.sum()))
    return (_places(np.concatenate(docs), np.concatenate(gaps)),)


def _read_lengths(reader: IndexReader, field: str, _: str) -> tuple[FloatArray]:
    codes = reader._perdoc._cached_reader(f"_{field}_len", LENGTHS_COLUMN)
    size = reader.doc_count_all()
    if codes is None:
        return (np.zeros(size),)
    return (_LENGTHS[np.fromiter((codes[doc] for doc in range(size)), np.uint8, size)],)


def _matcher(reader: IndexReader, field: str, term: bytes) -> W3LeafMatcher:
    """Whoosh's reader of a posting list, with deleted documents, which postings() leaves out."""
    return reader._terms.matcher(field, term, reader.schema[field].format)


def _decode(matcher: W3LeafMatcher) -> Postings:
    docs, counts = [], []
    for ids, weights, _ in _blocks(matcher):
        docs.append(np.cumsum(np.array(ids, np.int64)))
        counts.append(np.zeros(len(ids)) + (1 if weights is None else weights))
    return Postings(np.concatenate(docs), np.concatenate(counts))


def _blocks(matcher: W3LeafMatcher) -> Iterator[tuple[Any, Any, Any]]:
    """The blocks of a posting list as Whoosh stores them: document gaps, weights, values."""
    while True:
        matcher._read_data()
        yield matcher._data
        if matcher._lastblock:
            return
        matcher._next_block()


def _places(docs: IntArray, gaps: IntArray) -> IntArray:
    """The places of positions, each given as the gap to the one before in the same document."""
    positions = np.cumsum(gaps)
    first = np.flatnonzero(np.diff(docs, prepend=-1))
    before = (positions - gaps)[first]
    sizes = np.diff(first, append=len(docs))
    return docs << POSITION_BITS | positions - np.repeat(before, sizes)


_NOTHING = Postings(np.zeros(0, np.int64), np.zeros(0))
