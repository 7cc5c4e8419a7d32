"""Query trees on arrays against Whoosh's own searcher, over random texts in random segments."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import query as tree
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import DATETIME, ID, KEYWORD, NUMERIC, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from search.engine.codec import PackedCodec, packed
from search.engine.combining import Scored
from search.engine.snapshot import Snapshot, open_snapshot
from search.engine.trees import match_tree

WORDS = ["a", "ab", "abc", "b", "ba", "c", "cab"]
FIELDS = ["body", "title"]
EPOCH = datetime(2020, 1, 1)


def _text(boost: float) -> TEXT:
    field = TEXT(SpaceSeparatedTokenizer(), field_boost=boost)
    field.format = packed(field.format)
    return field


SCHEMA = Schema(
    key=ID(unique=True),
    body=_text(1.0),
    title=_text(2.5),
    tags=KEYWORD(scorable=True, commas=True),
    number=NUMERIC(int, bits=64, sortable=True),
    date=DATETIME(sortable=True),
)


class Document(NamedTuple):
    """What a document says; an empty text, no tags or no number means that it has none."""

    body: list[str]
    title: list[str]
    tags: list[str]
    number: int | None

    def values(self) -> dict[str, Any]:
        values: dict[str, Any] = {"body": " ".join(self.body), "title": " ".join(self.title)}
        if self.tags:
            values["tags"] = ",".join(self.tags)
        if self.number is not None:
            values |= {"number": self.number, "date": EPOCH + timedelta(hours=self.number)}
        return values


def words(most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(WORDS), max_size=most)


documents = st.builds(Document, words(12), words(3), words(2), st.none() | st.integers(-300, 300))
corpora = st.lists(st.lists(documents, max_size=8), max_size=4)
boosts = st.sampled_from([1.0, 0.5, 3.0])
fields = st.sampled_from(FIELDS)
limits = st.none() | st.integers(-300, 300)


def _date_range(start: int | None, end: int | None) -> tree.Query:
    first, last = (None if n is None else EPOCH + timedelta(hours=n) for n in (start, end))
    return tree.DateRange("date", first, last)


leaves = st.one_of(
    st.builds(tree.Term, fields, st.sampled_from([*WORDS, "missing"]), boosts),
    st.builds(tree.Term, st.sampled_from(["tags", "nowhere"]), st.sampled_from(WORDS), boosts),
    st.builds(tree.Term, st.just("number"), st.integers(-300, 300)),
    st.builds(
        tree.Phrase,
        fields,
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
        st.integers(1, 4),
        boosts,
    ),
    st.builds(tree.Prefix, fields, st.sampled_from(["", "a", "ab", "b", "x"]), boosts),
    st.builds(tree.Wildcard, fields, st.sampled_from(["*", "*b", "a*c", "?a*", "x?"]), boosts),
    st.builds(tree.FuzzyTerm, fields, st.sampled_from(WORDS), boosts),
    st.builds(
        tree.TermRange,
        st.sampled_from([*FIELDS, "tags"]),
        st.none() | st.sampled_from(WORDS),
        st.none() | st.sampled_from(WORDS),
        st.booleans(),
        st.booleans(),
        boosts,
    ),
    st.builds(tree.NumericRange, st.just("number"), limits, limits, boost=boosts),
    st.builds(_date_range, limits, limits),
    st.builds(tree.Every, st.sampled_from([None, *FIELDS, "tags", "number"]), boosts),
    st.just(tree.NullQuery),
)


def _grown(children: st.SearchStrategy[tree.Query]) -> st.SearchStrategy[tree.Query]:
    several = st.lists(children, min_size=1, max_size=4)
    return st.one_of(
        st.builds(tree.And, several, boosts),
        st.builds(tree.Or, several, boosts),
        st.builds(tree.Not, children),
        st.builds(tree.AndMaybe, children, children),
        st.builds(tree.ConstantScoreQuery, children, boosts),
    )


queries = st.recursive(leaves, _grown, max_leaves=6)


def _index(segments: Sequence[Sequence[Document]], deleted: Sequence[int]) -> FileIndex:
    index = FileIndex.create(RamStorage(), SCHEMA)
    key = 0
    for documents in segments:
        writer = SegmentWriter(index, codec=PackedCodec(), compound=False)
        for document in documents:
            writer.add_document(key=str(key), **document.values())
            key += 1
        writer.commit(merge=False)
    writer = SegmentWriter(index, codec=PackedCodec(), compound=False)
    for number in deleted:
        writer.delete_by_term("key", str(number))
    writer.commit(merge=False)
    return index


def _open(index: FileIndex) -> Snapshot:
    return open_snapshot(index, (Path("memory"), 0), None)


@given(corpora, st.lists(st.integers(0, 31), max_size=4), st.lists(queries, min_size=1, max_size=6))
def test_trees_match_as_in_whoosh(
    segments: list[list[Document]], deleted: list[int], trees: list[tree.Query]
) -> None:
    index = _index(segments, deleted)
    snapshot = _open(index)
    gone = set(np.flatnonzero(~snapshot.is_alive).tolist())  # Whoosh may show one after a Not
    with index.searcher() as searcher:
        for query in trees:
            hits = searcher.search(query, limit=None)
            expected = {doc: score for score, doc in hits.top_n if doc not in gone}
            assert _found(match_tree(snapshot, query)) == pytest.approx(expected, rel=1e-6), query


@given(corpora, st.lists(st.integers(0, 31), max_size=4), queries, queries)
def test_what_whoosh_gets_wrong(
    segments: list[list[Document]], deleted: list[int], one: tree.Query, other: tree.Query
) -> None:
    """Its AndNot forgets the first document, its Require denies, its DisMax looks at neighbours."""
    snapshot = _open(_index(segments, deleted))
    kept, extra = _found(match_tree(snapshot, one)), _found(match_tree(snapshot, other))
    denying = _found(match_tree(snapshot, tree.AndNot(one, other)))
    assert denying == {doc: score for doc, score in kept.items() if doc not in extra}
    requiring = _found(match_tree(snapshot, tree.Require(one, other)))
    assert requiring == {doc: score for doc, score in kept.items() if doc in extra}
    best = _found(match_tree(snapshot, tree.DisjunctionMax([one, other])))
    assert best == {doc: max(kept.get(doc, 0), extra.get(doc, 0)) for doc in kept | extra}


def test_what_the_engine_does_not_know_goes_to_whoosh() -> None:
    documents = [Document(["a", "c", "b"], [], [], None), Document(["b", "a"], [], [], None)]
    snapshot = _open(_index([documents], []))
    near = tree.SpanNear2([tree.Term("body", "a"), tree.Term("body", "b")], slop=2)
    assert list(_found(match_tree(snapshot, tree.And([near, tree.Every()])))) == [0]


def test_a_phrase_needs_positions() -> None:
    with pytest.raises(tree.QueryError, match="tags"):
        match_tree(_open(_index([], [])), tree.Phrase("tags", ["a", "b"]))


def _found(found: Scored) -> dict[int, float]:
    return dict(zip(found.docs.tolist(), found.scores.tolist(), strict=True))
