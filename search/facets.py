"""The facets: their labels, the labels of their values, and how the database knows them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import CharField, Model, Q, QuerySet, Value
from django.db.models.functions import Cast

from archive.entity_kinds import KINDS
from archive.models import Source
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
_ENTITIES: dict[str, tuple[type[Any], str]] = {
    name: (kind.model, kind.key) for name, kind in KINDS.items()
} | {"source": (Source, "slug")}


def build_facets(
    params: SearchParams, counts: Mapping[str, Mapping[str, int]], limit: int | None = None
) -> tuple[Facet, ...]:
    """The facets with labels and marks, from the counts of each facet's values.

    Values that the search names are there even when they count nothing. `limit` keeps that many of
    the others.
    """
    kept = {name: _kept_values(params, name, counts.get(name, {}), limit) for name in FACETS}
    labels = _value_labels(kept)
    return tuple(_build_facet(params, name, counts.get(name, {}), labels[name]) for name in FACETS)


def _kept_values(
    params: SearchParams, name: str, counts: Mapping[str, int], limit: int | None
) -> list[str]:
    by_count = sorted(counts, key=lambda value: (-counts[value], value))
    chosen, excluded = params.chosen.get(name, ()), params.excluded.get(name, ())
    return list(dict.fromkeys([*chosen, *excluded, *by_count[:limit]]))


def _build_facet(
    params: SearchParams, name: str, counts: Mapping[str, int], labels: Mapping[str, str]
) -> Facet:
    chosen, excluded = params.chosen.get(name, ()), params.excluded.get(name, ())
    values = [
        FacetValue(value, labels[value], counts.get(value, 0), value in chosen, value in excluded)
        for value in labels
    ]
    values.sort(key=lambda value: (value.value == NONE_VALUE, -value.count, sort_key(value.label)))
    size = len({*labels, *counts})
    return Facet(name, FACET_LABELS[name], tuple(values), size)


def _value_labels(values: Mapping[str, Iterable[str]]) -> dict[str, dict[str, str]]:
    """What to call the values of each facet; one query for all.

    A value that nothing is known of is called as it is written.
    """
    labels = {
        facet: {value: NONE_LABELS[facet] if value == NONE_VALUE else value for value in some}
        for facet, some in values.items()
    }
    years = labels.get("year", {})
    years.update((year, to_persian_digits(year)) for year in years if year != NONE_VALUE)
    named = [_names(facet, some) for facet, some in labels.items() if facet in _ENTITIES and some]
    for facet, value, name in named[0].union(*named[1:], all=True) if named else ():
        labels[facet][value] = name
    return labels


def _names(facet: str, values: Iterable[str]) -> QuerySet[Any, Any]:
    """The entities of a facet's values: the facet, the value, the name."""
    model, key = _ENTITIES[facet]
    named = [value for value in values if value != NONE_VALUE]
    rows = model._default_manager.filter(**{f"{key}__in": named}).order_by()
    return rows.values_list(Value(facet), Cast(key, CharField()), "name")


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
    kind = KINDS[facet]
    mentions = kind.mentions.objects.standing().filter(**{f"{kind.key_path}__in": values})
    return Q(pk__in=mentions.values("article"))


def _with_none(facet: str) -> Q:
    if facet == "source":
        return Q(pk__in=[])
    if facet == "year":
        return Q(published_at__isnull=True)
    kind = KINDS[facet]
    mentions = kind.mentions.objects.standing().filter(**{f"{kind.path}__isnull": False})
    return ~Q(pk__in=mentions.values("article"))
