"""The facets: their labels, the labels of their values, and how the database knows them."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.db.models import Model, Q

from archive.models import (
    City,
    CityMention,
    ExportMarket,
    MarketMention,
    Mention,
    Official,
    OfficialMention,
    Organization,
    Product,
    ProductMention,
    Province,
    ProvinceMention,
    Source,
)
from archive.models.merging import Entity
from persian.alphabet import sort_key
from persian.digits import to_persian_digits
from persian.jalali import FIRST_YEAR, LAST_YEAR, year_bounds
from search.params import FACETS, NONE_VALUE, Facet, FacetValue, SearchParams

FACET_LABELS = {
    "province": "استان",
    "market": "بازار صادراتی",
    "product": "محصول",
    "official": "مسئول",
    "organization": "سازمان",
    "source": "منبع",
    "city": "شهر",
    "year": "سال",
}
NONE_LABELS = {facet: f"بدون {label}" for facet, label in FACET_LABELS.items()} | {
    "year": "بدون تاریخ"
}


class MentionPath(NamedTuple):
    """Where the database keeps a facet's values: a mention model and the value's path in it."""

    model: type[Mention]
    value: str


MENTIONS = {
    "province": MentionPath(ProvinceMention, "province__slug"),
    "market": MentionPath(MarketMention, "market__slug"),
    "product": MentionPath(ProductMention, "product__slug"),
    "official": MentionPath(OfficialMention, "official_id"),
    "organization": MentionPath(OfficialMention, "post__organization_id"),
    "city": MentionPath(CityMention, "city__slug"),
}
_ENTITIES: dict[str, tuple[type[Model], str]] = {
    "province": (Province, "slug"),
    "market": (ExportMarket, "slug"),
    "product": (Product, "slug"),
    "official": (Official, "pk"),
    "organization": (Organization, "pk"),
    "source": (Source, "slug"),
    "city": (City, "slug"),
}


def build_facets(
    params: SearchParams, counts: Mapping[str, Mapping[str, int]], limit: int | None = None
) -> tuple[Facet, ...]:
    """The facets with labels and marks, from the counts of each facet's values.

    Values that the search names are there even when they count nothing. `limit` keeps that many of
    the others.
    """
    return tuple(_build_facet(params, name, counts.get(name, {}), limit) for name in FACETS)


def _build_facet(
    params: SearchParams, name: str, counts: Mapping[str, int], limit: int | None
) -> Facet:
    chosen, excluded = params.chosen.get(name, ()), params.excluded.get(name, ())
    by_count = sorted(counts, key=lambda value: (-counts[value], value))
    kept = dict.fromkeys([*chosen, *excluded, *by_count[:limit]])
    labels = value_labels(name, kept)
    values = [
        FacetValue(value, labels[value], counts.get(value, 0), value in chosen, value in excluded)
        for value in kept
    ]
    values.sort(key=lambda value: (value.value == NONE_VALUE, -value.count, sort_key(value.label)))
    size = len({*kept, *counts})
    return Facet(name, FACET_LABELS[name], tuple(values), size)


def value_labels(facet: str, values: Iterable[str]) -> dict[str, str]:
    """What to call each value; a value that nothing is known of is called as it is written."""
    labels = {value: to_persian_digits(value) if facet == "year" else value for value in values}
    named = [value for value in labels if value != NONE_VALUE]
    if named and facet in _ENTITIES:
        model, key = _ENTITIES[facet]
        rows = model._default_manager.filter(**{f"{key}__in": named}).values_list(key, "name")
        labels.update((str(value), name) for value, name in rows)
    if NONE_VALUE in labels:
        labels[NONE_VALUE] = NONE_LABELS[facet]
    return labels


def current_values(facet: str, values: Collection[str]) -> tuple[str, ...]:
    """The values in their order, each that was merged into another as that other; one query."""
    model, key = _ENTITIES.get(facet, (Model, ""))
    named = [value for value in values if value != NONE_VALUE]
    if not named or not issubclass(model, Entity):
        return tuple(values)
    merged = model._default_manager.filter(**{f"{key}__in": named}, merged_into__isnull=False)
    became = {str(old): str(new) for old, new in merged.values_list(key, f"merged_into__{key}")}
    return tuple(dict.fromkeys(became.get(value, value) for value in values))


def articles_with(facet: str, values: Collection[str]) -> Q:
    """The condition on articles that have any of these values, for the database."""
    named = [value for value in values if value != NONE_VALUE]
    condition = _with_any(facet, named)
    if NONE_VALUE in values:
        condition |= _with_none(facet)
    return condition


def _with_any(facet: str, values: Collection[str]) -> Q:
    if facet == "source":
        return Q(source__slug__in=values)
    if facet == "year":
        condition = Q(pk__in=[])
        for year in map(int, values):
            if FIRST_YEAR <= year <= LAST_YEAR:
                first, after = year_bounds(year)
                condition |= Q(published_at__gte=first, published_at__lt=after)
        return condition
    model, path = MENTIONS[facet]
    return Q(pk__in=model.objects.standing().filter(**{f"{path}__in": values}).values("article"))


def _with_none(facet: str) -> Q:
    if facet == "source":
        return Q(pk__in=[])
    if facet == "year":
        return Q(published_at__isnull=True)
    model, path = MENTIONS[facet]
    mentions = model.objects.standing().filter(**{f"{path}__isnull": False})
    return ~Q(pk__in=mentions.values("article"))
