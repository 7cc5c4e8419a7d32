"""Documents that the parts of a query find, put together."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.engine.columns import IntArray, Mask
from search.engine.scoring import Scores


class Matches(NamedTuple):
    """The matching documents as a mask, and a score for every document, 0 for the others."""

    mask: Mask
    scores: Scores


class Scored(NamedTuple):
    """The matching documents in order, and the score of each."""

    docs: IntArray
    scores: Scores

    def add_to(self, total: Matches, weight: float) -> None:
        """Put these documents among the others."""
        total.mask[self.docs] = True
        total.scores[self.docs] += weight * self.scores

    def mask(self, size: int) -> Mask:
        """The documents among so many."""
        mask = np.zeros(size, dtype=bool)
        mask[self.docs] = True
        return mask

    def within(self, mask: Mask) -> "Scored":
        """Those of the documents that are in the mask."""
        kept = mask[self.docs]
        return Scored(self.docs[kept], self.scores[kept])

    def times(self, factor: float) -> "Scored":
        """The same with each score so many times as high."""
        return self if factor == 1 else Scored(self.docs, factor * self.scores)


NOTHING = Scored(np.zeros(0, np.int64), np.zeros(0))


def all_of(parts: Sequence[Scored], size: int) -> Scored:
    """The documents that every part finds; the rarer ones are looked up among the others."""
    found, *others = sorted(parts, key=lambda part: len(part.docs))
    scores = np.empty(size)  # only where there are documents
    for other in others:
        scores[found.docs] = found.scores
        both = other.within(found.mask(size))
        found = Scored(both.docs, scores[both.docs] + both.scores)
    return found


def any_of(parts: Sequence[Scored], size: int, add: np.ufunc = np.add) -> Scored:
    """The documents that any part finds; `add` makes one score of two."""
    mask, scores = np.zeros(size, dtype=bool), np.zeros(size)
    for part in parts:
        mask[part.docs] = True
        scores[part.docs] = add(scores[part.docs], part.scores)
    docs = np.flatnonzero(mask)
    return Scored(docs, scores[docs])
