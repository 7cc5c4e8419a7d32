"""Entities that a search names or is limited to, to lead readers straight to their pages."""

from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from archive.models import ExportMarket, Official, Province
from persian.letters import identity_key
from search.params import NONE_VALUE, SearchPage

MAX_ENTITIES = 3
MAX_NAME_CHARS = 60
_WITH_PAGES = {"province", "market", "product", "official", "organization", "source"}


@dataclass(frozen=True)
class Entity:
    """An entity with its page; `kind` is a facet's name, `detail` what tells it from others."""

    kind: str
    label: str
    detail: str
    url: str


def entities_of(page: SearchPage) -> list[Entity]:
    """What the first page of a search is about: the names of its words and of its filters."""
    if page.params.page > 1:
        return []
    found = [*_chosen(page), *named_entities(page.searched_text)]
    return list({entity.url: entity for entity in found}.values())[:MAX_ENTITIES]


def _chosen(page: SearchPage) -> list[Entity]:
    return [
        Entity(facet.name, value.label, facet.label, reverse(f"archive:{facet.name}", args=[key]))
        for facet in page.facets
        if facet.name in _WITH_PAGES
        for value in facet.values
        for key in [value.value]
        if value.is_selected and key not in {NONE_VALUE, value.label}
    ]


def named_entities(text: str) -> list[Entity]:
    """The officials, provinces and markets that the text names as a whole."""
    key = identity_key(text.strip(' "«»'))
    if not key or len(key) > MAX_NAME_CHARS:
        return []
    return [*_officials(key), *_places(key)][:MAX_ENTITIES]


def _officials(key: str) -> list[Entity]:
    named = Q(key=key) | Q(key__endswith=f" {key}")  # the whole name or the family name
    meant = Official.objects.filter(named).values_list(Coalesce("merged_into", "pk"))
    officials = Official.objects.filter(pk__in=meant).prefetch_related("posts__organization")
    found = []
    for official in officials[:MAX_ENTITIES]:
        post = next(iter(official.posts.all()), None)
        found.append(
            Entity("official", official.name, str(post or ""), official.get_absolute_url())
        )
    return found


def _places(key: str) -> list[Entity]:
    return [
        Entity(kind, name, detail, reverse(f"archive:{kind}", args=[slug]))
        for kind, rows, detail in (
            ("province", Province.objects, "استان"),
            ("market", ExportMarket.objects, "بازار صادراتی"),
        )
        for slug, name in rows.order_by().values_list("slug", "name")
        if identity_key(name) == key
    ]
