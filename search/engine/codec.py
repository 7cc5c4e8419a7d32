"""Posting lists as packed numbers, in place of Whoosh's pickled tuples, which take long to read.

This is Whoosh's own way to extend it: a format for the positions in one posting, and a codec for
blocks of postings. The writer is Whoosh's, and so is every other file of the index.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import sub
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3LeafMatcher, W3PostingsWriter
from whoosh.fields import FieldType
from whoosh.formats import Positions

POSTINGS_IN_BLOCK = 4096

_GAP = "I"  # how a position is kept until its block is written, as the distance from the last one
_GAP_BYTES = array(_GAP).itemsize

Numbers = npt.NDArray[Any]


class PackedPositions(Positions):
    """The positions of a term in a document; Whoosh pickles a list of them."""

    def encode(self, poslist: Sequence[int]) -> bytes:
        if len(poslist) == 1:  # as most are
            return _only_position(poslist[0])
        return array(_GAP, map(sub, poslist, (0, *poslist))).tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        return list(accumulate(array(_GAP, valuestring)))

    def decode_frequency(self, valuestring: bytes) -> int:
        return len(valuestring) // _GAP_BYTES


@lru_cache(maxsize=1 << 14)  # one copy for all the postings that wait to be written
def _only_position(position: int) -> bytes:
    return array(_GAP, (position,)).tobytes()


class PackedCodec(W3Codec):
    """Whoosh's codec, but for the blocks of posting lists."""

    def __init__(self) -> None:
        super().__init__(blocklimit=POSTINGS_IN_BLOCK, compression=0)

    def field_writer(self, storage: Any, segment: Any) -> "FieldWriter":
        return FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> W3PostingsWriter:
        if byteids:  # the terms of a document
            return super().postings_writer(dbfile, byteids)
        return _BlockWriter(dbfile, POSTINGS_IN_BLOCK, compression=0)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> "PostingReader":
        offset, length = terminfo.extent()
        return PostingReader(dbfile, offset, length, format_, term=term, scorer=scorer)


class FieldWriter(W3FieldWriter):
    """Writes a term's postings together; Whoosh's own takes them one by one."""

    def add_field(
        self,
        name: str,
        field: FieldType,
        lengths: Sequence[int],
        entries: Iterable[tuple[tuple[str, bytes], list[Any]]],
    ) -> None:
        """Add the terms of a field (see `gathering.py`); `lengths` of it in each document."""
        self.start_field(name, field)
        for (_, term), postings in entries:
            self.start_term(term)
            self._postwriter.add_postings(postings, lengths)
            self.finish_term()
        self.finish_field()


class _BlockWriter(W3PostingsWriter):
    def add_postings(self, postings: Sequence[Any], lengths: Sequence[int]) -> None:
        """Add all postings of a term."""
        size = 3 * POSTINGS_IN_BLOCK
        for start in range(0, len(postings), size):
            if len(self):
                self._write_block()
            block = postings[start : start + size]
            documents, weights = block[::3], block[1::3]
            self._ids = array("I", documents)
            self._weights = array("f", weights)
            self._values = list(filter(None, block[2::3]))
            self._maxweight = max(weights)
            known = [length for document in documents if (length := lengths[document])]
            self._minlength, self._maxlength = min(known, default=None), max(known, default=0)

    def _mini_ids(self) -> bytes:
        gaps = np.array(self._ids)
        gaps[1:] -= gaps[:-1]
        return pack(gaps)

    def _mini_weights(self) -> float | bytes | None:
        weights = super()._mini_weights()
        return pack(np.array(weights)) if isinstance(weights, tuple) else weights

    def _mini_values(self) -> Any:
        if not isinstance(self._format, PackedPositions):
            return super()._mini_values()
        sizes = np.fromiter(map(len, self._values), np.uint32) // _GAP_BYTES
        return pack(sizes), pack(np.frombuffer(b"".join(self._values), _GAP))


class Occurrences(NamedTuple):
    """The documents in order, how often the term is in each, and the gaps between its places."""

    docs: Numbers
    sizes: Numbers
    gaps: Numbers


class PostingReader(W3LeafMatcher):
    """Reads a list as Whoosh's searcher wants it, one by one, or whole, as arrays.

    The methods that give arrays read from the beginning and leave the reader at the end.
    """

    def documents(self) -> tuple[Numbers, Numbers]:
        """The documents in order and the term's weight in each."""
        docs, weights = [], []
        for ids, weight, _ in self._blocks():
            docs.append(_documents(ids))
            weights.append(_weights(weight, len(docs[-1])))
        return np.concatenate(docs), np.concatenate(weights)

    def occurrences(self) -> Occurrences:
        """Where the term stands in the documents, if the field keeps positions."""
        blocks = [(_documents(ids), *map(unpack, values)) for ids, _, values in self._blocks()]
        docs, sizes, gaps = map(np.concatenate, zip(*blocks, strict=True))
        return Occurrences(docs, sizes, gaps)

    def _blocks(self) -> Iterator[tuple[bytes, float | bytes | None, Any]]:
        while not self._atend:
            self._read_data()
            yield self._data
            self._next_block()

    def _read_ids(self) -> None:
        if self._data is None:
            self._read_data()
        self._ids = _documents(self._data[0]).tolist()

    def _read_weights(self) -> None:
        if self._data is None:
            self._read_data()
        self._weights = _weights(self._data[1], self._blocklength).tolist()

    def _read_values(self) -> None:
        if self._data is None:
            self._read_data()
        if not isinstance(self.format, PackedPositions):
            super()._read_values()
            return
        sizes, gaps = map(unpack, self._data[2])
        packed = gaps.astype(_GAP).tobytes()
        ends = (np.cumsum(sizes) * _GAP_BYTES).tolist()
        self._values = [packed[start:end] for start, end in pairwise((0, *ends))]


def pack(numbers: Numbers) -> bytes:
    """The numbers as bytes: a letter for the type, then each in as few bytes as the greatest needs.

    Whole numbers must not be negative.
    """
    whole = numbers.astype(np.uint32, copy=False)
    if whole is numbers or (whole == numbers).all():
        code = np.min_scalar_type(whole.max()).char
        return code.encode() + whole.astype(code).tobytes()
    return b"f" + numbers.astype(np.float32).tobytes()


def unpack(data: bytes) -> Numbers:
    """The numbers that were packed."""
    return np.frombuffer(data, data[:1].decode(), offset=1)


def _documents(gaps: bytes) -> Numbers:
    return np.cumsum(unpack(gaps), dtype=np.int64)


def _weights(packed: float | bytes | None, count: int) -> Numbers:
    if isinstance(packed, bytes):
        return unpack(packed).astype(np.float64)
    return np.full(count, 1.0 if packed is None else packed)


def packed(format_: Any) -> Any:
    """The same format of a field, with packed positions if it keeps any."""
    if type(format_) is Positions:
        return PackedPositions(field_boost=format_.field_boost)
    return format_
