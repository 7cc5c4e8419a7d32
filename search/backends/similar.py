"""The query that finds documents like a text: its most telling words."""

from collections import Counter

from whoosh.query import Or, Query, Term

from search.engine.scoring import rarity
from search.engine.snapshot import Snapshot

MAX_WORDS = 25


def like_text(snapshot: Snapshot, field: str, text: str) -> Query:
    """Any of the words of the text that are frequent in it and rare elsewhere."""
    counts = Counter(token.text for token in snapshot.schema[field].analyzer(text, mode="query"))
    weights = {}
    for word, count in counts.items():
        if documents := len(snapshot.terms.postings(field, word).docs):
            weights[word] = count * rarity(snapshot, documents)
    telling = sorted(weights, key=lambda word: -weights[word])[:MAX_WORDS]
    return Or([Term(field, word, boost=weights[word]) for word in telling])
