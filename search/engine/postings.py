"""The terms of a snapshot as arrays, read from each segment once and kept in a bounded cache.

Deleted documents stay in them, so that a list is good for every generation that has the segment.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.reading import IndexReader

from search.engine.columns import IntArray
from search.engine.segments import NO_POSTINGS, POSITION_BITS, FloatArray, Postings, Segment

CACHE_BYTES = 64_000_000
ENTRY_BYTES = 500  # what an empty entry takes

Arrays = tuple[npt.NDArray[Any], ...]


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


class Terms:
    """The terms of one snapshot, their documents and places; documents have its numbers."""

    def __init__(self, segments: Sequence[Segment], cache: ArrayCache, lock: Lock) -> None:
        self.segments = segments
        self.cache = cache
        self._lock = lock  # of the files, which are read through shared positions
        self._norms: dict[tuple[str, float, float], FloatArray] = {}

    def postings(self, field: str, term: str | bytes) -> Postings:
        """The documents that hold the term."""
        found = [self.in_segment(segment, field, _bytes(term)) for segment in self.segments]
        return self._joined(found)

    def in_segment(self, segment: Segment, field: str, term: bytes) -> Postings:
        """The documents of one segment that hold the term, as the segment numbers them."""
        return Postings(*self._read(segment, "term", field, term, Segment.postings))

    def prefix_postings(self, field: str, prefix: str) -> Postings:
        """The documents that hold any term that begins so."""
        found = [
            Postings(*self._read(segment, "prefix", field, prefix.encode(), _prefix_postings))
            for segment in self.segments
        ]
        return self._joined(found)

    def union(self, segment: Segment, field: str, terms: Iterable[bytes]) -> IntArray:
        """The documents of one segment that hold any of the terms; this is not kept."""
        with self._lock:
            return segment.union(field, terms).docs + segment.offset

    def expand(
        self, segment: Segment, terms: Callable[[IndexReader], Iterable[str | bytes]]
    ) -> list[bytes]:
        """The terms that a function finds in a segment, read while nobody else reads."""
        with self._lock:
            return [_bytes(term) for term in terms(segment.reader)]

    def places(self, field: str, term: str | bytes) -> IntArray:
        """Every occurrence of a term in order, as document << POSITION_BITS | position."""
        found = [NO_POSTINGS.docs]
        for segment in self.segments:
            (places,) = self._read(segment, "places", field, _bytes(term), _places)
            found.append(places + (segment.offset << POSITION_BITS))
        return np.concatenate(found) if len(found) != 2 else found[1]

    def lengths(self, field: str) -> FloatArray:
        """How many terms each document has in a field, as exact as Whoosh keeps it."""
        found = [self._read(one, "lengths", field, b"", _lengths) for one in self.segments]
        return np.concatenate([NO_POSTINGS.weights, *(lengths for (lengths,) in found)])

    def norms(self, field: str, least: float, growth: float) -> FloatArray:
        """For each document `least`, and `growth` as often as its field is longer than average."""
        key = (field, least, growth)
        if key not in self._norms:
            total = sum(segment.reader.field_length(field) for segment in self.segments)
            size = sum(segment.size for segment in self.segments)
            average = total / size if total else 1.0
            self._norms[key] = least + growth / average * self.lengths(field)
        return self._norms[key]

    def _joined(self, found: Sequence[Postings]) -> Postings:
        if len(found) == 1:
            return found[0]
        docs = [one.docs + of.offset for one, of in zip(found, self.segments, strict=True)]
        weights = [one.weights for one in found]
        return Postings(
            np.concatenate([*docs, NO_POSTINGS.docs]),
            np.concatenate([*weights, NO_POSTINGS.weights]),
        )

    def _read(
        self,
        segment: Segment,
        kind: str,
        field: str,
        term: bytes,
        read: Callable[[Segment, str, bytes], Arrays],
    ) -> Arrays:
        def locked() -> Arrays:
            with self._lock:
                return read(segment, field, term)

        return self.cache.get((segment.name, kind, field, term), locked)


def _size(arrays: Arrays) -> int:
    return ENTRY_BYTES + sum(array.nbytes for array in arrays)


def _bytes(term: str | bytes) -> bytes:
    return term.encode() if isinstance(term, str) else term


def _prefix_postings(segment: Segment, field: str, prefix: bytes) -> Arrays:
    return segment.union(field, segment.reader.expand_prefix(field, prefix.decode()))


def _places(segment: Segment, field: str, term: bytes) -> Arrays:
    return (segment.places(field, term),)


def _lengths(segment: Segment, field: str, _: bytes) -> Arrays:
    return (segment.lengths(field),)
