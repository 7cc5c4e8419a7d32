"""Where an article names a person by the surname alone, or misspells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.extract.people import Person, within_one_edit
from archive.extract.speech import SPEECH
from archive.extract.text import Passage
from archive.extract.vocabulary import roles, titles
from archive.gazetteer.phrases import is_dictionary_word

MIN_LETTERS = 5  # of a surname that may be misspelt


@dataclass(frozen=True)
class ShortForm:
    passage: Passage
    first: int
    last: int
    rule: str


class ShortForms:
    """The words of an article that may be surnames, to look up."""

    def __init__(self, passages: Sequence[Passage], people: Sequence[Person]) -> None:
        in_full = {
            (person.passage.part, word)
            for person in people
            for word in range(person.name.first, person.name.last)
        }
        self._places: dict[str, list[tuple[Passage, int]]] = defaultdict(list)
        self._speakers: dict[str, list[tuple[Passage, int]]] = defaultdict(list)
        for passage in passages:
            for number, key in enumerate(passage.keys):
                if (passage.part, number) not in in_full:
                    self._places[key].append((passage, number))
            for first in (sentence.first for sentence in passage.sentences):
                if (passage.part, first) not in in_full and _speaks(passage, first + 1):
                    self._speakers[passage.key(first)[:1]].append((passage, first))

    def of(self, surname: tuple[str, ...]) -> Iterator[ShortForm]:
        """«مصاحب گفت», «دکتر انصاری», and «خورگام اضافه کرد» for خورگامی."""
        common = all(map(is_dictionary_word, surname))
        for passage, first in self._places[surname[0]]:
            last = first + len(surname)
            whole = tuple(word.key for word in passage.words[first:last]) == surname
            if whole and (
                not common
                or titles().at(passage.words, first - 1)
                or _begins_speech(passage, first, last)
            ):
                yield ShortForm(passage, first, last, "short-form")
        if len(surname) == 1 and len(surname[0]) >= MIN_LETTERS:
            yield from self._misspelt(surname[0])

    def _misspelt(self, surname: str) -> Iterator[ShortForm]:
        for passage, first in self._speakers[surname[:1]]:
            key = passage.key(first)
            near = key != surname and within_one_edit(key, surname)
            if near and not roles().at(passage.words, first):
                yield ShortForm(passage, first, first + 1, "misspelt")


def _begins_speech(passage: Passage, first: int, last: int) -> bool:
    return passage.sentence_at(first).first == first and _speaks(passage, last)


def _speaks(passage: Passage, after: int) -> bool:
    return any(passage.key(word) in SPEECH for word in range(after, after + 3))
