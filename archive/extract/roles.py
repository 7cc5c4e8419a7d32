"""Offices as newspapers print them: a role word, its field, and the organization it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from archive.extract.names import is_plain_given_name, name_at
from archive.extract.place_names import place_table
from archive.extract.text import Passage
from archive.extract.vocabulary import (
    FUNCTION_WORDS,
    GROUPS,
    ORGANIZATION_HEADS,
    SAYING_NOUNS,
    SAYING_VERBS,
    TIME_WORDS,
    is_verb,
    keys,
    roles,
    titles,
    word_list,
)
from archive.gazetteer import RoleEntry
from archive.gazetteer.phrases import Found, key_of

MAX_WORDS = 18
MIN_FIELD_WORDS = 2  # of «مدیر نظارت بازار …», which then needs no organization
MAX_BEFORE_LIST = 4  # words of an organization before the first comma of its list
# Without an organization after them, what follows is the role's own field: «معاون صنایع کوچک».
FIELD_ROLES = word_list("field roles")
# «مدیر صمت سیرجان», «مدیر آب و فاضلاب»: printed without «اداره».
STATE_OFFICES = word_list("offices of the state")
# Common nouns too: a role only beside an organization.
ONLY_WITH_ORGANIZATION = word_list("only with organization")
# These say where after «در»: «سفیر ایران در عراق», «نماینده مردم اراک در مجلس».
ROLES_WITH_PLACE = word_list("roles with place")
OFFICES_IN = {"نماینده ولی فقیه"}  # they are said with «در»
PLACE_HEADS = keys("استان شهرستان")
LOCAL_OFFICES = {f"{office} {{}}" for office in ("استانداری", "فرمانداری", "شهرداری", "بخشداری")}
UNNAMED = {"استان", "کشور", "شهرستان", "شهر"}
TIMES_OF_OFFICE = word_list("times of office")
COURTESIES = keys("محترم محترمه")
_STOPS = (FUNCTION_WORDS - {"و"}) | GROUPS | SAYING_VERBS | SAYING_NOUNS | TIME_WORDS
_LIGHT_VERBS = word_list("light verbs")
_NUMBERED = word_list("numbered places")
_NAMED_AFTER = word_list("words before namesakes")
_DASHES = frozenset("-\u2010\u2011\u2013\u2014\u0640")
_NO_ROLE = RoleEntry("", (), "")
_COMMA = re.compile(r"\s*[،,]\s*")


@dataclass(frozen=True)
class Role:
    """An office at words `first` to `last` (exclusive); its organization may be unsaid ("")."""

    first: int
    last: int
    role: str
    organization: str
    is_bare: bool  # nothing is said of the organization but what the role implies
    refers_to: str = ""  # the key of «شرکت» in «مدیرعامل این شرکت»

    @property
    def tells_office(self) -> bool:
        """Whether more is said than a bare «معاون»."""
        return bool(self.organization or self.refers_to) or " " in self.role


def role_at(passage: Passage, first: int) -> Role | None:
    """The office that begins at a word; «معاون وزیر و رئیس سازمان …» is one."""
    role = _single_role_at(passage, first)
    if role and role.is_bare and passage.after(role.last) == "و":
        other = _single_role_at(passage, role.last + 1)
        if other and other.organization:
            both = f"{role.role} و {other.role}"
            return replace(other, first=first, role=both)
    return role


def _single_role_at(passage: Passage, first: int) -> Role | None:
    found = roles().at(passage.words, first)
    if found is None or not all(passage.joins(n) for n in range(first + 1, found.last)):
        return None
    head, field_start, start = found.value, *_after_qualifiers(passage, found)
    last = _end(passage, start, head)
    if key_of(head.name) == "نماینده" and place_table().at(passage.words, start):
        head = _member_of_parliament()
    affairs = _affairs(passage, start, last)
    start, entry = _organization_start(passage, start, affairs, head)
    organization = _organization(passage, start, affairs, entry)
    refers_to = _organization_meant(passage, last)
    names_field = last - found.last >= MIN_FIELD_WORDS and key_of(head.name) in FIELD_ROLES
    is_common = key_of(head.name) in ONLY_WITH_ORGANIZATION
    if is_common and not (organization or refers_to or names_field):
        return None
    if entry.organization and "{}" not in entry.organization:  # «نماینده مردم اراک»
        start = next((n for n in range(start, affairs) if passage.key(n) == "در"), affairs)
    field = printed(passage, field_start, start).removesuffix("در").strip()
    role = " ".join(filter(None, (head.name, field, printed(passage, affairs, last))))
    if refers_to:  # «معاون این سازمان», «مدیرکل دفتر صنایع این وزارتخانه»
        meant = "" if organization else refers_to
        return Role(first, last + 2, role, organization, is_bare=False, refers_to=meant)
    return Role(first, last, role, organization, is_bare=start == last)


def _after_qualifiers(passage: Passage, found: Found[RoleEntry]) -> tuple[int, int]:
    """Where the printed field of a role begins, and where it goes on after «سابق», «محترم»."""
    field_start = start = found.last
    while passage.after(start) in TIMES_OF_OFFICE:
        start += 1
    if passage.after(start) in COURTESIES:
        field_start = start = start + 1
    if found.value.name in OFFICES_IN and passage.after(start) == "در":
        start += 1
    return field_start, start


def _affairs(passage: Passage, start: int, last: int) -> int:
    """Where «در امور …» begins within a role's tail; its end if nowhere."""
    inside = range(start, last - 1)
    pairs = ((passage.key(number), passage.key(number + 1)) for number in inside)
    return next((n for n, pair in zip(inside, pairs, strict=True) if pair == ("در", "امور")), last)


