"""The officials of an article: who, in which office, of which organization.

A name gets its office from the words beside it («NAME، ROLE ORGANIZATION», or the other way round).
A speaker named without one gets the office that speaks nearest: newspapers tell the office in the
lead and the name in the body. Short and misspelt forms are joined to the full name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.extract.names import Name, name_at, unlisted_name
from archive.extract.place_names import readings_of
from archive.extract.roles import Role, role_at
from archive.extract.text import Passage
from archive.extract.types import OfficialMention, Part
from archive.extract.vocabulary import (
    GROUPS,
    SAYING_NOUNS,
    SAYING_VERBS,
    keys,
    roles,
    titles,
)
from archive.gazetteer.phrases import is_dictionary_word, key_of

CONFIDENCE = {
    "name-role": 0.95,
    "role-name": 0.9,
    "speaker-office-before": 0.7,
    "speaker-office-after": 0.65,
}
SHORT_FORM, MISSPELT = 0.8, 0.6
UNLISTED = 0.7  # of the confidence, when the given name is not in the gazetteer
OPENING_WORDS = 14
HEADINGS = (Part.KICKER, Part.HEADLINE)  # here surnames stand for persons
SPEECH_WORDS = 60
APPOINTED_WORDS = 12  # «NAME را با حفظ سمت … به عنوان ROLE»
_BETWEEN = re.compile(r"[\s»\"”)\u200c]*[،؛,\-–ـ(]?\s*[«\"“\[]?\s*")
_TOUCHING = re.compile(r"[\s»«\"”“\u200c]*")
_SIGNATURE = keys("گزارش نقل گفته")
_AFTER_SPEAKERS = keys("در با ضمن") | SAYING_VERBS | SAYING_NOUNS
_APPOINTING = keys("را با طی نیز از")
_APPOINTED = keys("منصوب انتخاب معرفی معارفه برگزیده ابقا تعیین")
_SPEECH = SAYING_VERBS | SAYING_NOUNS


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


def find_officials(passages: Sequence[Passage]) -> tuple[OfficialMention, ...]:
    """One mention a passage that names an official, in reading order."""
    offices, people = _scan(passages)
    officials = _persons(people)
    used = _give_offices_beside(officials, offices)
    _give_offices_to_speakers(officials, offices, used)
    known = [official for official in officials if official.office]
    mentions = [mention for official in known for mention in _mentions(official, passages)]
    order = {passage.part: number for number, passage in enumerate(passages)}
    return tuple(sorted(mentions, key=lambda m: (order[m.evidence.part], m.evidence.start)))


# -- reading ------------------------------------------------------------------------------------


def _scan(passages: Sequence[Passage]) -> tuple[list[Office], list[Person]]:
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
    end = next((n for n in speech if passage.key(n) in _AFTER_SPEAKERS), role.last)
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
    return any(passage.key(word) in _SPEECH for word in range(after, last))


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


def _persons(people: Sequence[Person]) -> list[Official]:
    """The people of an article, each with all passages that give the full name."""
    officials: list[Official] = []
    for person in people:
        same = next((o for o in officials if _same_person(o.people[0], person)), None)
        if same:
            same.people.append(person)
        else:
            officials.append(Official([person]))
    return officials


def _same_person(one: Person, other: Person) -> bool:
    mine, theirs = one.key, other.key
    if mine == theirs or mine.endswith(theirs) or theirs.endswith(mine):
        return True
    return len(mine) > 7 and _within_one_edit(mine, theirs)


def _within_one_edit(one: str, other: str) -> bool:
    """Whether a letter more, less or other makes one of the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    here = next((n for n, letter in enumerate(one) if letter != other[n]), len(one))
    return one[here:] == other[here + 1 :] or one[here + 1 :] == other[here + 1 :]


# -- offices --------------------------------------------------------------------------------------


def _give_offices_beside(officials: Sequence[Official], offices: Sequence[Office]) -> list[Office]:
    """Give people the offices printed beside their names; these offices are taken."""
    starts = {(o.passage.part, o.role.first): o for o in offices}
    ends = {(o.passage.part, o.role.last): o for o in offices}
    owner = {id(person): official for official in officials for person in official.people}
    people = sorted(
        (person for official in officials for person in official.people), key=lambda p: p.number
    )
    taken: list[Office] = []
    for person in people:
        office, rule = _office_beside(person, starts, ends, taken)
        if office is None:
            continue
        taken.append(office)
        official = owner[id(person)]
        if official.office is None or not official.office.role.organization:
            official.office, official.rule = office, rule
    return taken


Offices = dict[tuple[Part, int], Office]


