"""What is named beside an entity: the provinces, products, officials … of the same articles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import CharField, Count, F, Max, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from archive.catalogue import Named
from archive.entity_kinds import KINDS
from archive.models import Article, City
from persian.alphabet import sort_key


class Beside(NamedTuple):
    """An entity, by its kind and its slug or number, and how many of some articles mention it."""

    kind: str
    key: str
    article_count: int


class Related(NamedTuple):
    """An entity that articles mention, with how many of them do; an official has a `role`."""

    kind: str
    key: str
    name: str
    role: str
    article_count: int

    def get_absolute_url(self) -> str:
        if self.kind == "city":
            return City(slug=self.key).get_absolute_url()
        return reverse(f"archive:{self.kind}", args=[self.key])


def named_beside(articles: QuerySet[Article], count: int, without: Named) -> list[Beside]:
    """The entities that these articles mention, the most frequent of each kind; one query."""
    first, *others = (_counted(kind, articles) for kind in KINDS)
    found: dict[str, list[tuple[Beside, str]]] = {kind: [] for kind in KINDS}
    for kind, key, name, articles_with in first.union(*others, all=True):
        found[kind].append((Beside(kind, key, articles_with), name))
    own = type(without), str(getattr(without, "slug", without.pk))
    most: list[Beside] = []
    for kind, rows in found.items():
        rows.sort(key=lambda row: (-row[0].article_count, sort_key(row[1])))
        others_named = [row for row, _ in rows[: count + 1] if (KINDS[kind].model, row.key) != own]
        most += others_named[:count]
    return most


def related(beside: Iterable[Beside]) -> dict[str, list[Related]]:
    """The entities by kind, with their names as they are now; one query."""
    keys: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for kind, key, _ in beside:
        keys[kind].append(key)
    named = [_named(kind, some) for kind, some in keys.items() if some]
    rows = named[0].union(*named[1:], all=True) if named else []
    names = {(kind, key): (name, role) for kind, key, name, role in rows}
    found: dict[str, list[Related]] = {kind: [] for kind in KINDS}
    for kind, key, article_count in beside:
        if (kind, key) in names:
            found[kind].append(Related(kind, key, *names[kind, key], article_count))
    return found


def _counted(name: str, articles: QuerySet[Article]) -> QuerySet[Any, Any]:
    """One kind of entity of these articles: kind, key, name, count."""
    kind = KINDS[name]
    mentions = kind.mentions.objects.standing().filter(
        article__in=articles.order_by().values("pk"), **{f"{kind.path}__isnull": False}
    )
    named = mentions.order_by().values(
        kind=Value(name), key=Cast(kind.key_path, CharField()), name=F(f"{kind.path}__name")
    )
    counted = named.annotate(n=Count("article", distinct=True))
    return counted.values_list("kind", "key", "name", "n")


def _named(name: str, keys: list[str]) -> QuerySet[Any, Any]:
    """These entities of one kind: kind, key, name, role."""
    kind = KINDS[name]
    rows = kind.model.objects.filter(**{f"{kind.key}__in": keys}).order_by()
    role = Max("posts__role") if name == "official" else Value(None, CharField())
    return rows.values_list(Value(name), Cast(kind.key, CharField()), "name", role)
