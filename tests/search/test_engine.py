"""The engine's arrays: terms, phrases, prefixes, posting blocks, order, cache."""

import random
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex
from whoosh.query import Phrase, Query, Term
from whoosh.scoring import BM25F
from whoosh.writing import SegmentWriter

from search.engine import codec
from search.engine.combining import Scored
from search.engine.ordering import rows_in_order
from search.engine.postings import ENTRY_BYTES, ArrayCache, Arrays
from search.engine.scoring import BM25
from search.engine.sequences import match_sequence
from search.engine.snapshot import Snapshot, open_snapshot

LETTERS = "ابپتثج"
SEGMENT_SIZES = (40, 300, 1)
POSTINGS_IN_BLOCK = 16
WEIGHTING = BM25(saturation=0.5, length_norm=0.9)


@pytest.fixture(scope="module")
def index() -> Iterator[FileIndex]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(codec, "POSTINGS_IN_BLOCK", POSTINGS_IN_BLOCK)
        yield _index()


@pytest.fixture(scope="module")
def snapshot(index: FileIndex) -> Snapshot:
    return open_snapshot(index, (Path("memory"), 0), None)


def _index() -> FileIndex:
    body = TEXT(SpaceSeparatedTokenizer())
    body.format = codec.packed(body.format)
    index = FileIndex.create(RamStorage(), Schema(key=ID(unique=True), body=body))
    chance = random.Random(1)
    for size in SEGMENT_SIZES:
        writer = SegmentWriter(index, codec=codec.PackedCodec(), compound=False)
        for _ in range(size):
            length = chance.choice((0, 1, 5, 30, 200))
            words = chance.choices(LETTERS, (9, 5, 3, 2, 1, 1), k=length)
            writer.add_document(body=" ".join(words))
        writer.commit(merge=False)
    return index


def _of_whoosh(index: FileIndex, query: Query) -> dict[int, float]:
    weighting = BM25F(B=WEIGHTING.length_norm, K1=WEIGHTING.saturation)
    with index.searcher(weighting=weighting) as searcher:
        return {doc: score for score, doc in searcher.search(query, limit=None).top_n}


def _found(found: Scored) -> dict[int, float]:
    return dict(zip(found.docs.tolist(), found.scores.tolist(), strict=True))


@pytest.mark.parametrize("term", [*LETTERS, "ن"])
def test_a_term_scores_as_in_whoosh(snapshot: Snapshot, index: FileIndex, term: str) -> None:
    found = _found(match_sequence(snapshot, "body", [term], 1, WEIGHTING))
    assert found == pytest.approx(_of_whoosh(index, Term("body", term)))


@pytest.mark.parametrize("slop", [1, 2, 7])
@pytest.mark.parametrize("terms", [*product("ابج", repeat=2), ("ث", "ج", "ت"), ("ج",) * 3, "نا"])
def test_a_phrase_matches_and_scores_as_in_whoosh(
    snapshot: Snapshot, index: FileIndex, terms: tuple[str, ...], slop: int
) -> None:
    found = _found(match_sequence(snapshot, "body", terms, slop, WEIGHTING))
    assert found == pytest.approx(_of_whoosh(index, Phrase("body", list(terms), slop=slop)))


def test_a_prefix_holds_every_word_that_begins_so(snapshot: Snapshot) -> None:
    found = snapshot.terms.prefix_postings("body", "")
    lengths = snapshot.terms.lengths("body")
    assert found.docs.tolist() == np.flatnonzero(lengths).tolist()
    short = lengths[found.docs] <= 30  # Whoosh keeps longer texts' lengths only roughly
    assert found.weights[short].tolist() == lengths[found.docs][short].tolist()


@given(
    st.lists(st.integers(0, 2**32 - 1), min_size=1)
    | st.lists(st.floats(0, 9, width=32), min_size=1)
)
def test_packed_numbers_come_back(numbers: list[float]) -> None:
    assert codec.unpack(codec.pack(np.array(numbers))).tolist() == numbers


@given(st.lists(st.integers(0, 2**31), unique=True).map(sorted))
def test_packed_positions_come_back(positions: list[int]) -> None:
    packed = codec.PackedPositions()
    assert packed.decode_positions(packed.encode(positions)) == positions
    assert packed.decode_frequency(packed.encode(positions)) == len(positions)


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 3), st.floats(0, 1)), min_size=1),
    st.integers(0, 9),
    st.integers(1, 9),
)
def test_a_page_is_a_part_of_all_rows_in_order(
    rows: list[tuple[bool, int, float]], start: int, count: int
) -> None:
    keys = [np.array(column) for column in zip(*rows, strict=True)] + [np.arange(len(rows))]
    found = [rows[row] for row in rows_in_order(keys, start, start + count)]
    assert found == sorted(rows)[start : start + count]


def test_the_cache_drops_what_was_used_longest_ago() -> None:
    cache = ArrayCache(limit_bytes=3 * (ENTRY_BYTES + 8))
    read: list[str] = []

    def reader(key: str) -> Callable[[], Arrays]:
        def read_it() -> Arrays:
            read.append(key)
            return (np.zeros(1),)

        return read_it

    for key in "abacdab":
        cache.get(key, reader(key))
    assert read == list("abcdb")
