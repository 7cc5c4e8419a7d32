"""Terms one after the other: which documents hold them, and how well."""

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from search.engine.columns import IntArray, Mask
from search.engine.scoring import BM25, Scores
from search.engine.segments import POSITION_BITS
from search.engine.snapshot import Snapshot


class Matches(NamedTuple):
    """The matching documents as a mask, and a score for every document, 0 for the others."""

    mask: Mask
    scores: Scores


def match_sequence(
    snapshot: Snapshot, field: str, terms: Sequence[str | bytes], slop: int, weighting: BM25
) -> Matches:
    """The documents with these terms in order in one field, scored by each of the terms.

    At most `slop` - 1 other words stand between two of them.
    """
    scores = np.zeros(snapshot.size)
    postings = [snapshot.terms.postings(field, term) for term in terms]
    for one in postings:
        scores[one.docs] += weighting.scores(snapshot, field, one)
    mask = np.zeros(snapshot.size, dtype=bool)
    if len(terms) == 1:
        mask[postings[0].docs] = True
    elif all(len(one.docs) for one in postings):
        mask[sequence_ends(snapshot, field, terms, slop) >> POSITION_BITS] = True
    return Matches(mask, scores * mask)


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
