"""Words of a text as they are compared with the gazetteer, and tables of phrases to find in them.

A word's key survives what newspapers lose and mix: Arabic letters, vowel marks, half-spaces (joined
in the key), a plural ending or verb prefix set apart by a space. Phrases are found whether their
words are printed apart, with half-spaces or together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from persian.letters import level
from persian.lexicon import Kind, lexicon

ZWNJ = "\u200c"
RARE = 40  # of the dictionary's 4·log2(1 + count); rarer words are mostly names
_LETTER = r"[^\W\d_]"
_JOINER = "[\u064b-\u065f\u0670\u06d6-\u06dc\u0640\u00ac\u00ad\u200b-\u200f]"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|{_JOINER}+(?={_LETTER})|[\u064b-\u065f\u0670])*|\d+")
_APART = re.compile(r"[ \t\xa0\u200c]+")
_ENDINGS = frozenset({"ها", "های", "هایی", "هایش", "هایشان"})
_PREFIXES = frozenset({"می", "نمی"})
_FOLDED = str.maketrans({"ء": None, ZWNJ: None})

Value = TypeVar("Value")


class Word(NamedTuple):
    """A word's key and where it stands, in code points of the text as printed."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=65_536)
def key_of(printed: str) -> str:
    """The key under which a printed word is compared."""
    return level(printed).translate(_FOLDED)


def words_of(text: str) -> list[Word]:
    """The words of a text in order; runs of digits are words of their own."""
    words: list[Word] = []
    before = ""
    for match in _WORD.finditer(text):
        key, (start, end) = key_of(match[0]), match.span()
        if words and (key in _ENDINGS or before in _PREFIXES):
            last = words[-1]
            if _APART.fullmatch(text, last.end, start) and not before.isdecimal():
                before += key
                words[-1] = Word(before, last.start, end)
                continue
        if key:
            words.append(Word(key, start, end))
            before = key
    return words


@lru_cache(maxsize=65_536)
def is_dictionary_word(key: str) -> bool:
    """Whether a key is a noun or an adjective in use; few names are."""
    entry = lexicon().get(key)
    return entry is not None and bool(entry.kind & Kind.WORD) and entry.frequency > RARE


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A phrase found at `words[first:last]`, and what it stands for."""

    value: Value
    first: int
    last: int


class PhraseTable(Generic[Value]):
    """Phrases and what they stand for; the first entry of a phrase wins."""

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        self._values: dict[tuple[str, ...], Value] = {}
        self._prefixes: set[tuple[str, ...]] = set()
        for phrase, value in phrases:
            keys_apart = [word.key for word in words_of(phrase.replace(ZWNJ, " "))]
            for keys in (*_spellings(keys_apart), *_without_madda(keys_apart)):
                self._values.setdefault(keys, value)
                self._prefixes.update(keys[:n] for n in range(1, len(keys) + 1))
        self._first_words = {keys[0] for keys in self._prefixes}

    def at(self, words: Sequence[Word], first: int) -> Found[Value] | None:
        """The longest phrase that begins with word number `first`."""
        if not 0 <= first < len(words) or words[first].key not in self._first_words:
            return None
        longest = None
        keys: tuple[str, ...] = ()
        for last in range(first, len(words)):
            keys += (words[last].key,)
            if keys not in self._prefixes:
                break
            if keys in self._values:
                longest = Found(self._values[keys], first, last + 1)
        return longest

    def find(self, words: Sequence[Word]) -> Iterator[Found[Value]]:
        """All phrases in reading order, the longest first where they overlap."""
        last = 0
        for first in [n for n, word in enumerate(words) if word.key in self._first_words]:
            if first >= last and (found := self.at(words, first)):
                last = found.last
                yield found

    def begins_with(self, key: str) -> bool:
        """Whether the key is the first word of a phrase."""
        return key in self._first_words

    def exact(self, phrase: str) -> Value | None:
        """What a whole text stands for."""
        return self._values.get(tuple(word.key for word in words_of(phrase)))


def _without_madda(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """«اذربایجان» for آذربایجان, unless that is another word («اوج», آوج)."""
    bare = tuple(key.replace("آ", "ا") for key in keys)
    if bare != tuple(keys) and not (len(bare) == 1 and is_dictionary_word(bare[0])):
        yield from _spellings(bare)


def _spellings(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The words apart, together, and every mixture."""
    if len(keys) <= 1:
        yield tuple(keys)
        return
    for rest in _spellings(keys[1:]):
        yield (keys[0], *rest)
        yield (keys[0] + rest[0], *rest[1:])
