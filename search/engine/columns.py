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

FEW = 0.02  # share of the documents that are looked up one by one rather than through all values
_SIGN = np.uint64(1 << 63)  # Whoosh keeps whole numbers moved up by this


class Lists(NamedTuple):
    """Lists one after the other: `starts` has where each begins, and where the last ends."""

    items: IntArray
    starts: IntArray

    @property
    def lengths(self) -> IntArray:
        """How many items each list has."""
        return np.diff(self.starts)

    def of(self, numbers: IntArray) -> IntArray:
        """The items of some of the lists."""
        return self.items[ranges(self.starts[numbers], self.starts[numbers + 1])]


@dataclass(frozen=True)
class Column:
    """A field of many values: the documents of each value, and each document's `values[i]`.

    All are in order, and each value has documents.
    """

    values: tuple[Any, ...]
    docs: Lists
    ordinals: Lists

    @property
    def size(self) -> int:
        """Number of documents."""
        return len(self.ordinals.starts) - 1

    def counts(self, mask: Mask) -> dict[Any, int]:
        """How many documents of the mask have each value, and how many have none."""
        counts = self._counts(mask)
        held = np.flatnonzero(counts)
        found = dict(zip(self._names[held].tolist(), counts[held].tolist(), strict=True))
        without = int(np.count_nonzero(mask & self.is_empty))
        return found | {NONE_VALUE: without} if without else found

    def _counts(self, mask: Mask) -> npt.NDArray[Any]:
        """How many documents of the mask have each value."""
        if np.count_nonzero(mask) > FEW * self.size:
            is_held = mask[self.docs.items].view(np.uint8)
            return np.add.reduceat(is_held, self.docs.starts[:-1], dtype=np.int32)
        found = self.ordinals.of(np.flatnonzero(mask))
        return np.bincount(found, minlength=len(self.values))

    def mask(self, values: Collection[str]) -> Mask:
        """The documents that have any of the values."""
        wanted = [ordinal for ordinal, value in enumerate(self.values) if value in values]
        mask = np.zeros(self.size, dtype=bool)
        mask[self.docs.of(np.array(wanted, np.int64))] = True
        return mask | self.is_empty if NONE_VALUE in values else mask

    @cached_property
    def _names(self) -> npt.NDArray[Any]:
        return np.fromiter(self.values, dtype=object)

    @cached_property
    def is_empty(self) -> Mask:
        """The documents without any value."""
        is_empty: Mask = self.ordinals.lengths == 0
        return is_empty

    @cached_property
    def ranks(self) -> IntArray:
        """Where each document's least value stands among all values in their order."""
        places = np.empty(len(self.values), np.int64)
        places[sorted(range(len(places)), key=lambda ordinal: self.values[ordinal])] = np.arange(
            len(places)
        )
        ranks = np.full(self.size, len(places))
        np.minimum.at(ranks, _owners(self.ordinals), places[self.ordinals.items])
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
    starts = np.cumsum([0, *map(len, docs.values())])
    lists = Lists(_join(list(docs.values())), starts)
    return Column(tuple(docs), lists, _turned(lists, size))


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
    ordinals: list[IntArray] = []
    for column in columns:
        renumber = [numbers.setdefault(value, len(numbers)) for value in column.values]
        ordinals.append(np.array(renumber, np.int64)[column.ordinals.items])
    lengths = _join([column.ordinals.lengths for column in columns])
    joined = Lists(_join(ordinals), np.concatenate(([0], np.cumsum(lengths))))
    return Column(tuple(numbers), _turned(joined, len(numbers)), joined)


def _turned(lists: Lists, count: int) -> Lists:
    """For each of so many items the lists that hold it."""
    keys = lists.items.astype(np.min_scalar_type(count))  # short numbers are ordered faster
    lengths = np.bincount(lists.items, minlength=count)
    by_item = _owners(lists)[np.argsort(keys, kind="stable")]
    return Lists(by_item, np.concatenate(([0], np.cumsum(lengths))))


def ranges(first: IntArray, after: IntArray) -> IntArray:
    """The whole numbers of some ranges, one range after the other."""
    lengths = after - first
    skipped = first - np.cumsum(lengths) + lengths
    return np.arange(lengths.sum()) + np.repeat(skipped, lengths)


def _owners(lists: Lists) -> IntArray:
    """The list of each item."""
    return np.repeat(np.arange(len(lists.lengths)), lists.lengths)


def join_numbers(parts: Sequence[Numbers]) -> Numbers:
    """The numbers over the segments' documents, one segment after the other."""
    codes = [np.zeros(0, np.uint64), *(part.codes for part in parts)]
    return Numbers(np.concatenate(codes), _join([part.known for part in parts]).astype(bool))


def _join(arrays: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.zeros(0, np.int64)
