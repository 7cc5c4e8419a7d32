"""Whether a word after a space is to be read with the word before it."""

import re
from enum import Enum
from functools import lru_cache

from persian.compounds import agent, prefixes, second_halves
from persian.dictionary import base_frequency, frequency, is_name, is_whole
from persian.inflection import DETACHED, SPACED, cut, uncut
from persian.joined import one_word
from persian.letters import ZWNJ
from persian.lexicon import Kind, lexicon
from persian.memo import MEMO
from persian.spelling import in_one, other_spellings
from persian.tables import words
from persian.verbs import (
    COPULAS,
    FUTURE,
    LIGHT_VERBS,
    VERB_PREFIXES,
    is_participle,
    is_past_stem,
    is_perfect,
    is_verb_form,
    is_verbal,
    preverb,
)

# How frequent a word must be that its halves, typed apart, are read as that word: any two words; a
# productive prefix and a word.
_LEXICALISED, _DERIVED = 60, 30
_INDEFINITE = 70  # a noun, to be read in «شرکتی که»
_MOST_PIECES = 3  # of a word that is a whole text
_RELATIVE = "که"
_BEFORE_NAMES = frozenset(("شهر", "بخش"))  # «شهر داران», the town, is no «شهردار»


class Bond(Enum):
    """What a space between two words parts."""

    ONE_WORD = "one word"
    NOUN_BEFORE = "a noun with «ی» and what tells of it: «شرکتی که»"


def may_follow(word: str) -> bool:
    """Whether a word can belong to one before it at all; a quick no for most function words."""
    return (
        word not in words("function_words.txt")
        or word in SPACED
        or word in COPULAS
        or word == _RELATIVE
        or is_verb_form(word)
        or is_past_stem(word)
    )


def bond_between(neighbours: tuple[str, str]) -> Bond | None:
    """The bond of two levelled words with a space between."""
    before, after = neighbours
    if after == _RELATIVE:
        return Bond.NOUN_BEFORE if before[-1] == "ی" else None
    return Bond.ONE_WORD if belongs(before, after) else None


def belongs(before: str, after: str) -> bool:
    """Whether a levelled word written after a space is to be read with the word before it."""
    if after in SPACED:
        return before not in VERB_PREFIXES and before.endswith(tuple(SPACED[after]) or "")
    if before in VERB_PREFIXES:
        return is_verb_form(before + after)
    if preverb(before):
        return is_verb_form("می" + after)
    if before in FUTURE:
        return is_past_stem(after)
    if is_perfect(before, after):
        return True
    return _joins(before, after)


@lru_cache(MEMO)
def is_one_word(text: str) -> bool:
    """Whether a whole levelled text («دست آورد», «سر فصل ها») is a word written in pieces.

    Inside of a text such pieces are mostly words of their own («به دست آورد»).
    """
    pieces = re.findall(f"[^ {ZWNJ}]+", text)
    while len(pieces) > 2 and (pieces[-1] in DETACHED or pieces[-1] in second_halves()):
        pieces.pop()
    if not 2 <= len(pieces) <= _MOST_PIECES or any(map(_is_particle, pieces[:-1])):
        return False
    last = pieces[-1]
    word = one_word(pieces)
    if not word or (_is_particle(last) and is_name(word)) or _is_name_apart(*pieces[-2:]):
        return False
    rather_apart = _is_particle(last) or is_participle(last)
    return not rather_apart or base_frequency(word) >= _LEXICALISED


def _is_particle(piece: str) -> bool:
    """Whether a piece is a function word that neither begins nor ends compounds."""
    is_half = piece in prefixes() or piece in second_halves() or piece in LIGHT_VERBS
    return not is_half and (piece in words("function_words.txt") or piece in COPULAS)


def _joins(before: str, after: str) -> bool:
    """Whether a compound that is written in one was written with a space («خودرو ساز»)."""
    if before + after in other_spellings():
        entry = lexicon().get(before + after)
        return bool(entry and entry.lemma.split(ZWNJ) != [before, after])
    function_words = words("function_words.txt")
    if ZWNJ in before + after or after in function_words or after in COPULAS:
        return False
    half = agent(after, lexicon().get)
    if half != after and _has_agent(before, half, after):
        return True
    if _is_name_apart(before, after):
        return False
    base, manner = _half(half)
    prefix = prefixes().get(before)
    if prefix == "fused":
        return True
    likely = prefix or manner or is_whole(before + after)
    if not likely and (base != after or after[0] == "آ"):
        likely = any(is_whole(word) for end in (after, base) for word in in_one([before, end]))
    word = one_word([before, after]) if likely and len(before) > 1 else ""
    if not word:
        return False
    if prefix == "bound" or (prefix == "numeral" and after[-1] in "هی"):
        return True
    if manner == "apart" and not is_name(word):
        return False
    if prefix:
        return _is_derived(word, after, prefix)
    if before in function_words:
        return False
    if (manner in ("cut", "whole") and before != "سر") or after.startswith("ال"):
        return True  # but «سر کار» is mostly two words
    if len(before + after) < 6 or len(after) < 3 or is_verbal(after):
        return is_name(word) and not is_verbal(after)
    return frequency(word) >= _LEXICALISED


def _is_name_apart(before: str, name: str) -> bool:
    """Whether a name stays itself: «دو ایران» is no «دوایر», «سنگ چین» is from China."""
    if not is_name(name) or is_name(before + name):
        return False
    return before in prefixes() or frequency(before + name) < _LEXICALISED


def _has_agent(before: str, half: str, after: str) -> bool:
    """Whether «داران» after a word is the plural of «دار», though a town is called so."""
    if len(before) < 3 or before in _BEFORE_NAMES:
        return False
    known = lexicon().get(before + half)
    return bool(known) or (is_name(after) and second_halves()[half] == "whole")


def _is_derived(word: str, after: str, prefix: str) -> bool:
    """Whether a word after a prefix that may stand alone is read with it («پیش بینی»)."""
    if prefix == "numeral":
        is_owned = word[-1] == "ش" and not lexicon().get(word)  # «دو روش» is no «دورو»
        return frequency(word) >= _LEXICALISED and not is_owned
    rarely_alone = len(after) > 2 and not is_participle(after) and not is_verbal(after)
    return frequency(word) >= (0 if rarely_alone else _DERIVED)


@lru_cache(MEMO)
def _half(word: str) -> tuple[str, str | None]:
    """A second half without its ending, and how it joins."""
    halves = second_halves()
    found = cut(word, lexicon().get)
    base = found.base if found else word
    return base, halves.get(word) or halves.get(base)


def indefinite_base(word: str) -> str:
    """«شرکت» of «شرکتی», unless that is a name, an adjective or an ending of letters; else ""."""
    base = word.removesuffix("ی")
    if base == word or word in uncut() or base in words("given_names.txt"):
        return ""
    entry = lexicon().get(base)
    if entry is None or not entry.kind & Kind.NOUN or entry.kind & (Kind.NAME | Kind.COMPOUND):
        return ""
    rarer = frequency(word) < min(_INDEFINITE, entry.frequency)
    return entry.lemma if rarer and entry.frequency >= _INDEFINITE else ""
