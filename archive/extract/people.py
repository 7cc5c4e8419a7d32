"""The people and the offices that an article names, before they are joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from archive.extract.names import MAX_SURNAME, Name, is_stop, name_at, unlisted_name
from archive.extract.place_names import place_table, readings_of
from archive.extract.roles import Role, organization_at, role_at
from archive.extract.text import Passage
from archive.extract.types import Part
from archive.extract.vocabulary import GROUPS, SAYING_NOUNS, SAYING_VERBS, keys, short_names
from archive.gazetteer.phrases import is_dictionary_word, key_of
from archive.gazetteer.sources import source_names

ALIKE = 4  # letters that two spellings of a name share at the beginning or the end
OPENING_WORDS = 14
SPEECH_WORDS = 60
HEADINGS = (Part.KICKER, Part.HEADLINE)  # here surnames stand for persons
SPEECH = SAYING_VERBS | SAYING_NOUNS
AFTER_SPEAKERS = keys("در با ضمن نیز هم همچنین امروز دیروز روز") | SPEECH
# «این وزارتخانه» is a «وزارت» named before.
_HEADS_MEANT = {"وزارتخانه": "وزارت"}
BEFORE_NAMES = keys("حضور قول نقل گفته سخنان اظهارات حکم پیشنهاد دستور ریاست آقایان")
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
        mine, theirs = _short(self.role.organization), _short(other.role.organization)
        same_role = key_of(self.role.role) == key_of(other.role.role)
        return same_role and (mine in theirs or theirs in mine)


def _short(organization: str) -> str:
    """The key of an organization's name: «صنعت، معدن و تجارت استان البرز» is «صمت البرز»."""
    key = key_of(organization).replace("استان ", "")
    for long, short in short_names().items():
        key = key.replace(long, short)
    return key


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
    beside: dict[Person, tuple[Office, str]] = field(default_factory=dict)  # with their rules

    @property
    def fullest(self) -> Person:
        return max(self.people, key=lambda person: len(person.key))


# -- reading ------------------------------------------------------------------------------------


def scan(passages: Sequence[Passage]) -> tuple[list[Office], list[Person]]:
    """All offices and all full names of an article, in reading order."""
    offices: list[Office] = []
    people: list[Person] = []
    organizations: dict[str, str] = {}  # the last one named, by its first word's key
    base = 0
    for passage in passages:
        provinces = _provinces_by_word(passage)
        here = 0
        while here < len(passage.words):
            role = role_at(passage, here)
            if role:
                role = _resolved(role, organizations)
                offices.append(_office(passage, base, role, provinces))
                here = role.last
                named = people[-1] if people and people[-1].passage is passage else None
                people.extend(_unlisted_beside(passage, base, role, named))
            elif person := _person_at(passage, base, here):
                people.append(person)
                here = person.name.last
            else:
                _note_organization(organizations, organization_at(passage, here))
                here += 1
        base += len(passage.words)
    return offices, people


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
    speaks = _opens(passage, role.first) and _speaks(passage, role.last)
    place = next((provinces[n] for n in range(role.first, role.last) if n in provinces), "")
    return Office(passage, base + role.first, role, speaks, place)


def _person_at(passage: Passage, base: int, here: int) -> Person | None:
    name = name_at(passage, here)
    if name is None:
        return _unlisted_speaker(passage, base, here)
    speaks = passage.part not in HEADINGS and _opens(passage, name.start)
    return Person(passage, base + here, name, speaks and _speaks(passage, name.last))


def _unlisted_speaker(passage: Passage, base: int, here: int) -> Person | None:
    """«خزعل باوی‌پور در گفت‌وگو با … افزود»: a rare given name where a speaker begins."""
    if passage.joins(here) or passage.part in HEADINGS or is_dictionary_word(passage.key(here)):
        return None
    for last in range(here + MAX_SURNAME, here + 1, -1):
        name = unlisted_name(passage, here, last) if passage.key(last) in AFTER_SPEAKERS else None
        if name and _opens(passage, here) and _speaks(passage, last):
            return Person(passage, base + here, name, speaks=True, is_listed=False)
    return None


def _unlisted_beside(
    passage: Passage, base: int, role: Role, named: Person | None
) -> Iterator[Person]:
    """People with rare given names, or only surnames, between marks and the office.

    `named` is the last person before the office, whose words are no other name.
    """
    if passage.part in HEADINGS:
        return
    begin, end = _run_before(passage, role.first), _run_after(passage, role.last)
    for start, last in ((begin, role.first), (role.last, end)):
        touches = passage.joins(role.first if last == role.first else role.last)
        if named and start < named.name.last:
            continue
        if touches and (start == role.last or _has_dictionary_word(passage, start, last)):
            continue
        fewest = 1 if role.organization and not _has_dictionary_word(passage, start, last) else 2
        is_sure = not touches and _is_lone_surname(passage, start, last)
        name = unlisted_name(passage, start, last, fewest=fewest, is_sure=is_sure)
        if name and name_at(passage, start) is None:
            yield Person(passage, base + name.first, name, speaks=False, is_listed=False)


def _is_lone_surname(passage: Passage, start: int, last: int) -> bool:
    """«وزیر صمت، فاطمی‌امین، گفت», «فاطمی‌امین، وزیر صمت، گفت»: one word, and it speaks."""
    is_other = place_table().at(passage.words, start) or source_names().at(passage.words, start)
    if last - start != 1 or is_other:
        return False
    speaks = passage.key(last) in AFTER_SPEAKERS
    return len(passage.key(start)) > 3 and (speaks or _opens(passage, start))


def _run_before(passage: Passage, end: int) -> int:
    """Where the words begin that no mark parts before a word, as far as a name reaches."""
    first = end - 1
    while first > end - 1 - MAX_SURNAME and not _parts_names(passage, first):
        first -= 1
    return max(first, 0)


def _parts_names(passage: Passage, number: int) -> bool:
    """Whether no name reaches from before a word into it."""
    before = passage.before(number)
    return is_stop(before) or before in BEFORE_NAMES


def _run_after(passage: Passage, start: int) -> int:
    """Where the words end that no mark parts from a word, or where speech begins."""
    last = start + 1
    while last <= start + MAX_SURNAME and passage.joins(last):
        if passage.key(last) in AFTER_SPEAKERS:
            break
        last += 1
    return min(last, len(passage.words))


def _has_dictionary_word(passage: Passage, start: int, last: int) -> bool:
    return any(is_dictionary_word(passage.key(number)) for number in range(start, last))


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
    if not opening or (len(opening) == 1 and passage.before(first) == "این"):  # «این مدیر گفت»
        return True
    if len(opening) > OPENING_WORDS or passage.joins(first):
        return False
    if any(passage.key(word) in SAYING_VERBS for word in opening):  # «وی افزود: وزیر …»
        return False
    signed = any(passage.key(word) in _SIGNATURE for word in opening)
    return signed or set(passage.gap(first).strip()) <= set("-–—ـ/:() ")


# -- one person, one name -------------------------------------------------------------------------


def persons(people: Sequence[Person]) -> list[Official]:
    """The people of an article, each with all passages that give the full name."""
    officials: list[Official] = []
    alike: dict[str, list[Official]] = defaultdict(list)  # by how the name begins, how it ends
    for person in people:
        ends = ("^" + person.key[:ALIKE], person.key[-ALIKE:] + "$")
        near = (official for end in ends for official in reversed(alike[end]))
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
