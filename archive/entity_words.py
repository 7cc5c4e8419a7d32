"""The entities that articles name, as small coloured words below each article of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from archive.models import MarketMention, Mention, OfficialMention, ProvinceMention
from archive.passages import Kind

MAX_WORDS = 8
# In the order of the words: their colour, the mentions, the entity, what its address holds.
_NAMED: tuple[tuple[Kind, type[Mention], str, str], ...] = (
    ("place", ProvinceMention, "province", "slug"),
    ("market", MarketMention, "market", "slug"),
    ("person", OfficialMention, "official", "pk"),
)


@dataclass(frozen=True)
class EntityWord:
    """A province, market or official named in an article."""

    kind: Kind
    name: str
    url: str


@dataclass(frozen=True)
class EntityWords:
    """The first entities of an article, and how many more it names."""

    words: tuple[EntityWord, ...] = ()
    more_count: int = 0


def entity_words(articles: Collection[int]) -> Mapping[int, EntityWords]:
    """The words of the articles of these numbers; one query."""
    first, *others = (_rows(place, articles) for place in range(len(_NAMED)))
    named: dict[int, dict[tuple[int, str], str]] = defaultdict(dict)
    for article, place, _part, _start, key, name in sorted(first.union(*others, all=True)):
        named[article][place, key] = name
    return defaultdict(EntityWords, ((article, _words(some)) for article, some in named.items()))


def _rows(place: int, articles: Collection[int]) -> QuerySet[Any, Any]:
    """The mentions of one kind of entity: article, place of the kind, where, what."""
    _, model, entity, key = _NAMED[place]
    mentions: QuerySet[Any, Any] = model.objects.standing().filter(article__in=articles).order_by()
    return mentions.values_list(
        "article",
        Value(place),
        "part",
        "start",
        Cast(f"{entity}__{key}", CharField()),
        F(f"{entity}__name"),
    )


def _words(named: Mapping[tuple[int, str], str]) -> EntityWords:
    words = tuple(_word(*one, name) for one, name in islice(named.items(), MAX_WORDS))
    return EntityWords(words, len(named) - len(words))


def _word(place: int, key: str, name: str) -> EntityWord:
    kind, _, entity, _ = _NAMED[place]
    return EntityWord(kind, name, reverse(f"archive:{entity}", args=[key]))
