"""Makes demo articles as lines of own JSONL: the same ones for the same number, any count."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from archive.demo import sentences
from archive.gazetteer import CityEntry, load
from persian.digits import to_persian_digits

PEOPLE = 300
COMPANIES = 120
AGENCIES = 8
MARKETS = ("iq", "af", "tr", "ae", "cn", "pk", "om", "ru", "in", "qa", "am", "az", "tm", "kz", "uz")
YEARS = range(1391, 1405)
T = TypeVar("T")


@dataclass(frozen=True)
class Person:
    """An invented office-holder, who always speaks for the same company of the same province."""

    name: str
    role: str
    company: str
    province: str  # slug


@cache
def person(number: int) -> Person:
    """Return the invented person of a number, counted from 1."""
    company = 1 + number % COMPANIES
    provinces = load().provinces
    kind = sentences.COMPANIES[company % len(sentences.COMPANIES)]
    return Person(
        name=f"مسئول نمونهٔ {to_persian_digits(number)}",
        role=sentences.ROLES[number % len(sentences.ROLES)],
        company=f"{kind} نمونهٔ {to_persian_digits(company)}",
        province=provinces[company * 7 % len(provinces)].slug,
    )


def lines(count: int) -> Iterator[str]:
    """Yield that many articles, each one line of JSON."""
    for number in range(count):
        yield json.dumps(_article(number), ensure_ascii=False) + "\n"


def _article(number: int) -> dict[str, str]:
    chance = random.Random(number)
    year = _first_often(chance, YEARS[::-1])
    agency = _first_often(chance, range(1, AGENCIES + 1))
    fields = _fields(chance, year)
    paragraphs = [
        chance.choice(sentences.OPENINGS),
        *chance.sample(sentences.MIDDLES, chance.randint(2, 8)),
        chance.choice(sentences.CLOSINGS),
    ]
    undated = chance.random() < 0.03
    return {
        "external_id": f"demo-{number}",
        "source": f"خبرگزاری نمونهٔ {to_persian_digits(agency)}",
        "kicker": chance.choice(sentences.KICKERS).format_map(fields),
        "headline": chance.choice(sentences.HEADLINES).format_map(fields),
        "lead": chance.choice(sentences.LEADS).format_map(fields),
        "body": "\n\n".join(paragraph.format_map(fields) for paragraph in paragraphs),
        "published_at": ""
        if undated
        else f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 29):02}",
    }


def _fields(chance: random.Random, year: int) -> dict[str, str]:
    """Return what the braces of the sentences stand for."""
    speaker = person(round(chance.triangular(1, PEOPLE, 1)))
    product, other = chance.sample(load().products[:60], 2)
    markets = [_first_often(chance, _markets()) for _ in range(3)]
    numbers = {
        "percent": chance.randint(3, 95),
        "small": chance.randint(2, 40),
        "people": chance.randint(2, 90) * 10,
        "tons": chance.randint(2, 400) * 5,
        "dollars": chance.randint(2, 250),
        "units": chance.randint(3, 480),
        "year": year,
    }
    return {
        "province": _province_names()[speaker.province],
        "city": chance.choice(_cities(speaker.province)).name,
        "product": product.name,
        "other": other.name,
        "market": markets[0],
        "markets": " و ".join(dict.fromkeys(markets)),
        "person": speaker.name,
        "role": speaker.role,
        "company": speaker.company,
    } | {name: to_persian_digits(value) for name, value in numbers.items()}


def _first_often(chance: random.Random, values: Sequence[T]) -> T:
    """Choose by Zipf's law: the nth of the values with a weight of 1/n."""
    return chance.choices(values, [1 / rank for rank in range(1, len(values) + 1)])[0]


@cache
def _markets() -> list[str]:
    names = {market.slug: market.name for market in load().markets}
    return [names[slug] for slug in MARKETS]


@cache
def _province_names() -> dict[str, str]:
    return {province.slug: province.name for province in load().provinces}


@cache
def _cities(province: str) -> list[CityEntry]:
    return [c for c in load().cities if c.province == province and not c.needs_context]
