"""Spelling suggestions for Haystack: each word that no document has, as one that documents have."""

import re

from whoosh.reading import IndexReader

from search.engine.snapshot import Snapshot

_WORD = re.compile(r"[\w\u200c]+")


def suggest_spelling(snapshot: Snapshot, field: str, text: str) -> str | None:
    """The text with its unknown words corrected; None when there is nothing to correct."""
    with snapshot.lock:
        reader = snapshot.searcher.reader()
        words = _WORD.findall(text)
        corrected = [_correct(reader, field, word) for word in words]
    return " ".join(corrected) if corrected != words else None


def _correct(reader: IndexReader, field: str, word: str) -> str:
    kind = reader.schema[field]
    spelled = kind.spelling_fieldname(field)
    tokens = [token.text for token in kind.analyzer(word, mode="query", no_morph=True)]
    if all((spelled, token.encode()) in reader for token in tokens):
        return word
    found = reader.corrector(field).suggest(" ".join(tokens), limit=1)
    return found[0] if found else word
