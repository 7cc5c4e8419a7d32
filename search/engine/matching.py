"""Which documents match a query and how well, as arrays over one snapshot."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh import query as whoosh_query

from search.engine.columns import IntArray, Mask
from search.engine.snapshot import Snapshot
from search.syntax import And, Everything, Node, Not, Or, Prefix, Words

FIELD_WEIGHTS = {"headline": 3.0, "kicker": 1.5, "lead": 1.5, "body": 1.0}
SURFACE_WEIGHT = 0.3  # an exact spelling ranks a little higher
NEAR_WEIGHT = 0.5
NEAR_SLOP = 4  # neighbouring words of the query at most so far apart
NEAR_FIELDS = ("headline", "body")

Scores = npt.NDArray[np.float64]


class Matches(NamedTuple):
    """The matching documents as a mask, and a score for every document, 0 for the others."""

    mask: Mask
    scores: Scores


def match(snapshot: Snapshot, node: Node) -> Matches:
    """The documents that the query asks for; deleted ones may be among them."""
    if isinstance(node, Everything):
        return Matches(np.ones(snapshot.size, dtype=bool), np.zeros(snapshot.size))
    if isinstance(node, Not):
        return Matches(~match(snapshot, node.child).mask, np.zeros(snapshot.size))
    if isinstance(node, And):
        found = [match(snapshot, child) for child in node.children]
        mask = np.logical_and.reduce([one.mask for one in found])
        return Matches(mask, sum(one.scores for one in found) * mask)
    if isinstance(node, Or):
        found = [match(snapshot, child) for child in node.children]
        mask = np.logical_or.reduce([one.mask for one in found])
        return Matches(mask, sum(one.scores for one in found) * mask)
    if isinstance(node, Prefix):
        return run_query(snapshot, _prefix_query(node))
    return _match_words(snapshot, node)


def nearness(snapshot: Snapshot, parts: Sequence[Node]) -> Scores:
    """What documents gain where neighbouring words of the query stand near each other."""
    gain = np.zeros(snapshot.size)
    for left, right in pairwise(parts):
        if not (isinstance(left, Words) and isinstance(right, Words)):
            continue
        terms = [*left.terms, *right.terms]
        pairs = [
            whoosh_query.Phrase(field, terms, slop=NEAR_SLOP, boost=FIELD_WEIGHTS[field])
            for field in NEAR_FIELDS
        ]
        gain += run_query(snapshot, whoosh_query.Or(pairs)).scores
    return NEAR_WEIGHT * gain


def _match_words(snapshot: Snapshot, words: Words) -> Matches:
    surface = _sequence_query(words, words.surfaces, "_surface")
    if words.is_exact:
        return run_query(snapshot, surface)
    found = run_query(snapshot, _sequence_query(words, words.terms, ""))
    spelled = run_query(snapshot, surface)
    return Matches(found.mask, found.scores + SURFACE_WEIGHT * spelled.scores * found.mask)


def _sequence_query(words: Words, terms: Sequence[str], suffix: str) -> whoosh_query.Query:
    slop = words.slop
    return whoosh_query.Or(
        [
            whoosh_query.Term(field + suffix, terms[0], boost=weight)
            if len(terms) == 1
            else whoosh_query.Phrase(field + suffix, list(terms), slop=slop, boost=weight)
            for field, weight in _weights(words.field)
        ]
    )


def _prefix_query(prefix: Prefix) -> whoosh_query.Query:
    return whoosh_query.Or(
        [
            whoosh_query.Prefix(f"{field}_surface", prefix.text, boost=weight)
            for field, weight in _weights(prefix.field)
        ]
    )


def _weights(field: str) -> Iterable[tuple[str, float]]:
    return [(field, FIELD_WEIGHTS[field])] if field else FIELD_WEIGHTS.items()


def run_query(snapshot: Snapshot, query: whoosh_query.Query) -> Matches:
    """The matches of a query in Whoosh's own terms."""
    mask = np.zeros(snapshot.size, dtype=bool)
    scores = np.zeros(snapshot.size)
    ids, found = _postings(snapshot, query)
    mask[ids] = True
    scores[ids] = found
    return Matches(mask, scores)


def _postings(snapshot: Snapshot, query: whoosh_query.Query) -> tuple[IntArray, Scores]:
    """Whoosh's own answer: all matching documents and their scores."""
    ids: list[int] = []
    scores: list[float] = []
    with snapshot.lock:
        context = snapshot.searcher.context()
        for searcher, offset in snapshot.searcher.leaf_searchers():
            matcher = query.matcher(searcher, context)
            while matcher.is_active():
                ids.append(matcher.id() + offset)
                scores.append(matcher.score())
                matcher.next()
    return np.array(ids, np.int64), np.array(scores, np.float64)
