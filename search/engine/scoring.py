"""How much a term in a document is worth: BM25F, as Whoosh computes it, on whole arrays."""

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from search.engine.segments import Postings

if TYPE_CHECKING:
    from search.engine.snapshot import Snapshot

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True)
class BM25:
    """The scores of terms; the values are Whoosh's own unless others are given."""

    saturation: float = 1.2  # k1: how little a term gains by being repeated
    length_norm: float = 0.75  # b: how much long texts must repeat a term

    def scores(
        self, snapshot: "Snapshot", field: str, postings: Postings, documents: int | None = None
    ) -> Scores:
        """The score of each posting of a term that so many documents hold, those here by default.

        In a field that keeps no lengths, as of keywords or numbers, the weight is the score.
        """
        docs, weights = postings
        if not (len(docs) and snapshot.schema[field].scorable):
            return weights
        saturation, by_length = self.saturation, self.saturation * self.length_norm
        norms = snapshot.terms.norms(field, saturation - by_length, by_length)[docs]
        worth = rarity(snapshot, len(docs) if documents is None else documents)
        return worth * (saturation + 1) * weights / (weights + norms)


def rarity(snapshot: "Snapshot", documents: int) -> float:
    """How much a word tells that so many documents hold: BM25's inverse document frequency."""
    return log(snapshot.size / (documents + 1)) + 1
