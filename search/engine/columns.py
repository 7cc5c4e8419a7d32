"""Values of documents as arrays."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from search.params import NONE_VALUE

IntArray = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

FEW = 0.1  # share of the documents that are looked up one by one rather than through all values
_SIGN = np.uint64(1 << 63)  # Whoosh keeps whole numbers moved up by this


@dataclass(frozen=True)
class Column:
    """A field of many values: `docs[i]`, in order, has the value `values[ordinals[i]]`."""

    values: tuple[Any, ...]
    docs: IntArray
    ordinals: IntArray
    size: int

    def counts(self, mask: Mask) -> dict[Any, int]:
        """How many documents of the mask have each value, and how many have none."""
        counts = np.bincount(self._ordinals_of(mask), minlength=len(self.values))
        held = np.flatnonzero(counts)
        names = map(self.values.__getitem__, held.tolist())
        found = dict(zip(names, counts[held].tolist(), strict=True))
        without = int(np.count_nonzero(mask & self.is_empty))
        return found | {NONE_VALUE: without} if without else found

    def mask(self, values: Collection[str]) -> Mask:
        """The documents that have any of the values."""
        wanted = np.array([value in values for value in self.values], dtype=bool)
        mask = np.zeros(self.size, dtype=bool)
        if len(wanted):
            mask[self.docs[wanted[self.ordinals]]] = True
        return mask | self.is_empty if NONE_VALUE in values else mask

    def _ordinals_of(self, mask: Mask) -> IntArray:
        """The ordinals of the mask's documents, each as often as it occurs."""
        docs = np.flatnonzero(mask)
        if len(docs) > FEW * self.size:
            return self.ordinals[mask[self.docs]]
        first = self._starts[docs]
        counts = self._starts[docs + 1] - first
        skipped = first - np.cumsum(counts) + counts
        return self.ordinals[np.arange(counts.sum()) + np.repeat(skipped, counts)]

    @cached_property
    def _starts(self) -> IntArray:
        """Where the values of each document begin, and those of the last end."""
        return np.searchsorted(self.docs, np.arange(self.size + 1))

    @cached_property
    def is_empty(self) -> Mask:
        """The documents without any value."""
        mask = np.ones(self.size, dtype=bool)
        mask[self.docs] = False
        return mask

    @cached_property
    def ranks(self) -> IntArray:
        """Where each document's least value stands among all values in their order."""
        places = np.empty(len(self.values), np.int64)
        places[sorted(range(len(places)), key=lambda ordinal: self.values[ordinal])] = np.arange(
            len(places)
        )
        ranks = np.full(self.size, len(places))
        np.minimum.at(ranks, self.docs, places[self.ordinals])
        return ranks


class Numbers(NamedTuple):
    """A field of one number: as Whoosh keeps it, in the same order, and whether there is any."""

    codes: npt.NDArray[Any]
    known: Mask

    @property
    def integers(self) -> IntArray:
        """The whole numbers of the documents; 0 where there is none."""
        return np.where(self.known, self.codes ^ _SIGN, 0).astype(np.int64)

    @property
    def microseconds(self) -> IntArray:
        """The moments of the documents since the year 1; 0 where there is none."""
        return np.where(self.known, self.codes, 0).astype(np.int64)


def column_of_lists(docs: Mapping[Any, IntArray], size: int) -> Column:
    """The column where each value has these documents."""
    lists = list(docs.values())
    ordinals = [np.full(len(ids), ordinal, np.int64) for ordinal, ids in enumerate(lists)]
    all_docs = _join(lists)
    order = np.argsort(all_docs, kind="stable")
    return Column(tuple(docs), all_docs[order], _join(ordinals)[order], size)


def column_of_values(values: Sequence[Hashable], size: int) -> Column:
    """The column where each document has one of these values; empty ones do not count."""
    docs: dict[Hashable, list[int]] = {}
    for doc, value in enumerate(values):
        if value:
            docs.setdefault(value, []).append(doc)
    return column_of_lists({v: np.array(ids, np.int64) for v, ids in docs.items()}, size)


def join_columns(columns: Sequence[Column]) -> Column:
    """One column over the segments' documents, one segment after the other."""
    if len(columns) == 1:
        return columns[0]
    numbers: dict[Any, int] = {}
    docs: list[IntArray] = []
    ordinals: list[IntArray] = []
    offset = 0
    for column in columns:
        renumber = [numbers.setdefault(value, len(numbers)) for value in column.values]
        docs.append(column.docs + offset)
        ordinals.append(np.array(renumber, np.int64)[column.ordinals])
        offset += column.size
    return Column(tuple(numbers), _join(docs), _join(ordinals), offset)


def join_numbers(parts: Sequence[Numbers]) -> Numbers:
    """The numbers over the segments' documents, one segment after the other."""
    codes = [np.zeros(0, np.uint64), *(part.codes for part in parts)]
    return Numbers(np.concatenate(codes), _join([part.known for part in parts]).astype(bool))


def _join(arrays: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.zeros(0, np.int64)
