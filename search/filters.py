"""Links that take a filter away or add one: the chips and the facets of the results page."""

from dataclasses import dataclass, replace

from django.urls import reverse

from persian.jalali import format_date, format_month
from search.links import first_page, query_pairs, search_url, with_query
from search.params import NONE_VALUE, Facet, FacetValue, SearchPage, SearchParams

SHOWN_VALUES = 10


@dataclass(frozen=True)
class Chip:
    """One applied filter: «استان: البرز», with the address of the search without it."""

    label: str
    value: str
    remove_url: str
    is_excluded: bool = False


@dataclass(frozen=True)
class FacetLink:
    """One value of a facet. `url` chooses it or undoes the choice, `exclude_url` likewise."""

    label: str
    count: int
    is_selected: bool
    is_excluded: bool
    url: str
    exclude_url: str


@dataclass(frozen=True)
class FacetLinks:
    """One facet: the values to show at once; `more_url`, unless blank, leads to all of them."""

    name: str
    label: str
    values: tuple[FacetLink, ...]
    more_url: str
    more_count: int
    is_applied: bool


def chips(page: SearchPage) -> list[Chip]:
    """The applied filters, in the order of the page."""
    params = first_page(page.params)
    found = [
        Chip(
            facet.label,
            value.label,
            search_url(_without(params, facet.name, value.value)),
            value.is_excluded,
        )
        for facet in page.facets
        for value in facet.values
        if value.is_selected or value.is_excluded
    ]
    for month in params.months:
        months = tuple(other for other in params.months if other != month)
        found.append(Chip("ماه", _month_label(month), search_url(replace(params, months=months))))
    if params.first_day:
        url = search_url(replace(params, first_day=None))
        found.append(Chip("از", format_date(params.first_day, weekday=False), url))
    if params.last_day:
        url = search_url(replace(params, last_day=None))
        found.append(Chip("تا", format_date(params.last_day, weekday=False), url))
    return found


def clear_url(page: SearchPage) -> str:
    """The same words without any filter."""
    params = page.params
    return search_url(SearchParams(text=params.text, sort=params.sort, exact=params.exact))


def facet_links(page: SearchPage) -> list[FacetLinks]:
    """The facets that have something to choose from; none while nothing could be counted."""
    if page.is_fallback:
        return []
    params = first_page(page.params)
    return [_facet_links(params, facet) for facet in page.facets if facet.values]


def facet_url(params: SearchParams, facet: str) -> str:
    """The page of all values of a facet in this search."""
    return with_query(reverse("search:facet", args=[facet]), query_pairs(first_page(params)))


def _facet_links(params: SearchParams, facet: Facet) -> FacetLinks:
    links = value_links(params, facet)
    applied = [link for link in links if link.is_selected or link.is_excluded]
    others = [link for link in links if not (link.is_selected or link.is_excluded)]
    shown = (*applied, *others[: max(SHOWN_VALUES - len(applied), 0)])
    more = facet.size - len(shown)
    return FacetLinks(
        facet.name,
        facet.label,
        shown,
        more_url=facet_url(params, facet.name) if more else "",
        more_count=more,
        is_applied=bool(applied),
    )


def value_links(params: SearchParams, facet: Facet) -> list[FacetLink]:
    """The values of a facet, each with the search that chooses it or leaves it out."""
    return [_facet_link(params, facet.name, value) for value in facet.values]


def _facet_link(params: SearchParams, facet: str, value: FacetValue) -> FacetLink:
    without = _without(params, facet, value.value)
    chosen = {**without.chosen, facet: (*without.chosen.get(facet, ()), value.value)}
    excluded = {**without.excluded, facet: (*without.excluded.get(facet, ()), value.value)}
    return FacetLink(
        value.label,
        value.count,
        value.is_selected,
        value.is_excluded,
        url=search_url(without if value.is_selected else replace(without, chosen=chosen)),
        exclude_url=search_url(
            without if value.is_excluded else replace(without, excluded=excluded)
        ),
    )


def _without(params: SearchParams, facet: str, value: str) -> SearchParams:
    return replace(
        params,
        chosen=_drop(params.chosen, facet, value),
        excluded=_drop(params.excluded, facet, value),
    )


def _drop(values: dict[str, tuple[str, ...]], facet: str, value: str) -> dict[str, tuple[str, ...]]:
    left = tuple(other for other in values.get(facet, ()) if other != value)
    return {**values, facet: left}


def _month_label(month: str) -> str:
    if month == NONE_VALUE:
        return "نامعلوم"
    year, number = month.split("-")
    return format_month(int(year), int(number))
