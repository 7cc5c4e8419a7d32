"""Entities as editors tell one from another, before they are merged, split or kept apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from archive.models import Article, Official, OfficialMention, Organization, Post, Source
from archive.models.merging import Entity

SAMPLES = 3
POSTS = 8


@dataclass(frozen=True)
class Sample:
    """An article with the sentence that names the entity; of a source, one of its articles."""

    article: Article
    text: str = ""


@dataclass(frozen=True)
class Portrait:
    """One entity as editors tell it from another; `articles` is how many name it."""

    entity: Any
    articles: int
    counts: list[tuple[str, int]]  # what a merge would move
    samples: list[Sample]
    facts: list[tuple[str, str]] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)  # the last seen first, POSTS of them

    @property
    def aliases(self) -> list[str]:
        """The other names that it has already."""
        return [alias.name for alias in self.entity.aliases.all()]


def portrait(entity: Entity) -> Portrait:
    """The entity as it is now."""
    return _PORTRAITS[type(entity)](entity)


def _official(official: Official) -> Portrait:
    mentions = OfficialMention.objects.standing().filter(official=official)
    posts = official.posts.select_related("organization", "province")
    articles = _articles(mentions)
    return Portrait(
        official,
        articles,
        [
            ("مقاله", articles),
            ("اشاره", mentions.count()),
            ("سمت", posts.count()),
            ("گفته", official.quotes.count()),
            ("رقم", official.figures.count()),
        ],
        _sentences(mentions),
        posts=_last_seen(posts),
    )


def _organization(organization: Organization) -> Portrait:
    mentions = OfficialMention.objects.standing().filter(post__organization=organization)
    posts = organization.posts.select_related("official", "organization", "province")
    articles = _articles(mentions)
    province = organization.province
    return Portrait(
        organization,
        articles,
        [
            ("مقاله", articles),
            ("سمت", posts.count()),
            ("مسئول", posts.order_by().values("official").distinct().count()),
        ],
        _sentences(mentions),
        facts=[("استان", province.name)] if province else [],
        posts=_last_seen(posts),
    )


def _source(source: Source) -> Portrait:
    newest = source.articles.select_related("source").order_by("-pk")[:SAMPLES]
    articles = source.articles.count()
    return Portrait(
        source,
        articles,
        [("مقاله", articles), ("بازنشر", source.republished_articles.count())],
        [Sample(article) for article in newest],
        facts=[("شناسه", source.slug), ("حق انتشار", source.get_rights_display())],
    )


_PORTRAITS: dict[type[Entity], Callable[[Any], Portrait]] = {
    Official: _official,
    Organization: _organization,
    Source: _source,
}


def _articles(mentions: QuerySet[OfficialMention]) -> int:
    return mentions.order_by().values("article").distinct().count()


def _sentences(mentions: QuerySet[OfficialMention]) -> list[Sample]:
    """One sentence from each of the newest articles."""
    newest = mentions.select_related("article").order_by("-article", "part", "start")
    by_article: dict[int, Sample] = {}
    for mention in newest[: 5 * SAMPLES]:
        by_article.setdefault(mention.article_id, Sample(mention.article, mention.sentence))
    return list(by_article.values())[:SAMPLES]


def _last_seen(posts: QuerySet[Post]) -> list[Post]:
    return list(posts.order_by("-last_seen_on", "role", "pk")[:POSTS])
