"""The officials of an article: who, in which office, of which organization.

A name gets its office from the words beside it («NAME، ROLE ORGANIZATION», or the other way round).
A speaker named without one gets the office that speaks nearest: newspapers tell the office in the
lead and the name in the body. Short and misspelt forms are joined to the full name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from archive.extract.people import Office, Official, Person, persons, scan
from archive.extract.roles import ONLY_WITH_ORGANIZATION, Role
from archive.extract.short_forms import ShortForms
from archive.extract.speech import AFTER_SPEAKERS, SPEECH_WORDS
from archive.extract.text import Passage
from archive.extract.types import OfficialMention, Part
from archive.extract.vocabulary import ORGANIZATION_HEADS, keys
from archive.gazetteer.phrases import is_dictionary_word, key_of
from persian.letters import persian_letters

CONFIDENCE = {
    "name-role": 0.95,
    "role-name": 0.9,
    "speaker-office-before": 0.7,
    "speaker-office-after": 0.65,
    "short-form": 0.8,
    "misspelt": 0.6,
}
UNLISTED = 0.7  # of the confidence, when the given name is not in the gazetteer
APPOINTED_WORDS = 12  # «NAME را با حفظ سمت … به عنوان ROLE»
_BETWEEN = re.compile(r"[\s»\"”)\u200c]*[،؛,\-–ـ(]?\s*[«\"“\[]?\s*")
_TOUCHING = re.compile(r"[\s»«\"”“\u200c]*")
_APPOINTING = keys("را با طی نیز از")
_APPOINTED = keys("منصوب انتخاب معرفی معارفه برگزیده ابقا تعیین")


def find_officials(passages: Sequence[Passage]) -> tuple[OfficialMention, ...]:
    """One mention a passage that names an official, in reading order."""
    offices, people = scan(passages)
    officials = persons(people)
    used = _give_offices_beside(officials, offices)
    _give_offices_to_speakers(officials, offices, used)
    short_forms = ShortForms(passages, people)
    known = [official for official in officials if official.office]
    mentions = [mention for official in known for mention in _mentions(official, short_forms)]
    order = {passage.part: number for number, passage in enumerate(passages)}
    return tuple(sorted(mentions, key=lambda m: (order[m.evidence.part], m.evidence.start)))


# -- offices --------------------------------------------------------------------------------------


def _give_offices_beside(officials: Sequence[Official], offices: Sequence[Office]) -> set[Office]:
    """Give people the offices printed beside their names; these offices are taken."""
    starts = {(o.passage.part, o.role.first): o for o in offices}
    ends = {(o.passage.part, o.role.last): o for o in offices}
    owner = {id(person): official for official in officials for person in official.people}
    people = sorted(
        (person for official in officials for person in official.people), key=lambda p: p.number
    )
    taken: set[Office] = set()
    for person in people:
        office, rule = _office_beside(person, starts, ends, taken)
        if office is None:
            continue
        taken.add(office)
        official = owner[id(person)]
        official.beside[person] = office, rule
        if official.office is None or _tells_more(office, official.office):
            official.office, official.rule = office, rule
    return taken


def _tells_more(office: Office, known: Office) -> bool:
    mine, theirs = office.role.organization, known.role.organization
    return bool(mine) and (not theirs or (office.same_as(known) and len(mine) > len(theirs)))


Offices = dict[tuple[Part, int], Office]


def _office_beside(
    person: Person, starts: Offices, ends: Offices, taken: Collection[Office]
) -> tuple[Office | None, str]:
    passage, name = person.passage, person.name
    after_word = _after_connector(passage, name.last)
    after = starts.get((passage.part, after_word))
    if after and (after_word > name.last or _BETWEEN.fullmatch(passage.gap(name.last))):
        doubtful = _doubtful(person) and not person.speaks
        if after_word == name.last and doubtful and passage.joins(name.last):
            after = None
    else:
        after = None
    before = ends.get((passage.part, name.start))
    if before and (before in taken or not _BETWEEN.fullmatch(passage.gap(name.start))):
        before = None
    if before and not (before.role.organization or before.role.refers_to):
        before = None
    if before and _doubtful(person) and passage.joins(name.start):
        before = None
    if before and after and _is_vague(after.role):
        return before, "role-name"
    if before and after:
        tight = _TOUCHING.fullmatch(passage.gap(name.start)) is not None
        tight = tight and _TOUCHING.fullmatch(passage.gap(name.last)) is None
        return (before, "role-name") if tight else (after, "name-role")
    return (after, "name-role") if after else (before, "role-name")


def _is_vague(role: Role) -> bool:
    """«مسئول پیگیری»: a role that needs an organization, and none that is named as one."""
    if key_of(role.role.split()[0]) not in ONLY_WITH_ORGANIZATION:
        return False
    return not role.organization or key_of(role.organization.split()[0]) not in ORGANIZATION_HEADS


def _after_connector(passage: Passage, word: int) -> int:
    """The word after «… به عنوان», «… را با حفظ سمت … به سمت»; else the word itself."""
    last = passage.sentence_at(word - 1).last
    appointed = passage.key(word) in _APPOINTING and any(
        passage.key(here) in _APPOINTED for here in range(word, min(word + SPEECH_WORDS, last))
    )
    for here in range(word, min(word + (APPOINTED_WORDS if appointed else 1), last)):
        if passage.key(here) == "به" and passage.after(here + 1) in {"عنوان", "سمت"}:
            return here + 2
        if passage.key(here) == "بهعنوان":
            return here + 1
    return word


def _doubtful(person: Person) -> bool:
    """«پیام تبریک» may be a name and may be words."""
    name = person.name
    return name.is_word and not name.titled and all(map(is_dictionary_word, person.surname))


def _surely_speaks(person: Person) -> bool:
    """Whether a person speaks: «مالک … در گفت‌وگو با», but not «پیام تبریک در»."""
    after = person.passage.after(person.name.last)
    like_a_surname = person.surname[-1].endswith("ی") and after in AFTER_SPEAKERS
    return person.speaks and (like_a_surname or not _doubtful(person))


def _give_offices_to_speakers(
    officials: Sequence[Official], offices: Sequence[Office], taken: Collection[Office]
) -> None:
    """Give speakers without an office the nearest office that speaks for nobody else.

    First where the office speaks in the sentence before the name, then in the rest of the article.
    """
    free = [o for o in offices if o.speaks and o.role.tells_office]
    different = {(o.role.role, o.role.organization): o for o in taken}.values()
    free = [o for o in free if not any(o.same_as(other) for other in different)]
    for near in (True, False):
        for official in officials:
            speaker = next((person for person in official.people if _surely_speaks(person)), None)
            if official.office or speaker is None:
                continue
            office = _nearest_office(free, speaker, near=near)
            if office:
                is_before = office.number < speaker.number
                official.office = office
                official.rule = "speaker-office-before" if is_before else "speaker-office-after"
                free = [other for other in free if not other.same_as(office)]


def _nearest_office(free: Sequence[Office], speaker: Person, *, near: bool) -> Office | None:
    """The last office before a speaker, else the first after; if `near`, only just before.

    Who is named within another's speech is seldom the speaker.
    """
    free = [office for office in free if not office.is_within_speech] or free
    before = [office for office in free if office.number < speaker.number]
    after = [office for office in free if office.number > speaker.number]
    if near:
        return before[-1] if before and _in_sentence_before(before[-1], speaker) else None
    return before[-1] if before else after[0] if after else None


def _in_sentence_before(office: Office, speaker: Person) -> bool:
    if office.passage is not speaker.passage:
        return False
    passage = speaker.passage
    here = passage.sentence_number(speaker.name.first)
    return here - passage.sentence_number(office.role.first) <= 1


# -- mentions -------------------------------------------------------------------------------------


def _mentions(official: Official, short_forms: ShortForms) -> Iterator[OfficialMention]:
    office, fullest = official.office, official.fullest
    assert office is not None
    name = persian_letters(fullest.name.printed(fullest.passage))

    def mention(
        office: Office, passage: Passage, first: int, last: int, rule: str, sure: float
    ) -> OfficialMention:
        return OfficialMention(
            name,
            office.role.role,
            persian_letters(office.role.organization),
            office.province,
            passage.evidence(first, last, rule, sure),
        )

    for person in official.people:
        own, rule = _office_of_mention(official, person)
        yield mention(
            own,
            person.passage,
            person.name.first,
            person.name.last,
            rule,
            CONFIDENCE[rule] * (1 if person.is_listed else UNLISTED),
        )
    for found in short_forms.of(fullest.surname):
        sure = CONFIDENCE[found.rule]
        yield mention(office, found.passage, found.first, found.last, found.rule, sure)


def _office_of_mention(official: Official, person: Person) -> tuple[Office, str]:
    """The office that a mention gives: another post of the person, else the main one."""
    assert official.office is not None
    office, rule = official.beside.get(person, (official.office, official.rule))
    other_role = key_of(office.role.role) != key_of(official.office.role.role)
    if other_role and office.role.organization and office.role.is_bare is False:
        return office, rule
    if person.name.given == 0 and person is not official.fullest:
        return official.office, "short-form"
    return official.office, official.rule
