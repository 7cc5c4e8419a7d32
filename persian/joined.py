"""Whether neighbouring words are one compound."""

from functools import lru_cache

from persian.compounds import prefixes, second_halves, split_prefix, split_second_half
from persian.function_words import is_function_word
from persian.lexicon import Kind, lexicon
from persian.words import MEMO

_HARDLY_WORDS = 50  # frequency up to which a half seldom stands by itself
# The prefixes that are never words by themselves; «چند» and «زیر» before a space mostly are.
_BOUND_PREFIXES = frozenset(
    (
        *("غیر", "شبه", "ضد", "فرا", "فرو", "ابر", "میکرو"),
        *("نانو", "سوپر", "نیم", "پی", "بی", "کم", "پر"),
    )
)


@lru_cache(MEMO)
def is_compound(word: str) -> bool:
    """Whether words written in one are a compound also when a space parts them.

    The dictionary has it as one («سرمایهگذار»), or it has a productive half («دانشبنیان») that is
    hardly a word by itself: «نتیجه بازی» and «کدام شهر» are two words.
    """
    known = lexicon().get
    entry = known(word)
    if entry and entry.kind & Kind.COMPOUND:
        return True
    if parts := split_second_half(word, known):
        return _may_begin(parts[0]) and _is_half(parts[1])
    parts = split_prefix(word, known)
    return bool(parts and parts[0] in _BOUND_PREFIXES)


def _may_begin(first: str) -> bool:
    return first in prefixes() or bool(lexicon().get(first) and not is_function_word(first))


def _is_half(second: str) -> bool:
    manner = second_halves()[second]
    if manner == "whole":
        entry = lexicon().get(second)
        return entry is None or entry.frequency <= _HARDLY_WORDS
    return manner == "cut"
