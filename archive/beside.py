"""What is named beside an entity: the provinces, products, officials … of the same articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import nlargest
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Max, QuerySet, Value
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


Counts = Mapping[str, Mapping[str, int]]  # of each kind, of each entity by its key


def count_beside(articles: QuerySet[Article]) -> Counts:
    """How many of these articles mention each entity; one query."""
    first, *others = (_counted(kind, articles) for kind in KINDS)
    found: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    for kind, key, article_count in first.union(*others, all=True):
        found[kind][key] = article_count
    return found


def most(counts: Counts, count: int, without: Named) -> list[Beside]:
    """So many entities of each kind, the most frequent first and then by name; one query."""
    own = type(without), str(getattr(without, "slug", without.pk))
    likely = []
    for kind, some in counts.items():
        others = {key: n for key, n in some.items() if (KINDS[kind].model, key) != own}
        least = min(nlargest(count, others.values()), default=0)
        likely += [Beside(kind, key, n) for key, n in others.items() if n >= least]
    names = {row: sort_key(name) for row, (name, _) in _names(likely).items()}
    known = sorted(
        (row for row in likely if row in names),
        key=lambda row: (-row.article_count, names[row], row.key),
    )
    return [row for kind in KINDS for row in [one for one in known if one.kind == kind][:count]]


def related(beside: Iterable[Beside]) -> dict[str, list[Related]]:
    """The entities by kind, with their names as they are now; one query."""
    found: dict[str, list[Related]] = {kind: [] for kind in KINDS}
    for row, (name, role) in _names(beside).items():
        found[row.kind].append(Related(row.kind, row.key, name, role, row.article_count))
    return found


def _names(beside: Iterable[Beside]) -> dict[Beside, tuple[str, str]]:
    """Name and role of each entity that is there still, in this order; one query."""
    rows = {(row.kind, row.key): row for row in beside}
    keys: dict[str, list[str]] = {}
    for kind, key in rows:
        keys.setdefault(kind, []).append(key)
    named = [_named(kind, some) for kind, some in keys.items()]
    found = named[0].union(*named[1:], all=True) if named else []
    names = {(kind, key): (name, role) for kind, key, name, role in found}
    return {row: names[of] for of, row in rows.items() if of in names}


def _counted(name: str, articles: QuerySet[Article]) -> QuerySet[Any, Any]:
    """One kind of entity of these articles: kind, key, count."""
    kind = KINDS[name]
    mentions = kind.mentions.objects.standing().filter(
        article__in=articles.order_by().values("pk"), **{f"{kind.path}__isnull": False}
    )
    named = mentions.order_by().values(kind=Value(name), key=Cast(kind.key_path, CharField()))
    counted = named.annotate(n=Count("article", distinct=True))
    return counted.values_list("kind", "key", "n")


def _named(name: str, keys: list[str]) -> QuerySet[Any, Any]:
    """These entities of one kind: kind, key, name, role."""
    kind = KINDS[name]
    rows = kind.model.objects.filter(**{f"{kind.key}__in": keys}).order_by()
    role = Max("posts__role") if name == "official" else Value(None, CharField())
    return rows.values_list(Value(name), Cast(kind.key, CharField()), "name", role)
