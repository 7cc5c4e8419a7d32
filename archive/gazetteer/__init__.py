"""What the archive knows of names: provinces, cities, markets, sources, roles, given names."""

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
from archive.gazetteer.tables import Gazetteer, load

__all__ = [
    "CityEntry",
    "Gazetteer",
    "MarketEntry",
    "ProductEntry",
    "ProvinceEntry",
    "ReportingVerbEntry",
    "RoleEntry",
    "SourceEntry",
    "UnitEntry",
    "load",
    "source_by_domain",
    "source_by_name",
    "source_in_text",
]