def _organization_meant(passage: Passage, here: int) -> str:
    """The key of «شرکت» where «این شرکت» stands, else empty."""
    head = passage.after(here + 1) if passage.after(here) == "این" else ""
    return head if head in ORGANIZATION_HEADS else ""


def organization_at(passage: Passage, first: int) -> str:
    """The name of the organization that begins at a word; empty if none does."""
    if passage.key(first) not in ORGANIZATION_HEADS:
        return ""
    last = _end(passage, first + 1, _NO_ROLE)
    return printed(passage, first, last) if last - first > 1 else ""


@cache
def _member_of_parliament() -> RoleEntry:
    """«نماینده تهران» is «نماینده مردم تهران»."""
    role = roles().exact("نماینده مردم")
    assert role is not None
    return replace(role, name="نماینده")


def printed(passage: Passage, first: int, last: int) -> str:
    """The words as printed, line breaks and double spaces aside."""
    if first >= last:
        return ""
    text = passage.text[passage.words[first].start : passage.words[last - 1].end]
    opened = "«" in text and "»" not in text
    return " ".join(text.split()) + ("»" if opened else "")


def _organization_start(
    passage: Passage, start: int, last: int, entry: RoleEntry
) -> tuple[int, RoleEntry]:
    """Where the organization begins within a role's tail, and the last role word before it."""
    if entry.organization:
        return start, entry
    here = start
    while here < last:
        nested = roles().at(passage.words, here)
        if nested:
            start, entry, here = nested.last, nested.value, nested.last
            if entry.organization:
                return start, entry
        elif passage.key(here) in ORGANIZATION_HEADS:
            return here, entry
        else:
            here += 1
    is_field = key_of(entry.name) in FIELD_ROLES and not (
        key_of(entry.name) == "مدیر" and passage.key(start) in STATE_OFFICES
    )
    return (last if is_field else start), entry


def _organization(passage: Passage, start: int, last: int, entry: RoleEntry) -> str:
    tail = printed(passage, start, last)
    if not entry.organization:
        return "" if tail in UNNAMED else tail
    if "{}" not in entry.organization:
        return entry.organization
    tail = tail.removeprefix("استان ").removeprefix("شهرستان ")
    return entry.organization.format(tail).strip()


