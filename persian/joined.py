"""Whether neighbouring words are one compound."""

from functools import lru_cache

from persian.compounds import split_prefix, split_second_half
from persian.lexicon import Kind, lexicon
from persian.words import MEMO


@lru_cache(MEMO)
def is_compound(word: str) -> bool:
    """Whether a word written in one is a compound, not merely two words whose space was lost.

    The dictionary has it as one («سرمایهگذار»), or it has a productive half («دانشبنیان»).
    """
    known = lexicon().get
    entry = known(word)
    if entry and entry.kind & Kind.COMPOUND:
        return True
    return bool(split_second_half(word, known) or split_prefix(word, known))
