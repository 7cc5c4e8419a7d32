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

from archive.entity_kinds import KINDS
from archive.passages import Kind

MAX_WORDS = 8
# In the order of the words: their colour, and the kind of entity.
_NAMED: tuple[tuple[Kind, str], ...] = (
    ("place", "province"),
    ("market", "market"),
    ("person", "official"),
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
    kind = KINDS[_NAMED[place][1]]
    mentions = kind.mentions.objects.standing().filter(article__in=articles).order_by()
    return mentions.values_list(
        "article",
        Value(place),
        "part",
        "start",
        Cast(kind.key_path, CharField()),
        F(f"{kind.path}__name"),
    )


def _words(named: Mapping[tuple[int, str], str]) -> EntityWords:
    words = tuple(_word(*one, name) for one, name in islice(named.items(), MAX_WORDS))
    return EntityWords(words, len(named) - len(words))


def _word(place: int, key: str, name: str) -> EntityWord:
    colour, entity = _NAMED[place]
    return EntityWord(colour, name, reverse(f"archive:{entity}", args=[key]))
