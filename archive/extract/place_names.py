"""Reads every name of a province or city where it stands: which place, if any, by which rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from archive.extract.names import is_plain_given_name, name_at
from archive.extract.text import Passage
from archive.extract.vocabulary import ORGANIZATION_HEADS, keys, phrase_list, word_list
from archive.gazetteer import AdditionKind, CityEntry, ProvinceEntry, load, of_gazetteer
from archive.gazetteer.phrases import Found, PhraseTable, Word
from archive.gazetteer.sources import source_names

PROVINCE_HEADS = word_list("province heads")
# Last words of offices that every province has: «صمت البرز», «شهرک‌های صنعتی فارس».
OFFICE_TAILS = word_list("office tails")
CITY_HEADS = word_list("city heads")
# «پالایش نفت تبریز», «فولاد خوزستان»: a company's name, hardly a place of the story.
COMPANY_WORDS = word_list("company words")
# «انجمن نساجی یزد» is no company.
ASSOCIATIONS = word_list("offices of all companies")
ASSOCIATION_REACH = 4
# What stands before a name that does not place the story.
TRAPS_BEFORE = word_list("place traps before")
TRAPS_AFTER = word_list("place traps after")
# Phrases that hold a place's name and are none.
TRAP_PHRASES = phrase_list("place traps")
# Towns whose names are words of the language: never believed without a telling word.
COMMON_WORDS = word_list("common words that are towns")
DEPUTIES = keys("نماینده نمایندگان")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u0640/")
_OPENING_WORDS = 8
_LIST_WORDS = keys("و یا همچنین نیز")

CONFIDENCE = {
    "province-explicit": 0.95,
    "province-list": 0.9,
    "province-office": 0.9,
    "province-dateline": 0.9,
    "province-name": 0.8,
    "province-in-company": 0.4,
    "province-of-city": 0.6,
    "city-dateline": 0.95,
    "city-explicit": 0.9,
    "city-in": 0.8,
    "city-name": 0.7,
    "city-loose": 0.5,
    "city-in-company": 0.4,
}


@dataclass(frozen=True)
class Place:
    """What a name can stand for. `loose` names are ordinary words too, or name two things."""

    province: ProvinceEntry | None
    cities: tuple[CityEntry, ...]
    loose: bool


@dataclass(frozen=True)
class Reading:
    """A name at words `first` to `last` (exclusive), read as a province, as a city, or as both."""

    passage: Passage
    first: int
    last: int
    province: str  # slug or ""
    province_rule: str
    cities: tuple[CityEntry, ...]  # namesakes; the story decides between them
    city_rule: str


@lru_cache(maxsize=8)  # places and officials both ask
def readings_of(passage: Passage) -> tuple[Reading, ...]:
    """The names of one passage that stand for places, in reading order."""
    return tuple(_readings(passage))


def _readings(passage: Passage) -> Iterator[Reading]:
    heads = _ListHeads()
    for found in place_table().find(passage.words):
        head = heads.of(passage, found)
        if found.value is None or _is_trap(passage, found):
            continue
        if head in DEPUTIES or head in TRAPS_BEFORE:
            continue  # «نماینده مردم کازرون», «از مسیر قزوین، قم و یزد»
        reading = _read(passage, found, found.value, head)
        if reading:
            yield reading


_HEADS = PROVINCE_HEADS | CITY_HEADS | DEPUTIES | TRAPS_BEFORE | OFFICE_TAILS


class _ListHeads:
    """Carries «استان‌های …», «شهرستان‌های …» and «مسیر …» on along a list of names."""

    def __init__(self) -> None:
        self._head = ""
        self._end = -1

    def of(self, passage: Passage, found: Found[Place | None]) -> str:
        before = passage.before(found.first)
        if before == "مردم" and passage.before(found.first - 1) in DEPUTIES:
            before = passage.before(found.first - 1)
        if before in _HEADS:
            self._head = before
        elif not self._continues(passage, found.first):
            self._head = ""
        self._end = found.last
        return self._head

    def _continues(self, passage: Passage, first: int) -> bool:
        between = range(self._end, first)
        if self._end < 0 or len(between) > 1:
            return False
        if any(passage.key(n) not in _LIST_WORDS for n in between):
            return False
        gaps = "".join(passage.gap(n) for n in (*between, first))
        return not gaps.strip(" \u200c\n،,") and (bool(between) or "،" in gaps or "," in gaps)


def _read(passage: Passage, found: Found[Place | None], place: Place, head: str) -> Reading | None:
    province_rule = _province_rule(passage, found, place, head) if place.province else ""
    city_rule = _city_rule(passage, found, place, head) if place.cities else ""
    if not province_rule and not city_rule:
        return None
    return Reading(
        passage,
        found.first,
        found.last,
        place.province.slug if place.province and province_rule else "",
        province_rule,
        place.cities if city_rule else (),
        city_rule,
    )


def _province_rule(passage: Passage, found: Found[Place | None], place: Place, head: str) -> str:
    before = passage.before(found.first)
    if head in PROVINCE_HEADS:
        return "province-explicit" if before == head else "province-list"
    if head in OFFICE_TAILS and place.province and place.province.slug != "tehran":
        return "province-office" if before == head else "province-list"
    if (place.province and place.province.needs_context) or head in CITY_HEADS:
        return ""
    if _in_company(passage, found.first):
        return "province-in-company"
    if _is_dateline(passage, found):
        return "province-dateline"
    return "province-name"


def _city_rule(passage: Passage, found: Found[Place | None], place: Place, head: str) -> str:
    if head in PROVINCE_HEADS:
        return ""
    if head in CITY_HEADS:
        return "city-explicit"
    if _is_dateline(passage, found):
        return "city-dateline"
    if place.loose:
        return "city-loose" if _may_be_city(passage, found) and not place.province else ""
    if _in_company(passage, found.first):
        return "" if place.province else "city-in-company"
    if passage.before(found.first) == "در":
        return "city-in"
    return "" if place.province else "city-name"


def _in_company(passage: Passage, first: int) -> bool:
    """«پالایش نفت تبریز», «تراکتور تبریز», «دانشگاه فردوسی مشهد»."""
    if passage.before(first - 1) == "دانشگاه":
        return True
    if passage.gap(first).strip() == "«":  # «شرکت «البرز کابل»»
        return passage.key(first - 1) in ORGANIZATION_HEADS
    run = {passage.key(n) for n in range(first - ASSOCIATION_REACH, first)}
    return passage.before(first) in COMPANY_WORDS and not run & ASSOCIATIONS


def _may_be_city(passage: Passage, found: Found[Place | None]) -> bool:
    """Whether a loose name may be a town's where the story names its province."""
    if passage.key(found.first) in COMMON_WORDS:
        return False
    return name_at(passage, found.first) is None


