"""Personal names as newspapers print them: titles, given names, surnames of one to three words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from archive.extract.text import Passage
from archive.extract.vocabulary import (
    FUNCTION_WORDS,
    GROUPS,
    ORGANIZATION_HEADS,
    SAYING_NOUNS,
    SAYING_VERBS,
    TIME_WORDS,
    given_name_kind,
    is_verb,
    keys,
    people_of_places,
    phrase_list,
    roles,
    surname_beginnings,
    surname_endings,
    titles,
    word_list,
)
from archive.gazetteer import AdditionKind, load, of_gazetteer
from archive.gazetteer.phrases import PhraseTable, is_dictionary_word

MAX_TITLES, MAX_GIVEN, MAX_SURNAME = 3, 3, 3
SEYYED = keys("سید سیده میر سیّد")
DIVINE = keys("الله اله ا")
_STOPS = (
    FUNCTION_WORDS
    | SAYING_VERBS
    | SAYING_NOUNS
    | TIME_WORDS
    | GROUPS
    | word_list("never in a name")
)


@dataclass(frozen=True)
class Name:
    """A person's name at words `first` to `last` (exclusive); titles before it begin at `start`."""

    start: int
    first: int
    last: int
    given: int  # how many words are «سید» or given names; 0 for a surname alone
    is_word: bool  # the given name is also a word of the language

    @property
    def titled(self) -> bool:
        return self.start < self.first

    def printed(self, passage: Passage) -> str:
        start, end = passage.words[self.first].start, passage.words[self.last - 1].end
        return " ".join(passage.text[start:end].split())


def name_at(passage: Passage, start: int) -> Name | None:
    """The full name that begins at a word, or at a title there."""
    if not may_begin_a_name(passage, start):
        return None
    first = _after_titles(passage, start)
    if _not_names().at(passage.words, first):
        return None
    here, sure = first, False
    while here - first < MAX_GIVEN and (here == first or passage.joins(here)):
        width, kind = _given_name(passage, here)
        if width == 0:
            break
        sure = sure or not kind
        here += width
    given = here - first
    if given == 0:
        return _titled_surname(passage, start, first)
    last = _surname_end(passage, here)
    if last == here and passage.key(here - 1) in DIVINE:
        return None
    key = passage.key(here)
    is_word = is_dictionary_word(key) and key not in surname_endings()  # «سعید زرین فر»
    overlong = last == here + 1 and is_word
    if overlong and given > 1 and given_name_kind(passage.key(here - 1)):
        last = here  # «مهرداد ستوده» «آب را»
    if last == here:  # the last given name is the surname: «حسن صادق»
        given -= 1
        if given == 0 or is_stop(passage.key(last - 1)):
            return None
    return Name(start, first, last, given, is_word=not sure)


def may_begin_a_name(passage: Passage, start: int) -> bool:
    """Whether a word looks like a given name or a title; a quick no for most words."""
    return _is_of_names(passage.key(start)) or passage.key(start + 1) in DIVINE


@lru_cache(maxsize=65_536)
def _is_of_names(key: str) -> bool:
    return key in SEYYED or given_name_kind(key) is not None or titles().begins_with(key)


def _titled_surname(passage: Passage, start: int, first: int) -> Name | None:
    """«مهندس اخوان», «دکتر رزم حسینی»: a surname that only a title makes a person's."""
    if first == start or passage.key(first) in ORGANIZATION_HEADS:
        return None
    last = _surname_end(passage, first)
    if last == first or is_dictionary_word(passage.key(first)):
        return None
    return Name(start, first, last, 0, is_word=False)


@of_gazetteer
def _not_names() -> PhraseTable[bool]:
    phrases = (*phrase_list("not names"), *load().texts(AdditionKind.NO_PERSON))
    return PhraseTable((phrase, True) for phrase in phrases)


def unlisted_name(
    passage: Passage, start: int, last: int, *, fewest: int = 2, is_sure: bool = False
) -> Name | None:
    """The words as a person's name although its given name is not in the gazetteer.

    Only where an office stands beside it: the last word must look like a surname, unless the place
    makes it sure to be one.
    """
    first = _after_titles(passage, start)
    words = range(first, last)
    if not fewest <= len(words) <= 3 or not all(passage.joins(word) for word in words[1:]):
        return None
    if _not_names().at(passage.words, first):
        return None
    if any(is_stop(key := passage.key(n)) or key.isdecimal() or key.isascii() for n in words):
        return None
    if any(roles().at(passage.words, n) or titles().at(passage.words, n) for n in words):
        return None
    surname = passage.key(last - 1)
    if passage.key(first) in ORGANIZATION_HEADS or not (is_sure or _is_like_a_surname(surname)):
        return None
    return Name(start, first, last, min(1, len(words) - 1), is_word=False)


def _is_like_a_surname(key: str) -> bool:
    return (
        key.endswith(tuple(surname_endings()))
        or key in people_of_places()
        or (key.endswith("ی") and not is_dictionary_word(key) and not _is_joined_on(key))
    )


def _given_name(passage: Passage, here: int) -> tuple[int, bool]:
    """How many words a given name or «سید» takes here (0: none), and whether it is a word too."""
    key = passage.key(here)
    is_divine = passage.key(here + 1) in DIVINE and passage.joins(here + 1)
    if is_divine and given_name_kind(key + "الله") is not None:
        return 2, False  # «روح الله», «روح ا...»
    if key in SEYYED:
        return 1, False
    kind = given_name_kind(key)
    return (0, False) if kind is None else (1, kind)


def _after_titles(passage: Passage, start: int) -> int:
    here = start
    for _ in range(MAX_TITLES):
        title = titles().at(passage.words, here)
        if title is None or not passage.joins(title.last):
            break
        here = title.last
    return here


def _surname_end(passage: Passage, start: int) -> int:
    """Where the surname ends that begins at a word; `start` itself if none does."""
    here = start
    while here - start < MAX_SURNAME and passage.joins(here):
        key = passage.key(here)
        if is_stop(key) or key.isdecimal() or roles().at(passage.words, here):
            break
        if here > start and not _goes_on(passage, here):
            break
        here += 1
    return here


def _goes_on(passage: Passage, here: int) -> bool:
    """Whether a surname goes on: «بزازی» «پور» «فرشی», «آل» «اسحاق», «سلاح» «ورزی»، …"""
    before, key = passage.key(here - 1), passage.key(here)
    if before in surname_beginnings() or key in surname_endings() or key in people_of_places():
        return True
    if _is_joined_on(key):
        return False
    if not passage.joins(here + 1):  # a comma or a stop ends the name
        return True
    if passage.key(here + 1) == "را" and key.endswith("ی"):  # «نادر قاسمی ایمنی را … منصوب کرد»
        return True
    ends = is_stop(passage.key(here + 1))
    if roles().at(passage.words, here + 1):  # «وطن» «خواهی» «مدیرعامل»
        return key.endswith("ی") or not is_dictionary_word(key)
    return not is_dictionary_word(key) and (key.endswith("ی") or ends)


def _is_joined_on(key: str) -> bool:
    """«اجرای», «پروژه‌های»: a noun that another follows."""
    return key.endswith("های") or (key.endswith("ای") and is_dictionary_word(key[:-1]))


def is_stop(key: str) -> bool:
    """Whether a word ends a name."""
    return not key or key in _STOPS or is_verb(key)


def is_plain_given_name(key: str) -> bool:
    """Whether a word is a given name and nothing else."""
    return given_name_kind(key) is False
