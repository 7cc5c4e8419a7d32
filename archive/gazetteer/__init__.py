"""What the archive knows of names: provinces, cities, markets, sources, roles, given names."""

from archive.gazetteer.additions import Addition, AdditionKind, Additions, hash_of
from archive.gazetteer.current import load, of_gazetteer, with_additions
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
from archive.gazetteer.sources import source_by_domain, source_by_name, source_in_text
from archive.gazetteer.tables import Gazetteer

__all__ = [
    "Addition",
    "AdditionKind",
    "Additions",
    "CityEntry",
    "Gazetteer",
    "MarketEntry",
    "ProductEntry",
    "ProvinceEntry",
    "ReportingVerbEntry",
    "RoleEntry",
    "SourceEntry",
    "UnitEntry",
    "hash_of",
    "load",
    "of_gazetteer",
    "source_by_domain",
    "source_by_name",
    "source_in_text",
    "with_additions",
]
