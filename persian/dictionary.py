"""What the dictionary says of a word, inflected as it may be."""

from persian.inflection import cut
from persian.lexicon import Kind, lexicon


def frequency(word: str) -> int:
    """How frequent the word is, or its base; 0 for a word that the dictionary lacks."""
    entry = lexicon().get(word)
    if entry is None:
        found = cut(word, lexicon().get)
        entry = lexicon().get(found.base) if found else None
    return entry.frequency if entry else 0


def base_frequency(word: str) -> int:
    """The frequency of «تورمی» or of «تورم», whichever is more."""
    return max(frequency(word), frequency(adjective_base(word)))


def adjective_base(word: str) -> str:
    """«تورم» of «تورمی», «زیربنا» of «زیربنایی»; a word without «ی» as it is."""
    base = word.removesuffix("ی")
    return base[:-1] if base.endswith(("ای", "وی")) and len(base) < len(word) else base


def is_name(word: str) -> bool:
    entry = lexicon().get(word)
    return bool(entry and entry.kind & Kind.NAME)


def is_whole(word: str) -> bool:
    """Whether this is a word in one part, which somebody counted or named."""
    entry = lexicon().get(word)
    if entry is None or (entry.kind & Kind.COMPOUND and not entry.kind & Kind.SPELLING):
        return False
    return bool(entry.kind & (Kind.WORD | Kind.NAME | Kind.SPELLING | Kind.VERB))
