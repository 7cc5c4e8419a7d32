"""Articles and entities for programs: /api/v1/articles/<id>, /api/v1/provinces …"""

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from archive import statements
from archive.models import (
    Article,
    ArticleStatus,
    City,
    ExportMarket,
    Figure,
    MentionState,
    Official,
    Organization,
    Post,
    Product,
    Province,
    Quote,
    Source,
)
from archive.models.ordering import Alphabetical
from archive.serializers import article_dict, figure_dict

S = TypeVar("S", Quote, Figure)

MAX_PAGE = 100_000

router = Router()


class Paging(Schema):
    page: Annotated[int, Field(ge=1, le=MAX_PAGE)] = 1
    per_page: Annotated[int, Field(ge=1, le=100)] = 20


class FigureBounds(Schema):
    unit: Annotated[str, Field(max_length=statements.MAX_TEXT)] = ""
    at_least: float | None = None
    at_most: float | None = None
    sort: Literal["newest", "largest"] = "newest"


class PlaceOut(Schema):
    slug: str
    name: str
    url: str
    articles: int


class MarketOut(PlaceOut):
    kind: str


class ProductOut(PlaceOut):
    hs_chapter: str


class SaidOut(Schema):
    speaker: str
    speaker_url: str | None
    article: int
    article_url: str


class QuoteOut(SaidOut):
    text: str
    verb: str


class FigureOut(SaidOut):
    value: float
    unit: str
    text: str
    approximate: bool
    bound: str
    of: str
    period: str


class PostOut(Schema):
    role: str
    organization: str | None


class OfficialOut(Schema):
    id: int
    name: str
    url: str
    articles: int
    posts: list[PostOut]


class CityOut(PlaceOut):
    province: str


class OrganizationOut(Schema):
    id: int
    name: str
    url: str
    articles: int


class Listing(Schema):
    total: int
    page: int
    pages: int


class Places(Listing):
    results: list[PlaceOut]


class Markets(Listing):
    results: list[MarketOut]


class Products(Listing):
    results: list[ProductOut]


class Quotes(Listing):
    results: list[QuoteOut]


class Figures(Listing):
    results: list[FigureOut]


class Officials(Listing):
    results: list[OfficialOut]


class Cities(Listing):
    results: list[CityOut]


class Organizations(Listing):
    results: list[OrganizationOut]


@router.get(
    "/articles/{article_id}",
    response={200: dict[str, Any], 404: dict[str, Any], 410: dict[str, Any]},
    tags=["articles"],
    summary="One article",
)
def article(request: HttpRequest, article_id: int) -> Status[dict[str, Any]]:
    """The article with the text that its source's rights allow; 410 when it was withdrawn."""
    published_or_withdrawn = Article.objects.exclude(status=ArticleStatus.DRAFT)
    found = get_object_or_404(
        published_or_withdrawn.select_related("source", "republished_by"),
        pk=article_id,
    )
    if found.status == ArticleStatus.WITHDRAWN:
        error = {"code": "withdrawn", "message": found.withdrawn_reason}
        return Status(410, {"error": error})
    return Status(200, {"id": found.pk, "page": found.get_absolute_url(), **article_dict(found)})


