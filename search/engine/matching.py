"""Which documents match a query and how well, as arrays over one snapshot."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from search.engine.columns import IntArray
from search.engine.combining import Matches, Scored
from search.engine.scoring import BM25, Scores, rarity
from search.engine.segments import POSITION_BITS
from search.engine.sequences import match_sequence, sequence_ends
from search.engine.snapshot import Snapshot
from search.syntax import And, Everything, Node, Not, Or, Prefix, Words

# Tuned with `make eval` on one half of its questions; docs/search-quality.md has the other half.
FIELD_WEIGHTS = {"headline": 3.0, "kicker": 1.5, "lead": 1.5, "body": 1.0}
SATURATION = 0.4
LENGTH_NORM = 0.95
SURFACE_WEIGHT = 0.4  # an exact spelling ranks a little higher
NEAR_WEIGHT = 0.3
NEAR_WORDS = 4  # neighbouring words of the query at most so far apart gain by it
NEAR_FIELDS = ("headline", "lead", "body")


def match(snapshot: Snapshot, node: Node) -> Matches:
    """The documents that the query asks for; deleted ones may be among them."""
    if isinstance(node, Everything):
        return Matches(np.ones(snapshot.size, dtype=bool), np.zeros(snapshot.size))
    if isinstance(node, Not):
        return Matches(~match(snapshot, node.child).mask, np.zeros(snapshot.size))
    if isinstance(node, And):
        found = [match(snapshot, child) for child in node.children]
        mask = np.logical_and.reduce([one.mask for one in found])
        scores = sum(one.scores for one in found) + nearness(snapshot, node.children)
        return Matches(mask, scores * mask)
    if isinstance(node, Or):
        found = [match(snapshot, child) for child in node.children]
        mask = np.logical_or.reduce([one.mask for one in found])
        return Matches(mask, sum(one.scores for one in found) * mask)
    if isinstance(node, Prefix):
        return _match_prefix(snapshot, node)
    return _match_words(snapshot, node)


def nearness(snapshot: Snapshot, parts: Sequence[Node]) -> Scores:
    """What documents gain where neighbouring words of the query stand near each other."""
    gain = np.zeros(snapshot.size)
    for left, right in pairwise(parts):
        if isinstance(left, Words) and isinstance(right, Words):
            for field in NEAR_FIELDS:
                _add_nearness(gain, snapshot, field, left, right)
    return gain


def _add_nearness(gain: Scores, snapshot: Snapshot, field: str, left: Words, right: Words) -> None:
    if {left.field, right.field} - {"", field}:
        return
    one, other = _ends(snapshot, field, left), _ends(snapshot, field, right)
    if not (len(one) and len(other)):
        return
    weight = sum(rarity(snapshot, _documents(ends)) for ends in (one, other))
    forwards, backwards = _gaps(one, other, len(right.terms)), _gaps(other, one, len(left.terms))
    best = np.zeros(snapshot.size)
    for ends, gaps in ((other, forwards), (one, backwards)):
        near = (gaps > 0) & (gaps <= NEAR_WORDS)
        np.maximum.at(best, ends[near] >> POSITION_BITS, 1 / gaps[near])
    gain += NEAR_WEIGHT * FIELD_WEIGHTS[field] * weight * best


def _documents(places: IntArray) -> int:
    """In how many documents these places are."""
    return 1 + int(np.count_nonzero(np.diff(places >> POSITION_BITS)))


def _gaps(before: IntArray, after: IntArray, width: int) -> IntArray:
    """From the beginning of each `after`, how far the last end of a `before` lies back."""
    starts = after - (width - 1)
    last = np.searchsorted(before, starts) - 1
    return np.where(last >= 0, starts - before[last], 0)


def _match_words(snapshot: Snapshot, words: Words) -> Matches:
    spelled = _match_sequence(snapshot, words, words.surfaces, "_surface")
    if words.is_exact:
        return spelled
    found = _match_sequence(snapshot, words, words.terms, "")
    return Matches(found.mask, found.scores + SURFACE_WEIGHT * spelled.scores * found.mask)


def _match_sequence(snapshot: Snapshot, words: Words, terms: Sequence[str], suffix: str) -> Matches:
    """The documents with these terms one after the other in any field of the words."""
    total = Matches(np.zeros(snapshot.size, dtype=bool), np.zeros(snapshot.size))
    for field, weight in _weights(words.field):
        found = match_sequence(snapshot, field + suffix, terms, words.slop, _weighting())
        found.add_to(total, weight)
    return total


def _ends(snapshot: Snapshot, field: str, words: Words) -> IntArray:
    """The places in one field where the words end."""
    if words.is_exact:
        return sequence_ends(snapshot, f"{field}_surface", words.surfaces, words.slop)
    return sequence_ends(snapshot, field, words.terms, words.slop)


def _match_prefix(snapshot: Snapshot, prefix: Prefix) -> Matches:
    """The documents with any word that begins so, scored as if it were one word."""
    total = Matches(np.zeros(snapshot.size, dtype=bool), np.zeros(snapshot.size))
    for field, weight in _weights(prefix.field):
        name = f"{field}_surface"
        postings = snapshot.terms.prefix_postings(name, prefix.text)
        scores = _weighting().scores(snapshot, name, postings)
        Scored(postings.docs, scores).add_to(total, weight)
    return total


def _weighting() -> BM25:
    return BM25(SATURATION, LENGTH_NORM)


def _weights(field: str) -> Iterable[tuple[str, float]]:
    return [(field, FIELD_WEIGHTS[field])] if field else FIELD_WEIGHTS.items()
