"""The people and the offices that an article names, before they are joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from archive.extract.names import Name, may_begin_a_name, name_at
from archive.extract.organizations import same_organization
from archive.extract.place_names import readings_of
from archive.extract.roles import Role, organization_at, role_at
from archive.extract.speech import HEADINGS, opens, speaks
from archive.extract.text import Passage
from archive.extract.unlisted import unlisted_beside, unlisted_speaker
from archive.extract.vocabulary import ORGANIZATION_HEADS, roles
from archive.gazetteer.phrases import key_of

PARAGRAPH = "\n\n"
ALIKE = 4  # letters that two spellings of a name share at the beginning or the end
# «این وزارتخانه» is a «وزارت» named before.
_HEADS_MEANT = {"وزارتخانه": "وزارت"}


@dataclass(frozen=True, eq=False)
class Office:
    """An office named in a passage; `number` counts the article's words up to it."""

    passage: Passage
    number: int
    role: Role
    speaks: bool
    province: str

    @cached_property
    def is_within_speech(self) -> bool:
        """Whether a colon opened a speech before it in its paragraph, if there are several."""
        text, start = self.passage.text, self.passage.words[self.role.first].start
        paragraph = text.rfind(PARAGRAPH, 0, start)
        return PARAGRAPH in text and ":" in text[max(paragraph, 0) : start]

    def same_as(self, other: Office) -> bool:
        """«رئیس انجمن فنی» and «رئیس انجمن فنی و مهندسی البرز» are one office."""
        if key_of(self.role.role) != key_of(other.role.role):
            return False
        return same_organization(self.role.organization, other.role.organization)


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

    @cached_property
    def key(self) -> str:
        words = self.passage.words[self.name.first : self.name.last]
        return "".join(word.key for word in words)


@dataclass
class Official:
    """The passages that name one person, and the office that the article gives."""

    fullest: Person  # who gives the longest form of the name
    people: list[Person] = field(default_factory=list)
    office: Office | None = None
    rule: str = ""
    beside: dict[Person, tuple[Office, str]] = field(default_factory=dict)  # with their rules

    def add(self, person: Person) -> None:
        self.people.append(person)
        if len(person.key) > len(self.fullest.key):
            self.fullest = person


# -- reading ------------------------------------------------------------------------------------


def scan(passages: Sequence[Passage]) -> tuple[list[Office], list[Person]]:
    """All offices and all full names of an article, in reading order."""
    offices: list[Office] = []
    people: list[Person] = []
    organizations: dict[str, str] = {}  # the last one named, by its first word's key
    base = 0
    for passage in passages:
        provinces = _provinces_by_word(passage)
        here = named = 0  # where reading goes on, where the last name ends
        for number in _beginnings(passage):
            if number < here:
                continue
            role = role_at(passage, number)
            if role:
                role = _resolved(role, organizations)
                offices.append(_office(passage, base, role, provinces))
                here = role.last
                people.extend(_unlisted_beside(passage, base, role, named))
            elif person := _person_at(passage, base, number):
                people.append(person)
                here = named = person.name.last
            else:
                _note_organization(organizations, organization_at(passage, number))
        base += len(passage.words)
    return offices, people


def _beginnings(passage: Passage) -> list[int]:
    """The words with which an office, an organization or a name may begin; most cannot."""
    is_role = roles().begins_with
    return [
        number
        for number, key in enumerate(passage.keys)
        if key in ORGANIZATION_HEADS
        or is_role(key)
        or not passage.joins(number)
        or may_begin_a_name(passage, number)
    ]


def _resolved(role: Role, organizations: dict[str, str]) -> Role:
    """The role with the organization that «این شرکت» means."""
    _note_organization(organizations, role.organization)
    if not role.refers_to:
        return role
    head = _HEADS_MEANT.get(role.refers_to, role.refers_to)
    return replace(role, organization=organizations.get(head, ""))


def _note_organization(organizations: dict[str, str], organization: str) -> None:
    if organization:
        organizations[key_of(organization.split()[0])] = organization


def _office(passage: Passage, base: int, role: Role, provinces: dict[int, str]) -> Office:
    says = opens(passage, role.first) and speaks(passage, role.last)
    place = next((provinces[n] for n in range(role.first, role.last) if n in provinces), "")
    return Office(passage, base + role.first, role, says, place)


def _person_at(passage: Passage, base: int, here: int) -> Person | None:
    name = name_at(passage, here)
    if name is None:
        rare = unlisted_speaker(passage, here)
        return Person(passage, base + here, rare, speaks=True, is_listed=False) if rare else None
    begins = passage.part not in HEADINGS and opens(passage, name.start)
    return Person(passage, base + here, name, begins and speaks(passage, name.last))


def _unlisted_beside(passage: Passage, base: int, role: Role, named: int) -> Iterator[Person]:
    for name in unlisted_beside(passage, role, named):
        yield Person(passage, base + name.first, name, speaks=False, is_listed=False)


def _provinces_by_word(passage: Passage) -> dict[int, str]:
    """The provinces that words of a passage name, themselves or by a city."""
    return {
        reading.first: reading.province or reading.cities[0].province
        for reading in readings_of(passage)
        if reading.province or len(reading.cities) == 1
    }


# -- one person, one name -------------------------------------------------------------------------


def persons(people: Sequence[Person]) -> list[Official]:
    """The people of an article, each with all passages that give the full name."""
    officials: list[Official] = []
    alike: dict[str, list[Official]] = defaultdict(list)  # by how the name begins, how it ends
    for person in people:
        ends = ("^" + person.key[:ALIKE], person.key[-ALIKE:] + "$")
        near = (official for end in ends for official in reversed(alike[end]))
        same = next((o for o in near if _same_person(o.fullest, person)), None)
        if same is None:
            same = Official(person)
            officials.append(same)
            for end in ends:
                alike[end].append(same)
        same.add(person)
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
