"""Ready-made addresses and labels for the results page, so that templates do no arithmetic."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from persian.digits import to_persian_digits
from persian.jalali import FIRST_YEAR, LAST_YEAR, format_date, format_month, to_jalali
from search.params import (
    DEFAULT_PER_PAGE,
    NONE_VALUE,
    Facet,
    FacetValue,
    SearchPage,
    SearchParams,
    Sort,
)

SHOWN_VALUES = 10
PER_PAGE_CHOICES = (20, 50, 100)
NEIGHBOUR_PAGES = 2
SORT_LABELS = {
    Sort.RELEVANCE: "مرتبط‌ترین",
    Sort.NEWEST: "تازه‌ترین",
    Sort.OLDEST: "قدیمی‌ترین",
}


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


@dataclass(frozen=True)
class ChoiceLink:
    """One way to show the results: an order, or how many on a page."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class PageLink:
    """A page of the results; a gap between pages has no number and no address."""

    number: int | None = None
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Pagination:
    """The neighbours of this page; an address is blank where there is no such page."""

    previous_url: str
    next_url: str
    pages: tuple[PageLink, ...]


def search_url(params: SearchParams) -> str:
    """The address of the results page of this search."""
    return _with_query(reverse("search:results"), query_pairs(params))


def facet_url(params: SearchParams, facet: str) -> str:
    """The page of all values of a facet in this search."""
    return _with_query(reverse("search:facet", args=[facet]), query_pairs(first_page(params)))


def _with_query(path: str, pairs: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path


def query_pairs(params: SearchParams) -> list[tuple[str, str]]:
    """The search as parameters of an address, defaults left out."""
    pairs = [("q", params.text)] if params.text else []
    pairs += filter_pairs(params)
    if params.sort != _default_sort(params.text):
        pairs.append(("sort", params.sort.value))
    if params.exact:
        pairs.append(("exact", "1"))
    if params.per_page != DEFAULT_PER_PAGE:
        pairs.append(("per_page", str(params.per_page)))
    if params.page > 1:
        pairs.append(("page", str(params.page)))
    return pairs


def filter_pairs(params: SearchParams) -> list[tuple[str, str]]:
    """The filters alone, as parameters; a form keeps them in hidden fields."""
    pairs = [(facet, value) for facet, values in params.chosen.items() for value in values]
    pairs += [
        (f"not_{facet}", value) for facet, values in params.excluded.items() for value in values
    ]
    pairs += [("month", month) for month in params.months]
    if params.first_day:
        pairs.append(("from", _day(params.first_day)))
    if params.last_day:
        pairs.append(("to", _day(params.last_day)))
    return pairs


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


def sort_links(page: SearchPage) -> list[ChoiceLink]:
    """The possible orders; relevance only where there are words."""
    params = first_page(page.params)
    return [
        ChoiceLink(label, search_url(replace(params, sort=sort)), sort == params.sort)
        for sort, label in SORT_LABELS.items()
        if params.text or sort is not Sort.RELEVANCE
    ]


def per_page_links(page: SearchPage) -> list[ChoiceLink]:
    """How many results a page may show; none where the least already are all."""
    if page.total <= PER_PAGE_CHOICES[0]:
        return []
    params = first_page(page.params)
    return [
        ChoiceLink(
            to_persian_digits(number),
            search_url(replace(params, per_page=number)),
            number == params.per_page,
        )
        for number in PER_PAGE_CHOICES
    ]


def exact_url(page: SearchPage) -> str:
    """The same search in exact mode, or out of it."""
    params = first_page(page.params)
    return search_url(replace(params, exact=not params.exact))


def suggestion_url(page: SearchPage) -> str:
    """The same search for the suggested words, in all their spellings."""
    params = first_page(page.params)
    return search_url(replace(params, text=page.suggestion, exact=False))


def words_url(page: SearchPage) -> str:
    """The page that tells how the words of this search are read."""
    return reverse("archive:words") + "?" + urlencode({"text": page.searched_text})


def pagination(page: SearchPage) -> Pagination | None:
    """The way through the pages; None when all hits are on one."""
    if page.pages == 1:
        return None
    params, last = page.params, page.pages
    near = range(params.page - NEIGHBOUR_PAGES, params.page + NEIGHBOUR_PAGES + 1)
    links: list[PageLink] = []
    previous = 0
    for number in sorted({1, *(n for n in near if 1 <= n <= last), last}):
        if number > previous + 1:
            links.append(PageLink())
        links.append(PageLink(number, _page_url(params, number), number == params.page))
        previous = number
    return Pagination(
        previous_url=_page_url(params, min(params.page - 1, last)) if params.page > 1 else "",
        next_url=_page_url(params, params.page + 1) if params.page < last else "",
        pages=tuple(links),
    )


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


def first_page(params: SearchParams) -> SearchParams:
    """The same search from its first page."""
    return replace(params, page=1)


def _page_url(params: SearchParams, number: int) -> str:
    return search_url(replace(params, page=number))


def _default_sort(text: str) -> Sort:
    return Sort.RELEVANCE if text else Sort.NEWEST


def _day(day: date) -> str:
    jalali = to_jalali(day)
    if FIRST_YEAR <= jalali.year <= LAST_YEAR:
        return f"{jalali.year}-{jalali.month:02}-{jalali.day:02}"
    return day.isoformat()


def _month_label(month: str) -> str:
    if month == NONE_VALUE:
        return "نامعلوم"
    year, number = month.split("-")
    return format_month(int(year), int(number))
