"""The kinds of mentions that editors review, in the order of the article's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.models import (
    City,
    CityMention,
    ExportMarket,
    Figure,
    MarketMention,
    Official,
    OfficialMention,
    Product,
    ProductMention,
    Province,
    ProvinceMention,
    Quote,
)


@dataclass(frozen=True)
class Kind:
    """One kind; `entity` is the field that says what a mention of it names."""

    slug: str
    label: str
    mentions: Any  # the models share an abstract base, which has no manager to type these by
    entity: str
    entities: Any

    @property
    def is_statement(self) -> bool:
        """Whether a mention tells who speaks rather than what is named."""
        return self.entity == "speaker"

    @property
    def number(self) -> int:
        return list(KINDS).index(self.slug)


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("province", "استان", ProvinceMention, "province", Province),
        Kind("city", "شهر", CityMention, "city", City),
        Kind("market", "بازار صادراتی", MarketMention, "market", ExportMarket),
        Kind("product", "محصول", ProductMention, "product", Product),
        Kind("official", "مسئول", OfficialMention, "official", Official),
        Kind("quote", "نقل قول", Quote, "speaker", Official),
        Kind("figure", "رقم", Figure, "speaker", Official),
    )
}


def kind_of(mention: Any) -> Kind:
    """The kind that a mention is of."""
    return next(kind for kind in KINDS.values() if isinstance(mention, kind.mentions))


def surface_of(mention: Any) -> str:
    """The words of the article that were read as a name, as printed."""
    text: str = getattr(mention.article, mention.part)
    return text[mention.start : mention.end]
