"""Personal names as newspapers print them: titles, given names, surnames of one to three words."""

from __future__ import annotations

from dataclasses import dataclass

from archive.extract.text import Passage
from archive.extract.vocabulary import (
    FUNCTION_WORDS,
    GROUPS,
    SAYING_NOUNS,
    SAYING_VERBS,
    TIME_WORDS,
    given_name_kind,
    is_dictionary_word,
    is_verb,
    keys,
    roles,
    surname_beginnings,
    surname_endings,
    titles,
    word_list,
)

MAX_GIVEN, MAX_SURNAME = 3, 3
SEYYED = keys("سید سیده میر سیّد")
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
    given: int  # how many words are «سید» or given names
    is_word: bool  # the given name is also a word of the language

    @property
    def titled(self) -> bool:
        return self.start < self.first

    def printed(self, passage: Passage) -> str:
        return " ".join(
            passage.text[word.start : word.end] for word in passage.words[self.first : self.last]
        )


def name_at(passage: Passage, start: int) -> Name | None:
    """The full name that begins at a word, or at a title there."""
    first = _after_titles(passage, start)
    here, sure = first, False
    while here - first < MAX_GIVEN and (here == first or passage.joins(here)):
        kind = given_name_kind(passage.key(here))
        if kind is None and passage.key(here) not in SEYYED:
            break
        sure = sure or kind is False or passage.key(here) in SEYYED
        here += 1
    given = here - first
    if given == 0:
        return None
    last = _surname_end(passage, here)
    if last == here:  # the last given name is the surname: «حسن صادق»
        given -= 1
        if given == 0 or is_stop(passage.key(last - 1)):
            return None
    return Name(start, first, last, given, is_word=not sure)


def _after_titles(passage: Passage, start: int) -> int:
    here = start
    while (title := titles().at(passage.words, here)) and passage.joins(title.last):
        here = title.last
    return here


def _surname_end(passage: Passage, start: int) -> int:
    """Where the surname ends that begins at a word; `start` itself if none does."""
    here = start
    while here - start < MAX_SURNAME and passage.joins(here):
        key = passage.key(here)
        if is_stop(key) or key.isdecimal() or roles().at(passage.words, here):
            break
        if here > start and not _goes_on(passage.key(here - 1), key):
            break
        here += 1
    return here


def _goes_on(before: str, key: str) -> bool:
    """Whether a surname goes on: «بزازی» «پور» «فرشی», «آل» «اسحاق»."""
    if before in surname_beginnings() or key in surname_endings():
        return True
    return key.endswith("ی") and not is_dictionary_word(key)


def is_stop(key: str) -> bool:
    """Whether a word ends a name."""
    return not key or key in _STOPS or is_verb(key)


def is_plain_given_name(key: str) -> bool:
    """Whether a word is a given name and nothing else."""
    return given_name_kind(key) is False