def _is_dateline(passage: Passage, found: Found[Place | None]) -> bool:
    """«کرج-ایرنا-», «قزوین - », «ایسنا/خوزستان», «خبرنگار تسنیم در اراک»: near the beginning."""
    if found.first > _OPENING_WORDS:
        return False
    source = _source_ends_at(passage.words, found.first)
    if source and (passage.before(found.first) in {"در", "از"} or _dash(passage, found.first)):
        return True
    if found.value is not None and found.value.loose and not _source_begins(passage, found.last):
        return False
    if found.first or found.last == len(passage.words):
        return False
    in_brackets = "(" in passage.gap(found.last) and _source_begins(passage, found.last)
    return in_brackets or _dash(passage, found.last)


def _dash(passage: Passage, number: int) -> bool:
    gap = passage.gap(number).strip()
    return bool(gap) and set(gap) <= _DASHES


def _source_begins(passage: Passage, first: int) -> bool:
    return any(source_names().at(passage.words, n) for n in (first, first + 1))


def _source_ends_at(words: list[Word], end: int) -> bool:
    """Whether an agency's name ends just before a word, «در» and «از» aside."""
    if end and words[end - 1].key in {"در", "از"}:
        end -= 1
    table = source_names()
    return any(
        (found := table.at(words, start)) is not None and found.last == end
        for start in range(max(0, end - 4), end)
    )


def _is_trap(passage: Passage, found: Found[Place | None]) -> bool:
    before = passage.before(found.first)
    if passage.sentence_number(found.first) in passage.sentences_of_shares:
        return True
    if before in TRAPS_BEFORE or passage.after(found.last) in TRAPS_AFTER:
        return True
    return is_plain_given_name(before)  # «حسن گلستان»


@of_gazetteer
def place_table() -> PhraseTable[Place | None]:
    """Names of places; trap phrases stand for None."""
    gazetteer = load()
    cities: dict[str, list[CityEntry]] = {}
    loose: set[str] = set()
    for city in gazetteer.cities:
        for name in (city.name, *city.aliases, *city.context_aliases):
            cities.setdefault(name, []).append(city)
            is_word = city.needs_context and " " not in name  # «دیر», but not «بندر دیر»
            if is_word or name in city.context_aliases:
                loose.add(name)
    places = {
        name: Place(None, tuple(entries), name in loose or len(entries) > 1)
        for name, entries in cities.items()
    }
    for province in gazetteer.provinces:
        for name in (province.name, *province.aliases):
            namesakes = tuple(cities.get(name, ()))
            places[name] = Place(province, namesakes, name in loose)
    phrases: list[tuple[str, Place | None]] = [
        (phrase, None) for phrase in (*TRAP_PHRASES, *gazetteer.texts(AdditionKind.NO_PLACE))
    ]
    return PhraseTable(phrases + list(places.items()))