def _office_beside(
    person: Person, starts: Offices, ends: Offices, taken: Sequence[Office]
) -> tuple[Office | None, str]:
    passage, name = person.passage, person.name
    after_word = _after_connector(passage, name.last)
    after = starts.get((passage.part, after_word))
    if after and (after_word > name.last or _BETWEEN.fullmatch(passage.gap(name.last))):
        if after_word == name.last and _doubtful(person) and passage.joins(name.last):
            after = None
    else:
        after = None
    before = ends.get((passage.part, name.start))
    if before and (before in taken or not _BETWEEN.fullmatch(passage.gap(name.start))):
        before = None
    if before and not before.role.organization:
        before = None
    if before and _doubtful(person) and passage.joins(name.start):
        before = None
    if before and after:
        tight = _TOUCHING.fullmatch(passage.gap(name.start)) is not None
        tight = tight and _TOUCHING.fullmatch(passage.gap(name.last)) is None
        return (before, "role-name") if tight else (after, "name-role")
    return (after, "name-role") if after else (before, "role-name")


def _after_connector(passage: Passage, word: int) -> int:
    """The word after «… به عنوان», «… را با حفظ سمت … به سمت»; else the word itself."""
    last = passage.sentence_at(word - 1).last
    appointed = passage.key(word) in _APPOINTING and any(
        passage.key(here) in _APPOINTED for here in range(word, min(word + SPEECH_WORDS, last))
    )
    for here in range(word, min(word + (APPOINTED_WORDS if appointed else 1), last)):
        if passage.key(here) == "به" and passage.after(here + 1) in {"عنوان", "سمت"}:
            return here + 2
    return word


def _doubtful(person: Person) -> bool:
    """«پیام تبریک» may be a name and may be words."""
    name = person.name
    return name.is_word and not name.titled and all(map(is_dictionary_word, person.surname))


def _surely_speaks(person: Person) -> bool:
    """Whether a person speaks: «مالک … در گفت‌وگو با», but not «پیام تبریک در»."""
    after = person.passage.after(person.name.last)
    like_a_surname = person.surname[-1].endswith("ی") and after in _AFTER_SPEAKERS
    return person.speaks and (like_a_surname or not _doubtful(person))


def _give_offices_to_speakers(
    officials: Sequence[Official], offices: Sequence[Office], taken: list[Office]
) -> None:
    """Give speakers without an office the nearest office that speaks for nobody else.

    First where the office speaks in the sentence before the name, then in the rest of the article.
    """
    speaking = [office for office in offices if office.speaks and office.role.organization]
    for near in (True, False):
        for official in officials:
            speaker = next((person for person in official.people if _surely_speaks(person)), None)
            if official.office or speaker is None:
                continue
            free = [o for o in speaking if not any(o.same_as(other) for other in taken)]
            before = [o for o in free if o.number < speaker.number]
            after = [o for o in free if o.number > speaker.number]
            if before and (not near or _in_sentence_before(before[-1], speaker)):
                official.office, official.rule = before[-1], "speaker-office-before"
            elif after and not near:
                official.office, official.rule = after[0], "speaker-office-after"
            if official.office:
                taken.append(official.office)


def _in_sentence_before(office: Office, speaker: Person) -> bool:
    if office.passage is not speaker.passage:
        return False
    passage = speaker.passage
    here = passage.sentence_number(speaker.name.first)
    return here - passage.sentence_number(office.role.first) <= 1


# -- mentions -------------------------------------------------------------------------------------


def _mentions(official: Official, passages: Sequence[Passage]) -> Iterator[OfficialMention]:
    office, fullest = official.office, official.fullest
    assert office is not None
    name = fullest.name.printed(fullest.passage)

    def mention(passage: Passage, first: int, last: int, rule: str, sure: float) -> OfficialMention:
        return OfficialMention(
            name,
            office.role.role,
            office.role.organization,
            office.province,
            passage.evidence(first, last, rule, sure),
        )

    full: set[tuple[Part, int]] = set()
    for person in official.people:
        full.update((person.passage.part, n) for n in range(person.name.first, person.name.last))
        yield mention(
            person.passage,
            person.name.first,
            person.name.last,
            official.rule,
            CONFIDENCE[official.rule] * (1 if person.is_listed else UNLISTED),
        )
    for passage in passages:
        for first, last, rule, sure in _short_forms(passage, fullest.surname):
            if (passage.part, first) not in full:
                yield mention(passage, first, last, rule, sure)


def _short_forms(
    passage: Passage, surname: tuple[str, ...]
) -> Iterator[tuple[int, int, str, float]]:
    """«مصاحب گفت», «دکتر انصاری», and «خورگام اضافه کرد» for خورگامی."""
    whole = "".join(surname)
    common = all(map(is_dictionary_word, surname))
    for first in range(len(passage.words)):
        last = first + len(surname)
        speaker = _begins_speech(passage, first, last)
        if tuple(word.key for word in passage.words[first:last]) == surname:
            if speaker or not common or titles().at(passage.words, first - 1):
                yield first, last, "short-form", SHORT_FORM
        elif speaker and len(surname) == 1 and len(whole) > 4:
            key = passage.key(first)
            if _within_one_edit(key, whole) and not roles().at(passage.words, first):
                yield first, last, "misspelt", MISSPELT


def _begins_speech(passage: Passage, first: int, last: int) -> bool:
    begins = first == 0 or passage.sentence_at(first).first == first
    return begins and any(passage.key(word) in _SPEECH for word in range(last, last + 3))
