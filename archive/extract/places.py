"""The provinces and cities that a story is about.

Every name that place_names.py reads is a vote. Votes of the headline, the lead, a dateline and the
beginning weigh more; a city also votes for its province. Provinces that carry the story stay, those
only passed through go, and cities stay with their provinces. A dateline of Tehran is a city of the
story, but says nothing of the province: the national desks sit there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.extract.place_names import CONFIDENCE, Reading, readings_of
from archive.extract.text import Passage
from archive.extract.types import Evidence, Part, PlaceMention
from archive.gazetteer import CityEntry

PART_WEIGHT = {Part.KICKER: 3.0, Part.HEADLINE: 4.0, Part.LEAD: 3.0, Part.BODY: 1.0}
OPENING_CHARS = 500
OPENING_WEIGHT = 2.0
RULE_WEIGHT = {
    "province-explicit": 1.5,
    "province-list": 1.2,
    "province-office": 1.5,
    "province-dateline": 3.0,
    "city-dateline": 3.0,
    "city-explicit": 1.2,
    "province-in-company": 0.1,
    "city-in-company": 0.1,
    "city-loose": 0.5,
}
# A reading by these rules says where the story is, as its headline does.
ANCHORS = {
    *("province-explicit", "province-list", "province-office", "province-dateline"),
    *("city-dateline", "city-explicit"),
}
OF_CITY = 0.6  # of a city's vote for its province
NATIONAL_CAPITAL = "tehran"
OF_NATIONAL_CAPITAL = 0.3  # what happens in Tehran is seldom about Tehran
MIN_VOTES = 1.2  # one explicit mention, or two in passing
PASSED_THROUGH = 0.25  # of the votes of the story's main province
PASSED_BESIDE_ANCHOR = 0.5  # the same for one that no rule anchors, where another is anchored


@dataclass(frozen=True)
class Places:
    provinces: tuple[PlaceMention, ...]
    cities: tuple[PlaceMention, ...]


def find_places(passages: Sequence[Passage]) -> Places:
    """The mentions of the provinces and cities that the story is about, in reading order."""
    readings = [reading for passage in passages for reading in readings_of(passage)]
    named = {reading.province for reading in readings if reading.province}
    located = [(r, _namesake(r.cities, named)) for r in readings]
    provinces = _of_the_story(_province_votes(located), _anchored(located), _met(located))
    cities = _cities_of_the_story(located, provinces)
    return Places(
        tuple(_province_mentions(located, provinces)),
        tuple(
            PlaceMention(city.slug, _evidence(reading, reading.city_rule))
            for reading, city in located
            if city and city.slug in cities
        ),
    )


def _namesake(cities: tuple[CityEntry, ...], provinces: set[str]) -> CityEntry | None:
    """Which of several towns of one name: the one in a province that the story names."""
    if len(cities) == 1:
        return cities[0]
    near = [city for city in cities if city.province in provinces]
    return near[0] if len(near) == 1 else None


def _vote(reading: Reading, rule: str) -> float:
    part = reading.passage.part
    weight = PART_WEIGHT[part]
    if part is Part.BODY and reading.passage.words[reading.first].start < OPENING_CHARS:
        weight = OPENING_WEIGHT
    return weight * RULE_WEIGHT.get(rule, 1.0)


def _province_votes(located: Iterable[tuple[Reading, CityEntry | None]]) -> dict[str, list[float]]:
    votes: dict[str, list[float]] = defaultdict(list)
    for reading, city in located:
        if reading.province:
            votes[reading.province].append(_vote(reading, reading.province_rule))
        elif city and city.slug == NATIONAL_CAPITAL:
            votes[city.province].append(OF_NATIONAL_CAPITAL * _vote(reading, "city-in"))
        elif city:
            votes[city.province].append(OF_CITY * _vote(reading, reading.city_rule))
    return votes


def _anchored(located: Iterable[tuple[Reading, CityEntry | None]]) -> set[str]:
    """Provinces that a telling rule or the headline gives to the story."""
    anchored = set()
    for reading, city in located:
        told = {reading.province_rule, reading.city_rule} & ANCHORS
        if told or reading.passage.part in (Part.KICKER, Part.HEADLINE):
            if reading.province:
                anchored.add(reading.province)
            elif city and city.slug != NATIONAL_CAPITAL:
                anchored.add(city.province)
    return anchored


def _met(located: Iterable[tuple[Reading, CityEntry | None]]) -> set[str]:
    """Provinces that are named themselves and in one of whose cities something happens."""
    named = {reading.province for reading, _ in located}
    return {city.province for r, city in located if city and r.city_rule == "city-in"} & named


def _of_the_story(votes: dict[str, list[float]], anchored: set[str], met: set[str]) -> set[str]:
    most = max((sum(counts) for counts in votes.values()), default=0.0)
    least = max(MIN_VOTES, PASSED_THROUGH * most)
    least_beside = max(MIN_VOTES, PASSED_BESIDE_ANCHOR * most)
    story = set()
    for slug, counts in votes.items():
        is_sure = slug in anchored or slug in met or not anchored
        if sum(counts) >= least and (is_sure or (len(counts) > 1 and sum(counts) >= least_beside)):
            story.add(slug)
    return story


def _cities_of_the_story(
    located: Iterable[tuple[Reading, CityEntry | None]], provinces: set[str]
) -> set[str]:
    return {
        city.slug
        for reading, city in located
        if city and (city.province in provinces or reading.city_rule == "city-dateline")
    }


def _province_mentions(
    located: Iterable[tuple[Reading, CityEntry | None]], provinces: set[str]
) -> Iterable[PlaceMention]:
    """Where the provinces are named; one that only its cities name is inferred from them."""
    named = {reading.province for reading, _ in located}
    for reading, city in located:
        if reading.province in provinces:
            yield PlaceMention(reading.province, _evidence(reading, reading.province_rule))
        elif city and city.province in provinces - named:
            yield PlaceMention(city.province, _evidence(reading, "province-of-city"))


def _evidence(reading: Reading, rule: str) -> Evidence:
    return reading.passage.evidence(reading.first, reading.last, rule, CONFIDENCE[rule])
