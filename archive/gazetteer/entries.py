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
