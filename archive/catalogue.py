"""The queries behind the pages: entities with their counts, articles with their evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeVar, cast

import jdatetime
from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    Min,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)

from archive.entity_kinds import KIND_OF
from archive.entity_words import EntityWords, entity_words
from archive.extract.types import Part
from archive.ingest.records import DatePrecision
from archive.models import (
    Article,
    ArticleStatus,
    ExportMarket,
    MentionState,
    Official,
    Organization,
    Post,
    Product,
    Province,
    Source,
    SourceRights,
)
from archive.models.ordering import Alphabetical
from archive.passages import Sentence, evidence_sentence
from persian.jalali import day_bounds, jalali_date, to_gregorian

M = TypeVar("M", bound=Model)
AnyMention = Any  # a row of one of the mention models; their common base is abstract

DAY_KNOWN = (DatePrecision.MINUTE, DatePrecision.DAY)
_count: Callable[[Model], int] = attrgetter("article_count")


@dataclass(frozen=True)
class ArticleLine:
    """One article in a list, whom it names, and the sentence that names the entity of the page."""

    article: Article
    words: EntityWords
    evidence: Sentence | None = None


def mentioned(entities: QuerySet[M]) -> QuerySet[M]:
    """The entities that published articles mention, each with its `article_count`, most first.

    Shaped so that indexes alone answer: articles are wide rows, and few are not published.
    """
    kind = KIND_OF[entities.model]
    unpublished = Article.objects.filter(status__in=[ArticleStatus.DRAFT, ArticleStatus.WITHDRAWN])
    mentions = kind.mentions.objects.standing().filter(**{kind.path: OuterRef("pk")}).order_by()
    mentions = mentions.exclude(article__in=unpublished.order_by().values("pk"))
    count = mentions.values(kind.path).values(n=Count("article", distinct=True))
    counted = entities.filter(Exists(mentions)).annotate(article_count=Subquery(count))
    return cast("QuerySet[M]", counted.order_by("-article_count", Alphabetical("name")))


def time_span(entity: Named) -> tuple[datetime | None, datetime | None]:
    """When the first and the last dated article of an entity were published."""
    span = articles_of(entity).order_by().aggregate(Min("published_at"), Max("published_at"))
    return span["published_at__min"], span["published_at__max"]


def count_of(mentions: str) -> Count:
    """The number of published articles in which any of these mentions of a row stands."""
    standing = Q((f"{mentions}__article__status", ArticleStatus.PUBLISHED)) & ~Q(
        (f"{mentions}__state", MentionState.REJECTED)
    )
    return Count(f"{mentions}__article", filter=standing, distinct=True)


def organizations_with_counts() -> QuerySet[Organization]:
    """The organizations that articles mention, each with its `article_count`, most first."""
    counted = Organization.objects.current().annotate(article_count=count_of("posts__mentions"))
    return counted.filter(article_count__gt=0).order_by("-article_count", Alphabetical("name"))


def on_this_day(today: jdatetime.date, count: int) -> list[Article]:
    """One article for each earlier year of this day of the Jalali calendar, the latest first."""
    published = Article.objects.published()
    first = published.aggregate(first=Min("published_at"))["first"]
    if first is None:
        return []
    exact = published.filter(published_precision__in=DAY_KNOWN).order_by()
    days: list[QuerySet[Any, Any]] = []
    for year in range(jalali_date(first).year, today.year):
        with suppress(ValueError):  # 30 Esfand is not in every year
            begins, ends = day_bounds(to_gregorian(year, today.month, today.day))
            day = exact.filter(published_at__gte=begins, published_at__lt=ends)
            days.append(day.values_list("pk", "published_at"))
    of_year: dict[int, int] = {}
    # A union finds each day in the index; days that are joined by OR read it from end to end.
    found: QuerySet[Any, Any] = Article.objects.none().union(*days, all=True)
    for number, moment in found.order_by("-published_at", "-pk"):
        of_year.setdefault(jalali_date(moment).year, number)
    return whole(list(of_year.values())[:count])


def provinces_with_counts() -> list[tuple[Province, int]]:
    """All 31 provinces by name, each with its number of articles; two queries."""
    counts = {province: _count(province) for province in mentioned(Province.objects.all())}
    return [(province, counts.get(province, 0)) for province in Province.objects.all()]


def officials_with_posts() -> QuerySet[Official]:
    """The officials that articles mention, with counts and posts."""
    return mentioned(Official.objects.all()).prefetch_related(posts_first())


def posts_first() -> Prefetch[str]:
    """Officials' posts with organization and province, last seen first."""
    posts = Post.objects.select_related("organization", "province")
    return Prefetch("posts", posts.order_by(F("last_seen_on").desc(nulls_last=True), "role"))


def posts_at(organization: Organization) -> QuerySet[Post]:
    """The posts at the organization with their officials, last seen first."""
    return organization.posts.select_related("official").order_by(
        F("last_seen_on").desc(nulls_last=True), Alphabetical("official__name")
    )


def sources_with_counts() -> QuerySet[Source]:
    """The sources of published articles, each with its `article_count`, most first."""
    articles = Article.objects.published().filter(source=OuterRef("pk")).order_by()
    count = articles.values("source").values(n=Count("pk"))
    counted = Source.objects.filter(Exists(articles)).annotate(article_count=Subquery(count))
    return counted.order_by("-article_count", Alphabetical("name"))


def articles_with(mentions: QuerySet[Any]) -> QuerySet[Article]:
    """The published articles that hold one of these mentions, newest first, undated last."""
    return Article.objects.published().filter(pk__in=mentions.order_by().values("article"))


def articles_of(entity: Named) -> QuerySet[Article]:
    """The published articles of an entity, newest first, undated last."""
    if isinstance(entity, Source):
        return Article.objects.published().filter(source=entity)
    return articles_with(_mentions_of(entity))


def _mentions_of(entity: Named) -> QuerySet[AnyMention]:
    """The standing mentions of an entity; a source is named by none."""
    kind = KIND_OF[type(entity)]
    return kind.mentions.objects.standing().filter(**{kind.path: entity})


def whole(numbers: Iterable[int]) -> list[Article]:
    """The published articles of these numbers in this order, with their sources.

    To sort numbers first and fetch the whole rows of one page after spares reading every body.
    """
    return Article.objects.select_related("source").published_of(numbers)


Named = Province | ExportMarket | Product | Official | Organization | Source


def lines(numbers: Sequence[int], entity: Named) -> list[ArticleLine]:
    """The articles of these numbers as lines, with their entities; three queries.

    Each with the sentence that tells most of the entity.
    """
    words = entity_words(numbers)
    mentions: dict[int, list[AnyMention]] = defaultdict(list)
    if not isinstance(entity, Source):
        for mention in _mentions_of(entity).filter(article__in=numbers):
            mentions[mention.article_id].append(mention)
    return [
        ArticleLine(article, words[article.pk], _evidence(article, mentions[article.pk]))
        for article in whole(numbers)
    ]


def _evidence(article: Article, mentions: Sequence[AnyMention]) -> Sentence | None:
    if not mentions or article.source.rights == SourceRights.LINK:
        return None
    # The headline is on the line already, so a sentence of the text tells more.
    best = min(mentions, key=lambda m: (m.part in {Part.HEADLINE, Part.KICKER}, m.start))
    text: str = getattr(article, best.part)
    return evidence_sentence(best.sentence, text[best.start : best.end])
