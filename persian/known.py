"""Whether a word is one of the language."""

from persian.lexicon import lexicon
from persian.tokens import terms


def is_known(word: str) -> bool:
    """Whether the dictionary has the word, inflected or compound as it may be, or it is a name."""
    entries = [lexicon().get(term) for term in terms(word)]
    return bool(entries) and all(entry is not None and entry.kind for entry in entries)
