"""Terms one after the other: which documents hold them, and how well."""

from collections.abc import Sequence
from functools import reduce

import numpy as np

from search.engine.columns import IntArray, ranges
from search.engine.combining import Scored
from search.engine.scoring import BM25
from search.engine.segments import NO_POSTINGS, POSITION_BITS, Postings
from search.engine.snapshot import Snapshot


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
        if len(ends) < len(places):  # look the fewer ones up among the others
            first = np.searchsorted(places, ends, side="right")
            after = np.searchsorted(places, ends + slop, side="right")
            first[1:] = np.maximum(first[1:], after[:-1])
            return places[ranges(first, after)]
        last = np.searchsorted(ends, places) - 1
        return places[(last >= 0) & (places - ends[last] <= slop)]

    return reduce(extend, (snapshot.terms.places(field, term) for term in terms))
