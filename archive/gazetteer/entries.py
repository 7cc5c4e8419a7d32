"""The entries of the gazetteer, one class per table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class ProvinceEntry:
    slug: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    iso_code: str  # ISO 3166-2
    map_id: str
    capital: str  # slug of a city
    needs_context: bool


@dataclass(frozen=True)
class CityEntry:
    """A city or county seat; `context_aliases` are names that count only beside a telling word."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    context_aliases: tuple[str, ...]
    province: str
    rank: Literal["capital", "seat", "city"]
    needs_context: bool
    population: int | None


@dataclass(frozen=True)
class MarketEntry:
    """A country or a group of countries that goods are exported to."""

    slug: str
    name: str
    kind: Literal["country", "region"]
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    needs_context: bool


@dataclass(frozen=True)
class SourceEntry:
    slug: str
    name: str
    aliases: tuple[str, ...]
    kind: Literal["agency", "newspaper", "network"]
    domains: tuple[str, ...]


@dataclass(frozen=True)
class RoleEntry:
    """A word for an office; `organization` says what the office is called («استانداری {}»)."""

    name: str
    spellings: tuple[str, ...]
    organization: str


@dataclass(frozen=True)
class UnitEntry:
    """What a number counts or measures; a number of `factor` is one of the unit («همت»)."""

    name: str
    spellings: tuple[str, ...]
    kind: Literal["percent", "multiple", "money", "measure", "count", "time"]
    factor: int


@dataclass(frozen=True)
class ProductEntry:
    """A product or an industry; `context_spellings` count only beside a word of industry."""

    slug: str
    name: str
    spellings: tuple[str, ...]
    context_spellings: tuple[str, ...]
    hs_chapter: str  # of the Harmonized System, or ""


@dataclass(frozen=True)
class ReportingVerbEntry:
    """A word of saying and the verbs that complete it («اعلام» with کرد); none when it is a verb.

    What is said follows it, if `follows`; stands between it and its verb, if `within` («خواستار …
    شد»); or before it, from one of the `marks` on («از … خبر داد»).
    """

    word: str
    verbs: tuple[str, ...]
    marks: tuple[str, ...]
    follows: bool
    within: bool
