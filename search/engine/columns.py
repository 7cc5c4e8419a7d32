"""Values of documents as arrays, read once per segment and generation."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from whoosh.reading import IndexReader

from search.params import NONE_VALUE

IntArray = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """A field of many values: `docs[i]` has the value `values[ordinals[i]]`."""

    values: tuple[str, ...]
    docs: IntArray
    ordinals: IntArray
    size: int

    def counts(self, mask: Mask) -> dict[str, int]:
        """How many documents of the mask have each value, and how many have none."""
        counts = np.bincount(self.ordinals[mask[self.docs]], minlength=len(self.values))
        found = {self.values[i]: int(counts[i]) for i in np.flatnonzero(counts)}
        without = int(np.count_nonzero(mask & ~self._having()))
        return found | {NONE_VALUE: without} if without else found

    def mask(self, values: Collection[str]) -> Mask:
        """The documents that have any of the values."""
        wanted = np.array([value in values for value in self.values], dtype=bool)
        mask = np.zeros(self.size, dtype=bool)
        if len(wanted):
            mask[self.docs[wanted[self.ordinals]]] = True
        return mask | ~self._having() if NONE_VALUE in values else mask

    def _having(self) -> Mask:
        mask = np.zeros(self.size, dtype=bool)
        mask[self.docs] = True
        return mask


def read_column(reader: IndexReader, field: str) -> Column:
    """The values of a field in one segment, deleted documents left out or not."""
    values: list[str] = []
    docs: list[IntArray] = []
    for term in reader.lexicon(field):
        values.append(term.decode())
        docs.append(np.fromiter(reader.postings(field, term).all_ids(), np.int64))
    ordinals = [np.full(len(ids), ordinal, np.int64) for ordinal, ids in enumerate(docs)]
    return Column(tuple(values), _join(docs), _join(ordinals), reader.doc_count_all())


def join_columns(columns: Sequence[Column]) -> Column:
    """One column over the segments' documents, one segment after the other."""
    numbers: dict[str, int] = {}
    docs: list[IntArray] = []
    ordinals: list[IntArray] = []
    offset = 0
    for column in columns:
        renumber = [numbers.setdefault(value, len(numbers)) for value in column.values]
        docs.append(column.docs + offset)
        ordinals.append(np.array(renumber, np.int64)[column.ordinals])
        offset += column.size
    return Column(tuple(numbers), _join(docs), _join(ordinals), offset)


def read_ids(reader: IndexReader, field: str) -> IntArray:
    """The whole number that each document of one segment has in a sortable field."""
    column = reader.column_reader(field, translate=True)
    return np.fromiter((column[doc] for doc in range(reader.doc_count_all())), np.int64)


def read_moments(reader: IndexReader, field: str) -> tuple[IntArray, Mask]:
    """Each document's moment in microseconds since the year 1, and whether it has one."""
    size = reader.doc_count_all()
    if not reader.has_column(field):
        return np.zeros(size, np.int64), np.zeros(size, dtype=bool)
    column = reader.column_reader(field, translate=False)
    missing = reader.schema[field].column_type.default_value()
    raw = np.fromiter((column[doc] for doc in range(size)), np.uint64, size)
    known = raw != missing
    return np.where(known, raw, 0).astype(np.int64), known


def _join(arrays: Sequence[IntArray]) -> IntArray:
    return np.concatenate(arrays) if arrays else np.zeros(0, np.int64)
