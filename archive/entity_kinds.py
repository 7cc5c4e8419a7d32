"""The kinds of entities that articles mention, and the way from a mention to its entity."""

from __future__ import annotations

from typing import Any, NamedTuple

from archive.models import (
    City,
    CityMention,
    ExportMarket,
    MarketMention,
    Official,
    OfficialMention,
    Organization,
    Product,
    ProductMention,
    Province,
    ProvinceMention,
)


class EntityKind(NamedTuple):
    """One kind: its rows, the mentions, their `path` to the row, and what addresses call it by."""

    model: type[Any]
    mentions: type[Any]  # the models share an abstract base, which has no manager to type these by
    path: str
    key: str

    @property
    def key_path(self) -> str:
        """The way from a mention to the key of its entity."""
        return f"{self.path}__{self.key}"


KINDS = {
    "province": EntityKind(Province, ProvinceMention, "province", "slug"),
    "city": EntityKind(City, CityMention, "city", "slug"),
    "market": EntityKind(ExportMarket, MarketMention, "market", "slug"),
    "product": EntityKind(Product, ProductMention, "product", "slug"),
    "official": EntityKind(Official, OfficialMention, "official", "pk"),
    "organization": EntityKind(Organization, OfficialMention, "post__organization", "pk"),
}
KIND_OF = {kind.model: kind for kind in KINDS.values()}
