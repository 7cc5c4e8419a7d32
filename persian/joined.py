"""What the dictionary writes in one: words that are one compound, however they are parted."""

from functools import lru_cache

from persian.compounds import prefixes, second_halves, split_prefix, split_second_half
from persian.dictionary import adjective_base, is_name, is_whole
from persian.function_words import is_function_word
from persian.inflection import DETACHED, cut, uncut
from persian.lexicon import Kind, lexicon
from persian.memo import MEMO
from persian.spelling import in_one
from persian.tables import words

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


def one_word(pieces: list[str]) -> str:
    """The word that these pieces are if the dictionary writes them in one, else ""."""
    last = pieces[-1]
    if "".join(pieces) in uncut():  # «خامنه‌ای»
        return "".join(pieces)
    if last == "را" or "و" in pieces or "به" in pieces:
        return ""
    if last in DETACHED and not last.startswith("تر"):
        return ""
    if max(map(len, pieces)) < 3 and not _may_be_short(pieces[0]):
        return ""
    for word in in_one(pieces):
        entry = lexicon().get(word)
        if entry and entry.kind & Kind.COMPOUND and not entry.kind & Kind.SPELLING:
            return ""
        if entry or _is_inflected(word, last):
            return word
    return ""


def _may_be_short(first: str) -> bool:
    """«سر‌خط», but not the letters of «ان‌بی‌ای»."""
    return first in prefixes() or first in words("short_words.txt")


def _is_inflected(word: str, last: str) -> bool:
    """Whether a dictionary word that goes on into the last piece is inflected here."""
    found = None if last in DETACHED else cut(word, lexicon().get)
    if found and found.rule == "possessive" and is_name(last):
        return False  # «غرب آلمان» is no «غربالمان»
    base = found.base if found else adjective_base(word)
    return len(word) - len(last) + 2 <= len(base) < len(word) and is_whole(base)
