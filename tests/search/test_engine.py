"""The engine's arrays against Whoosh's own searcher, over random texts in several segments."""

import random
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from threading import Lock

import numpy as np
import pytest
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Phrase, Query, Term
from whoosh.scoring import BM25F
from whoosh.searching import Searcher
from whoosh.writing import SegmentWriter

from search.engine.matching import LENGTH_NORM, SATURATION, Matches, score_sequence
from search.engine.postings import ENTRY_BYTES, ArrayCache, Arrays, Leaf, Terms

LETTERS = "ابپتثج"
SEGMENT_SIZES = (40, 300, 1)


class Stub:
    """As much of a snapshot as matching needs."""

    def __init__(self, index: FileIndex) -> None:
        self.searcher = Searcher(
            index.reader(), fromindex=index, weighting=BM25F(B=LENGTH_NORM, K1=SATURATION)
        )
        leaves = [
            Leaf(leaf.segment().segment_id(), leaf, offset)
            for leaf, offset in self.searcher.reader().leaf_readers()
        ]
        self.terms = Terms(leaves, ArrayCache(limit_bytes=20_000), Lock())
        self.size = self.searcher.doc_count_all()


@pytest.fixture(scope="module")
def arrays(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stub]:
    index = _index(tmp_path_factory.mktemp("index"))
    found = Stub(index)
    yield found
    found.searcher.close()


def _index(directory: Path) -> FileIndex:
    schema = Schema(key=ID(unique=True), body=TEXT(SpaceSeparatedTokenizer()))
    index = FileIndex.create(FileStorage(str(directory)), schema)
    chance = random.Random(1)
    for size in SEGMENT_SIZES:
        writer = SegmentWriter(index, codec=W3Codec(blocklimit=16), compound=False)
        for _ in range(size):
            length = chance.choice((0, 1, 5, 30, 200))
            writer.add_document(
                body=" ".join(chance.choices(LETTERS, (9, 5, 3, 2, 1, 1), k=length))
            )
        writer.commit(merge=False)
    return index


def _of_whoosh(arrays: Stub, query: Query) -> Matches:
    mask, scores = np.zeros(arrays.size, dtype=bool), np.zeros(arrays.size)
    context = arrays.searcher.context()
    for searcher, offset in arrays.searcher.leaf_searchers():
        matcher = query.matcher(searcher, context)
        while matcher.is_active():
            mask[matcher.id() + offset] = True
            scores[matcher.id() + offset] = matcher.score()
            matcher.next()
    return Matches(mask, scores)


@pytest.mark.parametrize("term", [*LETTERS, "ن"])
def test_a_term_scores_as_in_whoosh(arrays: Stub, term: str) -> None:
    _assert_same(score_sequence(arrays, "body", [term], 1), _of_whoosh(arrays, Term("body", term)))


@pytest.mark.parametrize("slop", [1, 2, 7])
@pytest.mark.parametrize("terms", [*product("ابج", repeat=2), ("ث", "ج", "ت"), ("ج",) * 3, "نا"])
def test_a_phrase_matches_and_scores_as_in_whoosh(
    arrays: Stub, terms: tuple[str, ...], slop: int
) -> None:
    expected = _of_whoosh(arrays, Phrase("body", list(terms), slop=slop))
    _assert_same(score_sequence(arrays, "body", terms, slop), expected)


def _assert_same(found: Matches, expected: Matches) -> None:
    np.testing.assert_array_equal(found.mask, expected.mask)
    np.testing.assert_allclose(found.scores, expected.scores, rtol=1e-5)


def test_a_prefix_holds_every_word_that_begins_so(arrays: Stub) -> None:
    found = arrays.terms.prefix_postings("body", "")
    lengths = arrays.terms.lengths("body")
    assert found.docs.tolist() == np.flatnonzero(lengths).tolist()
    short = lengths[found.docs] <= 30  # Whoosh keeps longer texts' lengths only roughly
    assert found.counts[short].tolist() == lengths[found.docs][short].tolist()


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
