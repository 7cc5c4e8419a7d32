"""Ready-made addresses and labels for the results page, so that templates do no arithmetic."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
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
    """One facet: the values to show at once, the rest behind «بیشتر»."""

    name: str
    label: str
    values: tuple[FacetLink, ...]
    more: tuple[FacetLink, ...]
    is_applied: bool


@dataclass(frozen=True)
class SortLink:
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


@dataclass(frozen=True)
class Bar:
    """Articles of one month or year; `height` is 0 to 100, the highest bar has 100."""

    label: str
    url: str
    count: int
    height: int


@dataclass(frozen=True)
class Histogram:
    """Dated articles over time, oldest first, by month within a year and else by year."""

    bars: tuple[Bar, ...]
    is_by_month: bool


def search_url(params: SearchParams) -> str:
    """The address of the results page of this search."""
    pairs = query_pairs(params)
    return reverse("search:results") + ("?" + urlencode(pairs) if pairs else "")


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
    params = _first_page(page.params)
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
    params = _first_page(page.params)
    return [_facet_links(params, facet) for facet in page.facets if facet.values]


def sort_links(page: SearchPage) -> list[SortLink]:
    """The possible orders; relevance only where there are words."""
    params = _first_page(page.params)
    return [
        SortLink(label, search_url(replace(params, sort=sort)), sort == params.sort)
        for sort, label in SORT_LABELS.items()
        if params.text or sort is not Sort.RELEVANCE
    ]


def exact_url(page: SearchPage) -> str:
    """The same search in exact mode, or out of it."""
    params = _first_page(page.params)
    return search_url(replace(params, exact=not params.exact))


def suggestion_url(page: SearchPage) -> str:
    """The same search for the suggested words, in all their spellings."""
    params = _first_page(page.params)
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


def histogram(page: SearchPage) -> Histogram:
    """The bars of the page's histogram, each with the search of its time alone.

    Times without articles between others have their bar too.
    """
    params = _first_page(page.params)
    years = {bar.year for bar in page.histogram}
    counts: Counter[int] = Counter()
    if len(years) == 1:
        [year] = years
        for bar in page.histogram:
            counts[bar.month] += bar.count
        return Histogram(_bars(counts, partial(_month_bar, params, year)), is_by_month=True)
    for bar in page.histogram:
        counts[bar.year] += bar.count
    return Histogram(_bars(counts, partial(_year_bar, params)), is_by_month=False)


def _month_bar(params: SearchParams, year: int, month: int) -> tuple[str, str]:
    months = replace(params, months=(f"{year}-{month:02}",))
    return format_month(year, month), search_url(months)


def _year_bar(params: SearchParams, year: int) -> tuple[str, str]:
    return to_persian_digits(year), search_url(_only(params, "year", str(year)))


def _bars(counts: Counter[int], bar: Callable[[int], tuple[str, str]]) -> tuple[Bar, ...]:
    """A bar for every number from the first to the last; `bar` tells its label and address."""
    if not counts:
        return ()
    highest = max(counts.values())
    return tuple(
        Bar(*bar(number), counts[number], height=round(100 * counts[number] / highest))
        for number in range(min(counts), max(counts) + 1)
    )


def _facet_links(params: SearchParams, facet: Facet) -> FacetLinks:
    links = [_facet_link(params, facet.name, value) for value in facet.values]
    applied = [link for link in links if link.is_selected or link.is_excluded]
    others = [link for link in links if not (link.is_selected or link.is_excluded)]
    shown = max(SHOWN_VALUES - len(applied), 0)
    return FacetLinks(
        facet.name,
        facet.label,
        (*applied, *others[:shown]),
        tuple(others[shown:]),
        is_applied=bool(applied),
    )


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


def _only(params: SearchParams, facet: str, value: str) -> SearchParams:
    return replace(params, chosen={**params.chosen, facet: (value,)})


def _first_page(params: SearchParams) -> SearchParams:
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
