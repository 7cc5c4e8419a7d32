"""The gazetteer's tables, read once from the files in `data/`."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

from archive.gazetteer.additions import AdditionKind, Additions
from archive.gazetteer.entries import (
    CityEntry,
    MarketEntry,
    ProductEntry,
    ProvinceEntry,
    ReportingVerbEntry,
    RoleEntry,
    SourceEntry,
    UnitEntry,
)

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """All that the archive knows of names, each table in the order of its file.

    `additions` are what editors added to it, and `built` what was built of all that.
    """

    provinces: tuple[ProvinceEntry, ...]
    cities: tuple[CityEntry, ...]
    markets: tuple[MarketEntry, ...]
    sources: tuple[SourceEntry, ...]
    roles: tuple[RoleEntry, ...]
    units: tuple[UnitEntry, ...]
    products: tuple[ProductEntry, ...]
    reporting_verbs: tuple[ReportingVerbEntry, ...]
    titles: tuple[str, ...]  # «دکتر», «مهندس»: no part of a name
    given_names: Mapping[str, bool]  # whether the name is also a word of the language
    surname_beginnings: frozenset[str]  # «آل», «میر»: never a whole surname
    surname_endings: frozenset[str]  # «پور», «زاده»: may stand apart from the surname
    latin_names: Mapping[str, str]  # what places are called in English («Syria»: «سوریه»)
    additions: Additions = ()
    built: dict[Callable[[], Any], Any] = field(default_factory=dict, repr=False)

    def texts(self, kind: AdditionKind) -> list[str]:
        """The texts that editors added as this kind."""
        return [addition.text for addition in self.additions if addition.kind is kind]


@cache
def gazetteer_of_files() -> Gazetteer:
    """The gazetteer without additions; its files take a few milliseconds the first time."""
    return Gazetteer(
        provinces=tuple(_province(row) for row in rows("provinces")),
        cities=tuple(_city(row) for row in rows("cities")),
        markets=(
            *(_country(row) for row in rows("countries")),
            *(_region(row) for row in rows("regions")),
        ),
        sources=tuple(_source(row) for row in rows("sources")),
        roles=tuple(_role(row) for row in rows("roles")),
        units=tuple(_unit(row) for row in rows("units")),
        products=tuple(_product(row) for row in rows("products")),
        reporting_verbs=tuple(_reporting_verb(row) for row in rows("reporting_verbs")),
        titles=tuple(
            title
            for row in rows("titles")
            for title in (row["title"], *cell_list(row["spellings"]))
        ),
        given_names={row["name"]: row["is_word"] == "yes" for row in rows("given_names")},
        surname_beginnings=_surname_parts("first"),
        surname_endings=_surname_parts("last"),
        latin_names={
            latin: row["name"] for row in rows("latin_names") for latin in cell_list(row["latin"])
        },
    )


def rows(table: str) -> list[dict[str, str]]:
    """The rows of one data file, cells as text."""
    with (DATA / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def cell_list(cell: str) -> tuple[str, ...]:
    return tuple(name for name in cell.split("|") if name)


def _province(row: dict[str, str]) -> ProvinceEntry:
    return ProvinceEntry(
        slug=row["slug"],
        name=row["name"],
        aliases=cell_list(row["aliases"]),
        adjectives=cell_list(row["adjectives"]),
        iso_code=row["iso_code"],
        map_id=row["map_id"],
        capital=row["capital"],
        needs_context=row["needs_context"] == "yes",
    )


def _city(row: dict[str, str]) -> CityEntry:
    return CityEntry(
        slug=row["slug"],
        name=row["name"],
        aliases=cell_list(row["aliases"]),
        context_aliases=cell_list(row["context_aliases"]),
        province=row["province"],
        rank=cast(Any, row["rank"]),
        needs_context=row["needs_context"] == "yes",
        population=int(row["population"]) if row["population"] else None,
    )


def _country(row: dict[str, str]) -> MarketEntry:
    return MarketEntry(
        slug=row["slug"],
        name=row["name"],
        kind="country",
        aliases=cell_list(row["aliases"]),
        adjectives=cell_list(row["adjectives"]),
        needs_context=row["needs_context"] == "yes",
    )


def _region(row: dict[str, str]) -> MarketEntry:
    return MarketEntry(
        slug=row["slug"],
        name=row["name"],
        kind="region",
        aliases=cell_list(row["aliases"]),
        adjectives=(),
        needs_context=False,
    )


def _source(row: dict[str, str]) -> SourceEntry:
    return SourceEntry(
        slug=row["slug"],
        name=row["name"],
        aliases=cell_list(row["aliases"]),
        kind=cast(Any, row["kind"]),
        domains=cell_list(row["domains"]),
    )


def _role(row: dict[str, str]) -> RoleEntry:
    return RoleEntry(row["role"], cell_list(row["spellings"]), row["organization"])


def _unit(row: dict[str, str]) -> UnitEntry:
    return UnitEntry(
        name=row["unit"],
        spellings=cell_list(row["spellings"]),
        kind=cast(Any, row["kind"]),
        factor=int(row["factor"]),
    )


def _product(row: dict[str, str]) -> ProductEntry:
    return ProductEntry(
        slug=row["slug"],
        name=row["name"],
        spellings=cell_list(row["spellings"]),
        context_spellings=cell_list(row["context_spellings"]),
        hs_chapter=row["hs_chapter"],
    )


def _reporting_verb(row: dict[str, str]) -> ReportingVerbEntry:
    content = cell_list(row["content"])
    return ReportingVerbEntry(
        word=row["word"],
        verbs=tuple(row["verbs"].split()),
        marks=tuple(mark for mark in content if mark not in {"after", "between"}),
        follows="after" in content,
        within="between" in content,
    )


def _surname_parts(place: str) -> frozenset[str]:
    return frozenset(row["word"] for row in rows("surname_parts") if row["place"] == place)
