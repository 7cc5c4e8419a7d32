"""Terms one after the other: which documents hold them, and how well."""

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from search.engine.columns import IntArray, Mask
from search.engine.scoring import BM25, Scores
from search.engine.segments import NO_POSTINGS, POSITION_BITS, Postings
from search.engine.snapshot import Snapshot


class Matches(NamedTuple):
    """The matching documents as a mask, and a score for every document, 0 for the others."""

    mask: Mask
    scores: Scores


class Scored(NamedTuple):
    """The matching documents in order, and the score of each."""

    docs: IntArray
    scores: Scores

    def add_to(self, total: Matches, weight: float = 1.0) -> None:
        """Put these documents among the others."""
        total.mask[self.docs] = True
        total.scores[self.docs] += weight * self.scores


def match_sequence(
    snapshot: Snapshot, field: str, terms: Sequence[str | bytes], slop: int, weighting: BM25
) -> Scored:
    """The documents with these terms in order in one field, scored by each of the terms.

    At most `slop` - 1 other words stand between two of them.
    """
    postings = [snapshot.terms.postings(field, term) for term in terms]
    if len(terms) == 1:
        return Scored(postings[0].docs, weighting.scores(snapshot, field, postings[0]))
    is_possible = all(len(one.docs) for one in postings)
    ends = sequence_ends(snapshot, field, terms, slop) if is_possible else NO_POSTINGS.docs
    docs = np.unique(ends >> POSITION_BITS)
    scores = np.zeros(len(docs))
    for one in postings:
        here = Postings(docs, one.weights[np.searchsorted(one.docs, docs)])
        scores += weighting.scores(snapshot, field, here, len(one.docs))
    return Scored(docs, scores)


def sequence_ends(
    snapshot: Snapshot, field: str, terms: Sequence[str | bytes], slop: int
) -> IntArray:
    """The places in a field where the terms end that stand there in order."""

    def extend(ends: IntArray, places: IntArray) -> IntArray:
        if not len(ends):
            return ends
        last = np.searchsorted(ends, places) - 1
        return places[(last >= 0) & (places - ends[last] <= slop)]

    return reduce(extend, (snapshot.terms.places(field, term) for term in terms))
