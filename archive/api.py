"""Articles and entities for programs: /api/v1/articles/<id>, /api/v1/provinces …"""

from collections.abc import Callable
from typing import Annotated, Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from archive.models import (
    Article,
    ArticleStatus,
    ExportMarket,
    MentionState,
    Official,
    Post,
    Province,
    Source,
)
from archive.models.ordering import Alphabetical
from archive.serializers import article_dict

MAX_PAGE = 100_000

router = Router()


class Paging(Schema):
    page: Annotated[int, Field(ge=1, le=MAX_PAGE)] = 1
    per_page: Annotated[int, Field(ge=1, le=100)] = 20


class PlaceOut(Schema):
    slug: str
    name: str
    url: str
    articles: int


class MarketOut(PlaceOut):
    kind: str


class PostOut(Schema):
    role: str
    organization: str | None


class OfficialOut(Schema):
    id: int
    name: str
    url: str
    articles: int
    posts: list[PostOut]


class Listing(Schema):
    total: int
    page: int
    pages: int


class Places(Listing):
    results: list[PlaceOut]


class Markets(Listing):
    results: list[MarketOut]


class Officials(Listing):
    results: list[OfficialOut]


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


@router.get("/markets", response=Markets, tags=["places"], summary="All export markets")
def markets(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    return _listing(_with_mentions(ExportMarket.objects.all()), paging, _market)


@router.get("/officials", response=Officials, tags=["people"], summary="All officials")
def officials(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    posts = Prefetch("posts", Post.objects.select_related("organization"))
    rows = _with_mentions(Official.objects.all()).prefetch_related(posts)
    return _listing(rows, paging, _official)


@router.get("/sources", response=Places, tags=["sources"], summary="All sources")
def sources(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    published = Count("articles", filter=Q(articles__status=ArticleStatus.PUBLISHED))
    return _listing(Source.objects.annotate(article_count=published), paging, _place)


def _with_mentions(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with the number of published articles that mention them."""
    standing = Q(mentions__article__status=ArticleStatus.PUBLISHED) & ~Q(
        mentions__state=MentionState.REJECTED
    )
    return rows.annotate(article_count=Count("mentions__article", filter=standing, distinct=True))


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
