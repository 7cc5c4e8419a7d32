"""What the database answers while the index heals: plain substring search, newest first."""

from time import perf_counter

from django.db import DatabaseError
from django.db.models import F, Q

from archive.extract.types import Part
from archive.ingest.records import DatePrecision
from archive.models import Article
from archive.models.article import ArticleQuerySet
from archive.reading import visible_text
from persian.jalali import FIRST_YEAR, LAST_YEAR, day_bounds, month_bounds
from search.exceptions import SearchUnavailable
from search.facets import articles_with, build_facets
from search.highlight import Marker, best_passage
from search.params import NONE_VALUE, Hit, SearchPage, SearchParams, Slice, Sort
from search.syntax import Everything

_SYNTAX = str.maketrans(dict.fromkeys('"()*:~', " "))


def browse_database(params: SearchParams) -> SearchPage:
    """One page of the articles that hold every word as typed, with a note that the index is away.

    Raises:
        SearchUnavailable: the database cannot answer either.
    """
    began = perf_counter()
    articles = _matching(params)
    start = (params.page - 1) * params.per_page
    try:
        total = articles.count()
        hits = list(articles[start : start + params.per_page]) if start < total else []
        return SearchPage(
            params=params,
            hits=tuple(_hit(article) for article in hits),
            total=total,
            facets=build_facets(params, {}),
            histogram=(),
            took_ms=(perf_counter() - began) * 1000,
            total_all_words=total,
            is_fallback=True,
        )
    except DatabaseError as error:
        raise SearchUnavailable("neither the index nor the database can be read") from error


def matching_ids(params: SearchParams) -> list[int]:
    """The numbers of all articles that hold every word as typed, in the order asked for.

    Raises:
        SearchUnavailable: the database cannot answer either.
    """
    try:
        return list(_matching(params).values_list("pk", flat=True))
    except DatabaseError as error:
        raise SearchUnavailable("neither the index nor the database can be read") from error


def _matching(params: SearchParams) -> ArticleQuerySet:
    condition = Q()
    for word in params.text.translate(_SYNTAX).split():
        condition &= Q(*((f"{name}__icontains", word) for name in Part), _connector=Q.OR)
    for facet, values in params.chosen.items():
        condition &= articles_with(facet, values)
    for facet, values in params.excluded.items():
        condition &= ~articles_with(facet, values)
    if params.months:
        condition &= _in_months(params.months)
    if params.first_day:
        condition &= Q(published_at__gte=day_bounds(params.first_day)[0])
    if params.last_day:
        condition &= Q(published_at__lt=day_bounds(params.last_day)[1])
    published = F("published_at")
    order = (
        (published.asc(nulls_last=True), "pk")
        if params.sort is Sort.OLDEST
        else (published.desc(nulls_last=True), "-pk")
    )
    return Article.objects.published().filter(condition).select_related("source").order_by(*order)


def _in_months(months: tuple[str, ...]) -> Q:
    has_month = Q(published_at__isnull=False) & ~Q(published_precision=DatePrecision.YEAR)
    condition = ~has_month if NONE_VALUE in months else Q(pk__in=[])
    for month in months:
        if month == NONE_VALUE:
            continue
        year, number = map(int, month.split("-"))
        if FIRST_YEAR <= year <= LAST_YEAR:
            first, after = month_bounds(year, number)
            condition |= has_month & Q(published_at__gte=first, published_at__lt=after)
    return condition


def _hit(article: Article) -> Hit:
    snippet = best_passage(visible_text(article), Marker(Everything()))
    return Hit(article, (Slice(article.display_headline, False),), snippet, score=0.0)
