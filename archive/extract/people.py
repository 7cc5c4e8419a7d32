"""The people and the offices that an article names, before they are joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.extract.names import Name, name_at, unlisted_name
from archive.extract.place_names import readings_of
from archive.extract.roles import Role, role_at
from archive.extract.text import Passage
from archive.extract.types import Part
from archive.extract.vocabulary import GROUPS, SAYING_NOUNS, SAYING_VERBS, keys
from archive.gazetteer.phrases import key_of

ALIKE = 4  # letters that two spellings of a name share at the beginning or the end
OPENING_WORDS = 14
SPEECH_WORDS = 60
HEADINGS = (Part.KICKER, Part.HEADLINE)  # here surnames stand for persons
SPEECH = SAYING_VERBS | SAYING_NOUNS
AFTER_SPEAKERS = keys("در با ضمن") | SPEECH
_SIGNATURE = keys("گزارش نقل گفته")


@dataclass(frozen=True, eq=False)
class Office:
    """An office named in a passage; `number` counts the article's words up to it."""

    passage: Passage
    number: int
    role: Role
    speaks: bool
    province: str

    def same_as(self, other: Office) -> bool:
        """«رئیس انجمن فنی» and «رئیس انجمن فنی و مهندسی البرز» are one office."""
        mine, theirs = key_of(self.role.organization), key_of(other.role.organization)
        same_role = key_of(self.role.role) == key_of(other.role.role)
        return same_role and (mine in theirs or theirs in mine)


@dataclass(frozen=True, eq=False)
class Person:
    """A full name in a passage."""

    passage: Passage
    number: int
    name: Name
    speaks: bool
    is_listed: bool = True  # the given name is in the gazetteer

    @property
    def surname(self) -> tuple[str, ...]:
        words = self.passage.words[self.name.first + self.name.given : self.name.last]
        return tuple(word.key for word in words)

    @property
    def key(self) -> str:
        words = self.passage.words[self.name.first : self.name.last]
        return "".join(word.key for word in words)


@dataclass
class Official:
    """The passages that name one person, and the office that the article gives."""

    people: list[Person]
    office: Office | None = None
    rule: str = ""

    @property
    def fullest(self) -> Person:
        return max(self.people, key=lambda person: len(person.key))


# -- reading ------------------------------------------------------------------------------------


def scan(passages: Sequence[Passage]) -> tuple[list[Office], list[Person]]:
    """All offices and all full names of an article, in reading order."""
    offices: list[Office] = []
    people: list[Person] = []
    base = 0
    for passage in passages:
        provinces = _provinces_by_word(passage)
        here = 0
        while here < len(passage.words):
            role = role_at(passage, here)
            if role:
                speaks = _opens(passage, role.first) and _speaks(passage, role.last)
                place = next(
                    (provinces[n] for n in range(role.first, role.last) if n in provinces), ""
                )
                offices.append(Office(passage, base + here, role, speaks, place))
                here = role.last
                people.extend(_unlisted_beside(passage, base, role))
            elif name := name_at(passage, here):
                speaks = passage.part not in HEADINGS and _opens(passage, name.start)
                speaks = speaks and _speaks(passage, name.last)
                people.append(Person(passage, base + here, name, speaks))
                here = name.last
            else:
                here += 1
        base += len(passage.words)
    return offices, people


def _unlisted_beside(passage: Passage, base: int, role: Role) -> Iterator[Person]:
    """People with rare given names, parted from the office by a mark.

    Before it they begin the sentence; after it they speak.
    """
    if passage.part in HEADINGS:
        return
    begin = passage.sentence_at(role.first).first
    speech = range(role.last + 2, min(role.last + 5, len(passage.words)))
    end = next((n for n in speech if passage.key(n) in AFTER_SPEAKERS), role.last)
    for start, last, mark in ((begin, role.first, role.first), (role.last, end, role.last)):
        name = None if passage.joins(mark) else unlisted_name(passage, start, last)
        if name and name_at(passage, start) is None:
            yield Person(passage, base + name.first, name, speaks=False, is_listed=False)


def _provinces_by_word(passage: Passage) -> dict[int, str]:
    """The provinces that words of a passage name, themselves or by a city."""
    return {
        reading.first: reading.province or reading.cities[0].province
        for reading in readings_of(passage)
        if reading.province or len(reading.cities) == 1
    }


def _speaks(passage: Passage, after: int) -> bool:
    """Whether words of speech follow in the sentence, or the colon of a headline."""
    if ":" in passage.gap(after):
        return True
    if passage.after(after) == "و" and passage.key(after + 1) in GROUPS:
        return False  # «رئیس … و نمایندگان …» are many
    last = min(passage.sentence_at(after - 1).last, after + SPEECH_WORDS)
    return any(passage.key(word) in SPEECH for word in range(after, last))


def _opens(passage: Passage, first: int) -> bool:
    """Whether a sentence begins here, datelines and «به گزارش …،» aside."""
    opening = range(passage.sentence_at(first).first, first)
    if not opening:
        return True
    if len(opening) > OPENING_WORDS or passage.joins(first):
        return False
    if any(passage.key(word) in SAYING_VERBS for word in opening):  # «وی افزود: وزیر …»
        return False
    signed = any(passage.key(word) in _SIGNATURE for word in opening)
    return signed or set(passage.gap(first).strip()) <= set("-–—ـ/:")


# -- one person, one name -------------------------------------------------------------------------


def persons(people: Sequence[Person]) -> list[Official]:
    """The people of an article, each with all passages that give the full name."""
    officials: list[Official] = []
    alike: dict[str, list[Official]] = defaultdict(list)  # by how the name begins, how it ends
    for person in people:
        ends = ("^" + person.key[:ALIKE], person.key[-ALIKE:] + "$")
        near = (official for end in ends for official in alike[end])
        same = next((o for o in near if _same_person(o.people[0], person)), None)
        if same:
            same.people.append(person)
        else:
            officials.append(Official([person]))
            for end in ends:
                alike[end].append(officials[-1])
    return officials


def _same_person(one: Person, other: Person) -> bool:
    mine, theirs = one.key, other.key
    if mine == theirs or mine.endswith(theirs) or theirs.endswith(mine):
        return True
    return len(mine) > 7 and within_one_edit(mine, theirs)


def within_one_edit(one: str, other: str) -> bool:
    """Whether a letter more, less or other makes one of the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    here = next((n for n, letter in enumerate(one) if letter != other[n]), len(one))
    return one[here:] == other[here + 1 :] or one[here + 1 :] == other[here + 1 :]
