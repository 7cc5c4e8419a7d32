"""The queries behind the pages: entities with their counts, articles with their evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar, cast

from django.db.models import Count, F, Model, Prefetch, Q, QuerySet, prefetch_related_objects

from archive.extract.types import Part
from archive.models import (
    Article,
    ArticleStatus,
    MarketMention,
    MentionState,
    Official,
    OfficialMention,
    Organization,
    Post,
    Province,
    ProvinceMention,
    Source,
    SourceRights,
)
from archive.passages import Sentence, evidence_sentence

M = TypeVar("M", bound=Model)
AnyMention = Any  # a row of one of the five mention models; their common base is abstract

STANDING = (MentionState.SUGGESTED, MentionState.CONFIRMED)
_count: Callable[[Model], int] = attrgetter("article_count")


@dataclass(frozen=True)
class ArticleLine:
    """One article in a list, with the sentence that names the entity of the page."""

    article: Article
    evidence: Sentence | None = None


def mentioned(entities: QuerySet[M], among: QuerySet[Article] | None = None) -> QuerySet[M]:
    """The entities that published articles mention, each with its `article_count`, most first.

    With `among`, only these articles count.
    """
    standing = Q(mentions__state__in=STANDING, mentions__article__status=ArticleStatus.PUBLISHED)
    if among is not None:
        standing &= Q(mentions__article__in=among.order_by().values("pk"))
    counted = entities.filter(standing).annotate(
        article_count=Count("mentions__article", distinct=True)
    )
    return cast("QuerySet[M]", counted.order_by("-article_count", "name"))


def provinces_with_counts() -> list[tuple[Province, int]]:
    """All 31 provinces by name, each with its number of articles; two queries."""
    counts = {province: _count(province) for province in mentioned(Province.objects.all())}
    return [(province, counts.get(province, 0)) for province in Province.objects.all()]


def sources_with_counts() -> QuerySet[Source]:
    """The sources of published articles, each with its `article_count`, most first."""
    counted = Source.objects.filter(articles__status=ArticleStatus.PUBLISHED).annotate(
        article_count=Count("articles")
    )
    return counted.order_by("-article_count", "name")


def articles_with(mentions: QuerySet[Any]) -> QuerySet[Article]:
    """The published articles that hold one of these mentions, newest first, undated last."""
    return Article.objects.published().filter(pk__in=mentions.values("article"))


def posts_at(organization: Organization) -> QuerySet[Post]:
    """The posts at the organization with their officials, last seen first."""
    return organization.posts.select_related("official").order_by(
        F("last_seen_on").desc(nulls_last=True), "official__name"
    )


def posts_first() -> Prefetch[str]:
    """Officials' posts with organization and province, last seen first."""
    posts = Post.objects.select_related("organization", "province")
    return Prefetch("posts", posts.order_by(F("last_seen_on").desc(nulls_last=True), "role"))


def prefetch_entities(articles: Sequence[Article]) -> None:
    """Fetch the provinces, markets and officials of all the articles, in three queries."""
    prefetch_related_objects(
        articles,
        Prefetch("provincementions", ProvinceMention.objects.standing().select_related("province")),
        Prefetch("marketmentions", MarketMention.objects.standing().select_related("market")),
        Prefetch("officialmentions", OfficialMention.objects.standing().select_related("official")),
    )


def lines(articles: Iterable[Article], mentions: QuerySet[Any] | None = None) -> list[ArticleLine]:
    """The articles as lines with their entities; with `mentions`, also a telling sentence each."""
    listed = list(articles)
    prefetch_entities(listed)
    best: dict[int, AnyMention] = {}
    if mentions is not None:
        for mention in mentions.filter(article__in=listed):
            rival = best.get(mention.article_id)
            if rival is None or _telling(mention) < _telling(rival):
                best[mention.article_id] = mention
    return [ArticleLine(article, _evidence(article, best.get(article.pk))) for article in listed]


def _telling(mention: AnyMention) -> tuple[bool, int]:
    """Sort key: the headline is on the line already, so a sentence of the text tells more."""
    return mention.part in {Part.HEADLINE, Part.KICKER}, mention.start


def _evidence(article: Article, mention: AnyMention | None) -> Sentence | None:
    if mention is None or article.source.rights == SourceRights.LINK:
        return None
    text: str = getattr(article, mention.part)
    return evidence_sentence(mention.sentence, text[mention.start : mention.end])


def officials_with_posts(among: QuerySet[Article] | None = None) -> QuerySet[Official]:
    """The officials that articles mention, with counts and posts."""
    return mentioned(Official.objects.all(), among).prefetch_related(posts_first())