@router.get("/provinces", response=Places, tags=["places"], summary="All provinces")
def provinces(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    return _listing(_with_mentions(Province.objects.all()), paging, _place)


@router.get("/cities", response=Cities, tags=["places"], summary="All cities")
def cities(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    rows = City.objects.select_related("province")
    return _listing(_with_mentions(rows), paging, _city)


@router.get("/markets", response=Markets, tags=["places"], summary="All export markets")
def markets(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    return _listing(_with_mentions(ExportMarket.objects.all()), paging, _market)


@router.get("/products", response=Products, tags=["products"], summary="All products")
def products(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    return _listing(_with_mentions(Product.objects.all()), paging, _product)


@router.get("/quotes", response=Quotes, tags=["statements"], summary="Who said what")
def quotes(
    request: HttpRequest, paging: Query[Paging], official: int | None = None
) -> dict[str, Any]:
    """The quotes of published articles, newest first; of one official if given."""
    speaker = get_object_or_404(Official, pk=official).current if official is not None else None
    return _statements(Quote, statements.quotes_of(speaker), paging, _quote)


@router.get("/figures", response=Figures, tags=["statements"], summary="All figures")
def figures(
    request: HttpRequest, paging: Query[Paging], bounds: Query[FigureBounds]
) -> dict[str, Any]:
    """The figures of published articles, by unit and size."""
    form = statements.FigureForm(bounds.dict(exclude_none=True))
    rows = form.figures() if form.is_valid() else Figure.objects.none()
    return _statements(Figure, rows, paging, _figure)


@router.get("/officials", response=Officials, tags=["people"], summary="All officials")
def officials(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    posts = Prefetch("posts", Post.objects.select_related("organization"))
    rows = _with_mentions(Official.objects.current()).prefetch_related(posts)
    return _listing(rows, paging, _official)


@router.get("/organizations", response=Organizations, tags=["people"], summary="All organizations")
def organizations(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    rows = _with_mentions(Organization.objects.current(), "posts__mentions")
    return _listing(rows, paging, _organization)


@router.get("/sources", response=Places, tags=["sources"], summary="All sources")
def sources(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    published = Count("articles", filter=Q(articles__status=ArticleStatus.PUBLISHED))
    return _listing(Source.objects.current().annotate(article_count=published), paging, _place)


def _with_mentions(rows: QuerySet[Any], mentions: str = "mentions") -> QuerySet[Any]:
    """The rows with the number of published articles that mention them."""
    standing = Q((f"{mentions}__article__status", ArticleStatus.PUBLISHED)) & ~Q(
        (f"{mentions}__state", MentionState.REJECTED)
    )
    count = Count(f"{mentions}__article", filter=standing, distinct=True)
    return rows.annotate(article_count=count)


def _listing(
    rows: QuerySet[Any], paging: Paging, serialize: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    total = rows.count()
    start = (paging.page - 1) * paging.per_page
    ordered = rows.order_by("-article_count", Alphabetical("name"), "pk")
    return {
        "total": total,
        "page": paging.page,
        "pages": max(1, -(-total // paging.per_page)),
        "results": [serialize(row) for row in ordered[start : start + paging.per_page]],
    }


def _place(row: Any) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "name": row.name,
        "url": row.get_absolute_url(),
        "articles": row.article_count,
    }


def _market(row: Any) -> dict[str, Any]:
    return _place(row) | {"kind": row.kind}


def _city(row: Any) -> dict[str, Any]:
    return _place(row) | {"province": row.province.slug}


def _organization(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "url": row.get_absolute_url(),
        "articles": row.article_count,
    }


def _official(row: Any) -> dict[str, Any]:
    posts = [
        {"role": post.role, "organization": post.organization.name if post.organization else None}
        for post in row.posts.all()
    ]
    return {
        "id": row.pk,
        "name": row.name,
        "url": row.get_absolute_url(),
        "articles": row.article_count,
        "posts": posts,
    }


def _product(row: Any) -> dict[str, Any]:
    return _place(row) | {"hs_chapter": row.hs_chapter}


def _statements(
    model: type[S], rows: QuerySet[S], paging: Paging, serialize: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    total = rows.count()
    start = (paging.page - 1) * paging.per_page
    numbers = rows.values_list("pk", flat=True)[start : start + paging.per_page]
    return {
        "total": total,
        "page": paging.page,
        "pages": max(1, -(-total // paging.per_page)),
        "results": [serialize(row) for row in statements.whole(model, numbers)],
    }


def _said(row: Quote | Figure) -> dict[str, Any]:
    return {
        "speaker": row.speaker_name,
        "speaker_url": row.speaker.get_absolute_url() if row.speaker else None,
        "article": row.article_id,
        "article_url": row.article.get_absolute_url(),
    }


def _quote(row: Quote) -> dict[str, Any]:
    return _said(row) | {"text": " ".join(row.text.split()), "verb": row.verb}


def _figure(row: Figure) -> dict[str, Any]:
    return figure_dict(row) | _said(row)
