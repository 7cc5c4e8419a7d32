"""Articles and entities for programs: /api/v1/articles/<id>, /api/v1/provinces …"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, TypeVar

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from archive import statements
from archive.api_schemas import (
    Cities,
    Figures,
    Markets,
    Officials,
    Organizations,
    Places,
    Products,
    Quotes,
)
from archive.catalogue import count_of
from archive.models import (
    ArticleStatus,
    City,
    ExportMarket,
    Figure,
    Official,
    Organization,
    Post,
    Product,
    Province,
    Quote,
    Source,
)
from archive.models.ordering import Alphabetical
from archive.serializers import article_dict
from archive.views import readable

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


@router.get(
    "/articles/{article_id}",
    response={200: dict[str, Any], 404: dict[str, Any], 410: dict[str, Any]},
    tags=["articles"],
    summary="One article",
)
def article(request: HttpRequest, article_id: int) -> Status[dict[str, Any]]:
    """The article with the text that its source's rights allow; 410 when it was withdrawn."""
    found = readable(article_id)
    if found.status == ArticleStatus.WITHDRAWN:
        error = {"code": "withdrawn", "message": found.withdrawn_reason}
        return Status(410, {"error": error})
    return Status(200, {"id": found.pk, "page": found.get_absolute_url(), **article_dict(found)})


@router.get("/provinces", response=Places, tags=["places"], summary="All provinces")
def provinces(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    return _entities(_with_mentions(Province.objects.all()), paging)


@router.get("/cities", response=Cities, tags=["places"], summary="All cities")
def cities(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    return _entities(_with_mentions(City.objects.select_related("province")), paging)


@router.get("/markets", response=Markets, tags=["places"], summary="All export markets")
def markets(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    return _entities(_with_mentions(ExportMarket.objects.all()), paging)


@router.get("/products", response=Products, tags=["products"], summary="All products")
def products(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    return _entities(_with_mentions(Product.objects.all()), paging)


@router.get("/quotes", response=Quotes, tags=["statements"], summary="Who said what")
def quotes(
    request: HttpRequest, paging: Query[Paging], official: int | None = None
) -> dict[str, Any]:
    """The quotes of published articles, newest first; of one official if given."""
    speaker = get_object_or_404(Official, pk=official).current if official is not None else None
    return _statements(Quote, statements.quotes_of(speaker), paging)


@router.get("/figures", response=Figures, tags=["statements"], summary="All figures")
def figures(
    request: HttpRequest, paging: Query[Paging], bounds: Query[FigureBounds]
) -> dict[str, Any]:
    """The figures of published articles, by unit and size."""
    form = statements.FigureForm(bounds.dict(exclude_none=True))
    rows = form.figures() if form.is_valid() else Figure.objects.none()
    return _statements(Figure, rows, paging)


@router.get("/officials", response=Officials, tags=["people"], summary="All officials")
def officials(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    posts = Prefetch("posts", Post.objects.select_related("organization"))
    return _entities(_with_mentions(Official.objects.current()).prefetch_related(posts), paging)


@router.get("/organizations", response=Organizations, tags=["people"], summary="All organizations")
def organizations(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    return _entities(_with_mentions(Organization.objects.current(), "posts__mentions"), paging)


@router.get("/sources", response=Places, tags=["sources"], summary="All sources")
def sources(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    published = Count("articles", filter=Q(articles__status=ArticleStatus.PUBLISHED))
    return _entities(Source.objects.current().annotate(article_count=published), paging)


def _with_mentions(rows: QuerySet[Any], mentions: str = "mentions") -> QuerySet[Any]:
    """The rows with the number of published articles that mention them."""
    return rows.annotate(article_count=count_of(mentions))


def _entities(rows: QuerySet[Any], paging: Paging) -> dict[str, Any]:
    """One page of entities, those that most articles name first."""
    ordered = rows.order_by("-article_count", Alphabetical("name"), "pk")
    return _listing(rows.count(), paging, ordered[_shown(paging)])


def _statements(model: type[S], rows: QuerySet[S], paging: Paging) -> dict[str, Any]:
    """One page of quotes or figures, in the order of the rows."""
    numbers = rows.values_list("pk", flat=True)[_shown(paging)]
    return _listing(rows.count(), paging, statements.whole(model, numbers))


def _shown(paging: Paging) -> slice:
    start = (paging.page - 1) * paging.per_page
    return slice(start, start + paging.per_page)


def _listing(total: int, paging: Paging, results: Sequence[Any] | QuerySet[Any]) -> dict[str, Any]:
    pages = max(1, -(-total // paging.per_page))
    return {"total": total, "page": paging.page, "pages": pages, "results": list(results)}
