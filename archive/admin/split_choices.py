"""What an official, organization or source is split by: articles or posts to tick, and the deed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from archive.admin.pages import row_id
from archive.merging import split_official, split_organization, split_source
from archive.models import (
    Article,
    Official,
    OfficialMention,
    Organization,
    Post,
    Rearrangement,
    Source,
)

SHOWN_CHOICES = 100
WHOLE = "whole"  # the group of all that was searched for
NO_POST = "none"


@dataclass(frozen=True)
class Choice:
    """One article or post that may belong to another."""

    key: int
    label: str
    detail: str
    article: Article | None = None


@dataclass(frozen=True)
class Group:
    """Choices that can also be taken as a whole; `size` counts those that are not shown too."""

    key: str
    label: str
    choices: list[Choice]
    size: int


@dataclass(frozen=True)
class Splitting:
    """How one kind of entity is split: what is to choose, what was chosen, and the deed.

    `find` returns the articles or posts of the groups and choices that were ticked.
    """

    what: str
    name: str
    groups: Callable[[Any, str], list[Group]]
    find: Callable[[Any, str, Collection[str], Collection[str]], list[int]]
    split: Callable[..., Rearrangement]
    is_searched: bool = False


def _mentions(official: Official) -> QuerySet[OfficialMention]:
    mentions = official.mentions.select_related("article", "post__organization")
    return mentions.defer("article__lead", "article__body").order_by("-article", "part", "start")


def _groups_of_official(official: Official, query: str) -> list[Group]:
    by_post: dict[Post | None, dict[int, OfficialMention]] = {}
    for mention in _mentions(official):
        by_post.setdefault(mention.post, {}).setdefault(mention.article_id, mention)
    return [
        Group(
            str(post.pk) if post else NO_POST,
            str(post or "بدون سمت"),
            [_article_choice(m.article, m.sentence) for m in list(first.values())[:SHOWN_CHOICES]],
            len(first),
        )
        for post, first in by_post.items()
    ]


def _find_of_official(
    official: Official, query: str, groups: Collection[str], rows: Collection[str]
) -> list[int]:
    posts = [key for text in groups if (key := row_id(text))]
    wanted = Q(article__in=rows) | Q(post__in=posts)
    if NO_POST in groups:
        wanted |= Q(post=None)
    return list(official.mentions.filter(wanted).values_list("article", flat=True))


def _groups_of_organization(organization: Organization, query: str) -> list[Group]:
    posts = organization.posts.select_related("official").order_by("role", "pk")
    choices = [Choice(post.pk, post.official.name, post.role) for post in posts[:SHOWN_CHOICES]]
    return [Group("", "سمت‌ها", choices, posts.count())] if choices else []


def _find_of_organization(
    organization: Organization, query: str, groups: Collection[str], rows: Collection[str]
) -> list[int]:
    return list(organization.posts.filter(pk__in=rows).values_list("pk", flat=True))


def _searched(source: Source, query: str) -> QuerySet[Article]:
    articles = source.articles.select_related("source").order_by("-pk")
    fields = ("headline", "url", "external_id")
    for word in query.split():
        holds = [Q((f"{field}__icontains", word)) for field in fields]
        articles = articles.filter(holds[0] | holds[1] | holds[2])
    return articles


def _groups_of_source(source: Source, query: str) -> list[Group]:
    articles = _searched(source, query)
    choices = [_article_choice(article, article.url) for article in articles[:SHOWN_CHOICES]]
    return [Group(WHOLE if query else "", "مقاله‌ها", choices, articles.count())] if choices else []


def _find_of_source(
    source: Source, query: str, groups: Collection[str], rows: Collection[str]
) -> list[int]:
    searched = _searched(source, query)
    wanted = searched if WHOLE in groups and query else source.articles.filter(pk__in=rows)
    return list(wanted.values_list("pk", flat=True))


def _article_choice(article: Article, detail: str) -> Choice:
    return Choice(article.pk, article.display_headline, detail, article)


SPLITTINGS: dict[type, Splitting] = {
    Official: Splitting(
        "سمت‌ها و مقاله‌هایی که از آنِ کسی دیگر است",
        "نام آن کس",
        _groups_of_official,
        _find_of_official,
        split_official,
    ),
    Organization: Splitting(
        "سمت‌هایی که از آنِ سازمانی دیگر است",
        "نام آن سازمان",
        _groups_of_organization,
        _find_of_organization,
        split_organization,
    ),
    Source: Splitting(
        "مقاله‌هایی که از آنِ منبعی دیگر است",
        "نام آن منبع",
        _groups_of_source,
        _find_of_source,
        split_source,
        is_searched=True,
    ),
}
