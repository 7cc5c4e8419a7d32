"""One segment of the index: its files as arrays.

All that is read here stays true as long as the segment lives, for its files never change; which of
its documents are deleted is not in them. Whoosh reads files through shared positions: a lock must
be held by whoever reads.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import LENGTHS_COLUMN
from whoosh.columns import NumericColumn
from whoosh.reading import IndexReader
from whoosh.util.numeric import byte_to_length

from search.engine.codec import PostingReader
from search.engine.columns import Column, IntArray, Numbers, column_of_lists, column_of_values

FloatArray = npt.NDArray[np.float64]
Whoosh = Any  # Whoosh has no types

POSITION_BITS = 24  # of a place, which is a document and a position in one number
_LENGTHS = np.array([byte_to_length(code) for code in range(256)], np.float64)


class Postings(NamedTuple):
    """The documents that hold a term, in order, and the term's weight in each: how often."""

    docs: IntArray
    weights: FloatArray


NO_POSTINGS = Postings(np.zeros(0, np.int64), np.zeros(0))


@dataclass(frozen=True)
class Segment:
    """One segment of a snapshot, whose first document has the number `offset` there."""

    name: str
    reader: IndexReader
    offset: int

    @property
    def size(self) -> int:
        """Number of documents, deleted ones included."""
        size: int = self.reader.doc_count_all()
        return size

    def open_files(self) -> None:
        """Open the files that Whoosh opens on demand, when a writer may have removed them."""
        self.reader.stored_fields(0)
        for name, field in self.reader.schema.items():
            self.reader.doc_field_length(0, name)
            if field.column_type and self.reader.has_column(name):
                self.reader.column_reader(name)

    def postings(self, field: str, term: bytes) -> Postings:
        """The documents that hold the term, deleted ones included."""
        reader = self._posting_reader(field, term)
        return Postings(*reader.documents()) if reader else NO_POSTINGS

    def union(self, field: str, terms: Iterable[bytes]) -> Postings:
        """The documents that hold any of the terms, weighed as if these were one term."""
        found = [self.postings(field, term) for term in terms]
        if not found:
            return NO_POSTINGS
        docs = np.concatenate([one.docs for one in found])
        weights = np.bincount(docs, np.concatenate([one.weights for one in found])).astype(float)
        held = np.flatnonzero(weights)
        return Postings(held, weights[held])

    def places(self, field: str, term: bytes) -> IntArray:
        """Every occurrence of the term in order, as document << POSITION_BITS | position."""
        reader = self._posting_reader(field, term)
        if not reader:
            return NO_POSTINGS.docs
        docs, sizes, gaps = reader.occurrences()
        positions = np.cumsum(gaps, dtype=np.int64)
        first = np.cumsum(sizes, dtype=np.int64) - sizes
        before = positions[first] - gaps[first]
        return np.repeat((docs << POSITION_BITS) - before, sizes) + positions

    def lengths(self, field: str) -> FloatArray:
        """How many terms each document has in the field, as exact as Whoosh keeps it."""
        return _LENGTHS[self._column(f"_{field}_len", LENGTHS_COLUMN)]

    def numbers(self, field: str) -> Numbers:
        """The number that each document has in the field."""
        kind = self.reader.schema[field].column_type
        codes = self._column(field, kind)
        return Numbers(codes, codes != kind.default_value())

    def column(self, field: str) -> Column:
        """The values of the documents in the field: whole values if kept, else terms."""
        kind = self.reader.schema[field]
        if kind.column_type:
            kept = self._opened(field, kind.column_type)
            values = [kind.from_column_value(kept[doc]) for doc in range(self.size)] if kept else []
            return column_of_values(values, self.size)
        found = {
            kind.from_bytes(term): self.postings(field, term).docs
            for term in self.reader.lexicon(field)
        }
        return column_of_lists(found, self.size)

    def _column(self, name: str, kind: NumericColumn) -> npt.NDArray[Any]:
        """The numbers of a column, filled up to the last document as Whoosh leaves them out."""
        dtype = np.dtype(kind._typecode).newbyteorder(">")
        numbers = np.full(self.size, kind.default_value(), dtype.newbyteorder("="))
        if column := self._opened(name, kind):
            kept = column._dbfile.get(column._basepos, column._count * dtype.itemsize)
            numbers[: column._count] = np.frombuffer(kept, dtype)
        return numbers

    def _opened(self, name: str, kind: Whoosh) -> Whoosh | None:
        """Whoosh's reader of a column; None when no document has a value."""
        files = self.reader._perdoc
        is_there = name in files._colfiles or files.has_column(name)
        return files.column_reader(name, kind) if is_there else None

    def _posting_reader(self, field: str, term: bytes) -> PostingReader | None:
        """Whoosh's reader of a list, with deleted documents, which its public way leaves out."""
        if (field, term) not in self.reader:
            return None
        return self.reader._terms.matcher(field, term, self.reader.schema[field].format)
