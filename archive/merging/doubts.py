"""What speaks against a merge, and what it would fold into one: for an editor to look at first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice
from typing import Any

from django.db.models import Count, QuerySet

from archive.merging.moves import clashing
from archive.models import Article, Official, OfficialMention, Organization, Post, Source
from archive.models.merging import Entity
from persian.digits import format_number

ARTICLES, RIVALS = 3, 3


@dataclass(frozen=True)
class Doubt:
    """One thing to look at, with some of the articles that show it."""

    text: str
    articles: list[Article] = field(default_factory=list)


def doubts(entities: Sequence[Entity]) -> list[Doubt]:
    """What to look at before entities of one kind are merged; none is a refusal by itself."""
    return list(_DOUBTS[type(entities[0])](entities)) if len(entities) > 1 else []


def _officials(officials: Sequence[Official]) -> Iterator[Doubt]:
    mentions = OfficialMention.objects.standing().filter(official__in=officials).order_by()
    named = mentions.values("article").annotate(people=Count("official", distinct=True))
    yield from _both_in(named.filter(people__gt=1), "این نام‌ها با هم آمده‌اند؛ شاید چند نفر باشند.")
    posts = Post.objects.filter(official__in=officials).select_related("organization")
    pairs = combinations(posts.order_by("official", "pk"), 2)
    for one, other in islice((pair for pair in pairs if _are_rivals(*pair)), RIVALS):
        yield Doubt(f"در یک زمان در دو سازمان: «{one}» و «{other}».")
    yield from _folded(Post.objects.filter(official__in=officials), "organization", "role")


def _organizations(organizations: Sequence[Organization]) -> Iterator[Doubt]:
    provinces = {o.province.name for o in organizations if o.province}
    if len(provinces) > 1:
        yield Doubt(f"استان‌هایشان یکی نیست: {'، '.join(sorted(provinces))}.")
    mentions = OfficialMention.objects.standing().filter(post__organization__in=organizations)
    named = mentions.order_by().values("article")
    several = named.annotate(n=Count("post__organization", distinct=True)).filter(n__gt=1)
    yield from _both_in(several, "این نام‌ها با هم آمده‌اند؛ شاید چند سازمان باشند.")
    yield from _folded(Post.objects.filter(organization__in=organizations), "official", "role")


def _sources(sources: Sequence[Source]) -> Iterator[Doubt]:
    if len({source.rights for source in sources}) > 1:
        yield Doubt("حق انتشارشان یکی نیست؛ مقاله‌ها حق منبعی را می‌گیرند که می‌ماند.")
    for one, other in combinations(sources, 2):
        taken = clashing(one.articles.all(), other)
        if count := taken.count():
            yield Doubt(
                f"{format_number(count)} مقاله با یک شناسه یا یک متن در «{one}» و «{other}» هست؛"
                " تا یکی از هر دو پاک نشود این‌ها یکی نمی‌شوند.",
                list(taken[:ARTICLES]),
            )


_DOUBTS: dict[type[Entity], Callable[[Any], Iterator[Doubt]]] = {
    Official: _officials,
    Organization: _organizations,
    Source: _sources,
}


def _both_in(named: QuerySet[Any, Any], what: str) -> Iterator[Doubt]:
    if count := named.count():
        first = named.order_by("-article").values("article")[:ARTICLES]
        articles = Article.objects.filter(pk__in=[row["article"] for row in first])
        yield Doubt(f"در {format_number(count)} مقاله {what}", list(articles))


def _are_rivals(one: Post, other: Post) -> bool:
    """Whether two persons were seen in two organizations at one time."""
    organizations = {one.organization_id, other.organization_id}
    if one.official_id == other.official_id or None in organizations or len(organizations) == 1:
        return False
    days = [one.first_seen_on, one.last_seen_on, other.first_seen_on, other.last_seen_on]
    known = [day for day in days if day]
    return len(known) == 4 and known[0] <= known[3] and known[2] <= known[1]


def _folded(posts: QuerySet[Post], *same: str) -> Iterator[Doubt]:
    counts = posts.order_by().values(*same).annotate(n=Count("pk")).filter(n__gt=1)
    if count := counts.count():
        yield Doubt(f"{format_number(count)} سمت در بیش از یکی هست و یکی می‌شود.")
