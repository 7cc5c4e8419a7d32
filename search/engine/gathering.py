"""The postings of a segment by term, until all its documents are read.

Whoosh's own pool sorts every posting by itself and hands them on one by one, which takes three
times as long.
"""

import heapq
import marshal
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any, BinaryIO

from whoosh.writing import PostingPool

POSTINGS_IN_MEMORY = 500_000  # of some 90 bytes each
TERMS_IN_PIECE = 200  # written to a temporary file at once, and read of each at the end
MAX_FILES = 128

# A field and a term, and their postings in the order of documents: each its document, weight and
# value, one after the other.
Entry = tuple[tuple[str, bytes], list[Any]]


class TermPool(PostingPool):
    """Takes postings in the order of documents, gives them back by term."""

    current: defaultdict[tuple[str, bytes], list[Any]]

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.current = defaultdict(list)
        self._postings = 0

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        if self._postings >= POSTINGS_IN_MEMORY:
            self.save()
        self.current[item[:2]] += item[2:]
        self._postings += 1

    def save(self) -> None:
        path, file = self._new_run()
        self._write_run(file, sorted(self.current.items()))
        self._add_run(path)
        self.current.clear()
        self._postings = 0

    def items(self, maxfiles: int = MAX_FILES) -> Iterable[Entry]:
        """Every term once, in order."""
        if not self.runs:
            return sorted(self.current.items())
        self.save()
        while len(self.runs) > maxfiles:  # the oldest first, to keep the order of documents
            path, file = self._new_run()
            self._write_run(file, self._merge_runs(self.runs[:maxfiles]))
            self.runs[:maxfiles] = [path]
        return self._merge_runs(self.runs)

    def _merge_runs(self, paths: Iterable[str]) -> Iterator[Entry]:
        """The entries of some runs, of which each holds later documents than the one before."""
        runs, key_of = map(self._read_run, paths), itemgetter(0)
        for key, entries in groupby(heapq.merge(*runs, key=key_of), key=key_of):
            yield key, list(chain.from_iterable(postings for _, postings in entries))

    def _write_run(self, file: BinaryIO, items: Iterable[Entry]) -> None:
        left = iter(items)
        with file:
            while piece := list(islice(left, TERMS_IN_PIECE)):
                marshal.dump(piece, file)

    def _read_run(self, path: str) -> Iterator[Entry]:
        with self._open_run(path) as file, suppress(EOFError):
            while True:
                yield from marshal.load(file)
        self._remove_run(path)
