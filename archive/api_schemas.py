"""The rows of the API's lists; their keys are a contract."""

from typing import Any

from ninja import Schema

from archive.extract.types import Bound
from archive.models import City, Figure, Post, Quote


class EntityOut(Schema):
    """An entity with the number of published articles that name it (`article_count`)."""

    name: str
    url: str
    articles: int

    @staticmethod
    def resolve_url(row: Any) -> str:
        return str(row.get_absolute_url())

    @staticmethod
    def resolve_articles(row: Any) -> int:
        return int(row.article_count)


class PlaceOut(EntityOut):
    slug: str


class CityOut(PlaceOut):
    province: str

    @staticmethod
    def resolve_province(row: City) -> str:
        return row.province.slug


class MarketOut(PlaceOut):
    kind: str


class ProductOut(PlaceOut):
    hs_chapter: str


class OrganizationOut(EntityOut):
    id: int


class PostOut(Schema):
    role: str
    organization: str | None

    @staticmethod
    def resolve_organization(row: Post) -> str | None:
        return row.organization.name if row.organization else None


class OfficialOut(EntityOut):
    id: int
    posts: list[PostOut]


class SaidOut(Schema):
    speaker: str
    speaker_url: str | None
    article: int
    article_url: str

    @staticmethod
    def resolve_speaker(row: Quote | Figure) -> str:
        return row.speaker_name

    @staticmethod
    def resolve_speaker_url(row: Quote | Figure) -> str | None:
        return row.speaker.get_absolute_url() if row.speaker else None

    @staticmethod
    def resolve_article(row: Quote | Figure) -> int:
        return row.article_id

    @staticmethod
    def resolve_article_url(row: Quote | Figure) -> str:
        return row.article.get_absolute_url()


class QuoteOut(SaidOut):
    text: str
    verb: str

    @staticmethod
    def resolve_text(row: Quote) -> str:
        return " ".join(row.text.split())


class FigureOut(SaidOut):
    value: float
    unit: str
    text: str
    approximate: bool
    bound: str
    of: str
    period: str

    @staticmethod
    def resolve_approximate(row: Figure) -> bool:
        return row.bound != Bound.EXACT


class Listing(Schema):
    total: int
    page: int
    pages: int


class Places(Listing):
    results: list[PlaceOut]


class Cities(Listing):
    results: list[CityOut]


class Markets(Listing):
    results: list[MarketOut]


class Products(Listing):
    results: list[ProductOut]


class Officials(Listing):
    results: list[OfficialOut]


class Organizations(Listing):
    results: list[OrganizationOut]


class Quotes(Listing):
    results: list[QuoteOut]


class Figures(Listing):
    results: list[FigureOut]
