"""The search for programs: /api/v1/search and /api/v1/suggest."""

from html import escape
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from archive.models import Article
from persian.jalali import jalali_date
from persian.letters import clean_text
from search.autocomplete import suggest
from search.caching import etag
from search.exceptions import SearchUnavailable
from search.forms import MESSAGES, SearchForm
from search.params import FACETS, MAX_QUERY_CHARS, Hit, SearchPage, Slice
from search.queries import search_articles

router = Router(tags=["search"])


class SourceOut(Schema):
    slug: str
    name: str


class HitOut(Schema):
    """One article found; `published` is a Jalali date, the snippet escaped HTML with <mark>."""

    id: int
    external_id: str
    headline: str | None
    snippet: str
    url: str
    source: SourceOut
    published: str | None
    score: float


class FacetValueOut(Schema):
    value: str
    label: str
    count: int
    selected: bool
    excluded: bool


class MonthOut(Schema):
    year: int
    month: int
    count: int


class SearchOut(Schema):
    total: int
    total_all_words: int
    relaxed: bool
    searched_instead: str | None
    suggestion: str | None
    hint: str | None
    also_searched: list[str]
    is_fallback: bool
    took_ms: float
    page: int
    pages: int
    results: list[HitOut]
    facets: dict[str, list[FacetValueOut]]
    histogram: list[MonthOut]


class SuggestionOut(Schema):
    """An entity (`type` is a facet's name, `value` what it takes) or an "article" (its number)."""

    type: str
    label: str
    value: str
    url: str


class ErrorDetail(Schema):
    code: str
    message: str


class ErrorOut(Schema):
    error: ErrorDetail


def _parameter(name: str, kind: str = "string", repeated: bool = False) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": kind}
    if repeated:
        schema = {"type": "array", "items": schema}
    return {"name": name, "in": "query", "required": False, "schema": schema}


PARAMETERS = [
    _parameter("q"),
    *(_parameter(facet, repeated=True) for facet in FACETS),
    *(_parameter(f"not_{facet}", repeated=True) for facet in FACETS),
    _parameter("month", repeated=True),
    *(_parameter(name) for name in ("from", "to", "sort", "exact")),
    *(_parameter(name, "integer") for name in ("page", "per_page")),
]


@router.get(
    "/search",
    response={200: SearchOut, 400: ErrorOut, 503: ErrorOut},
    openapi_extra={"parameters": PARAMETERS},
    summary="Search the articles",
)
def search(request: HttpRequest, response: HttpResponse) -> Status[dict[str, Any]]:
    form = SearchForm(request.GET)
    if not form.is_valid():
        return Status(400, _error("bad_parameter", form.error_message()))
    try:
        page = _page(search_articles(form.params()))
    except SearchUnavailable:
        return Status(503, _error("unavailable", "جست‌وجو اکنون در دسترس نیست."))
    response["ETag"] = etag({**page, "took_ms": None})
    return Status(200, page)


@router.get(
    "/suggest",
    response={200: list[SuggestionOut], 400: ErrorOut},
    summary="Names and headlines that begin so",
)
def suggestions(request: HttpRequest, q: str = "") -> Status[Any]:
    """Up to ten, for any spelling of the beginning; none for a blank one."""
    if len(q) > MAX_QUERY_CHARS:
        return Status(400, _error("bad_parameter", f"q: {MESSAGES['max_length']}"))
    return Status(200, [suggestion._asdict() for suggestion in suggest(clean_text(q))])


def _error(code: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}


def _page(page: SearchPage) -> dict[str, Any]:
    return {
        "total": page.total,
        "total_all_words": page.total_all_words,
        "relaxed": page.relaxed,
        "searched_instead": page.searched_instead or None,
        "suggestion": page.suggestion or None,
        "hint": page.hint or None,
        "also_searched": page.also_searched,
        "is_fallback": page.is_fallback,
        "took_ms": round(page.took_ms, 2),
        "page": page.params.page,
        "pages": page.pages,
        "results": [_hit(hit) for hit in page.hits],
        "facets": {
            facet.name: [
                {
                    "value": value.value,
                    "label": value.label,
                    "count": value.count,
                    "selected": value.is_selected,
                    "excluded": value.is_excluded,
                }
                for value in facet.values
            ]
            for facet in page.facets
        },
        "histogram": [
            {"year": bar.year, "month": bar.month, "count": bar.count} for bar in page.histogram
        ],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    article = hit.article
    return {
        "id": article.pk,
        "external_id": article.external_id,
        "headline": article.headline or None,
        "snippet": "".join(map(_marked, hit.snippet)),
        "url": article.get_absolute_url(),
        "source": {"slug": article.source.slug, "name": article.source.name},
        "published": _published(article),
        "score": round(hit.score, 4),
    }


def _marked(piece: Slice) -> str:
    text = escape(piece.text)
    return f"<mark>{text}</mark>" if piece.is_match else text


def _published(article: Article) -> str | None:
    if article.published_at is None:
        return None
    day = jalali_date(article.published_at)
    return f"{day.year}-{day.month:02}-{day.day:02}"