def _end(passage: Passage, start: int, head: RoleEntry) -> int:
    """Where the words after a role word stop to say what the office is."""
    places_too = key_of(head.name) in ROLES_WITH_PLACE
    here, list_end, in_organization = start, start, False
    place_expected = start if head.organization in LOCAL_OFFICES else -1
    while here < min(start + MAX_WORDS, len(passage.words)):
        if not passage.joins(here) and here >= list_end:
            if here == start or not _goes_on_after_mark(passage, here, start):
                break
            list_end = _comma_list_end(passage, here)
        key = passage.key(here)
        if key == "در" and places_too and here > start:
            places_too = False
        elif key == "در" and passage.after(here + 1) == "امور":  # «معاون وزیر نفت در امور پالایش»
            in_organization = True
        elif key == "و":
            if not _and_goes_on(passage, here, start):
                break
        elif _is_end(passage, here) or _person_begins(passage, here):
            break
        nested = roles().at(passage.words, here)
        if nested and in_organization:
            break
        if here == place_expected or key in PLACE_HEADS:
            place_last = _places_end(passage, here + (key in PLACE_HEADS))
            if place_last > here:  # «استان البرز», «استان»: the end of an office's name
                here = place_last
                break
        in_organization = in_organization or key in ORGANIZATION_HEADS
        here = nested.last if nested else here + 1
        if nested and nested.value.organization in LOCAL_OFFICES:
            place_expected = here
    return _without_verb_noun(passage, start, min(here, len(passage.words)))


def _places_end(passage: Passage, here: int) -> int:
    """Where a list of places ends that begins at a word; the word itself when none does."""
    while (place := place_table().at(passage.words, here)) and place.value:
        here = place.last
        following = here + 1 if passage.after(here) == "و" else here
        apart = following > here or _COMMA.fullmatch(passage.gap(here))
        if not apart or not place_table().at(passage.words, following):
            break
        here = following
    return here


def _goes_on_after_mark(passage: Passage, here: int, start: int) -> bool:
    """«شرکت «فولاد …» …», «صنعت، معدن و تجارت»: marks that do not end an organization's name."""
    gap = passage.gap(here).strip()
    if gap in _DASHES:  # «تجاری - صنعتی»
        return passage.key(here - 1).endswith("ی") and passage.key(here).endswith("ی")
    if gap == "»":
        return "«" in passage.text[passage.words[start].start : passage.words[here].start]
    return gap == "«" or (here - start <= MAX_BEFORE_LIST and _comma_list_end(passage, here) > here)


def _comma_list_end(passage: Passage, here: int) -> int:
    """The end of «، معدن و تجارت» seen from the word after its first comma; else `here`."""
    comma = here
    for word in range(here, min(here + 10, len(passage.words) - 1)):
        if not passage.joins(word):
            if not _COMMA.fullmatch(passage.gap(word)):
                return here
            comma = word
        if passage.key(word) == "و" and word > comma:
            good = passage.joins(word + 1) and not _breaks_list(passage, word + 1)
            return word + 2 if good else here
        if word - comma >= 3 or _breaks_list(passage, word):
            return here
    return here


def _breaks_list(passage: Passage, word: int) -> bool:
    return (
        _is_end(passage, word)
        or passage.key(word).isdecimal()
        or roles().at(passage.words, word) is not None
        or titles().at(passage.words, word) is not None
        or is_plain_given_name(passage.key(word))
    )


def _is_end(passage: Passage, here: int) -> bool:
    key = passage.key(here)
    if key == "بین" and passage.after(here + 1).startswith("الملل"):
        return False
    if key == "شهید" and passage.before(here) in _NAMED_AFTER:  # «دانشگاه شهید …»
        return False
    if key.isdecimal():
        return passage.before(here) not in _NUMBERED
    return key in _STOPS or is_verb(key)


def _and_goes_on(passage: Passage, here: int, start: int) -> bool:
    """Whether «و» joins two words of one name: «فنی و مهندسی», but not «… و رئیس …»."""
    following = here + 1
    if not passage.joins(following) or _is_end(passage, following):
        return False
    if roles().at(passage.words, following):
        return here == start  # «مدیرعامل و عضو هیئت مدیره شرکت …»
    return not _person_begins(passage, following)


def _person_begins(passage: Passage, here: int) -> bool:
    if passage.before(here) in _NAMED_AFTER:
        return False
    name = name_at(passage, here)
    return name is not None and (name.titled or not name.is_word)


def _without_verb_noun(passage: Passage, start: int, last: int) -> int:
    """The end without the noun of a compound verb: «… کارآفرینی برگزار» «شد»."""
    if passage.after(last) in _LIGHT_VERBS and last - 1 > start:
        last -= 1
    while last > start and passage.key(last - 1) == "و":
        last -= 1
    return last
