"""Ready-made addresses and labels for the results page, so that templates do no arithmetic."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from urllib.parse import urlencode

from django.urls import reverse

from persian.digits import to_persian_digits
from persian.jalali import FIRST_YEAR, LAST_YEAR, to_jalali
from search.params import (
    DEFAULT_PER_PAGE,
    SearchPage,
    SearchParams,
    Sort,
)

PER_PAGE_CHOICES = (20, 50, 100)
NEIGHBOUR_PAGES = 2
SORT_LABELS = {
    Sort.RELEVANCE: "مرتبط‌ترین",
    Sort.NEWEST: "تازه‌ترین",
    Sort.OLDEST: "قدیمی‌ترین",
}


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
    return with_query(_results_path(), query_pairs(params))


@cache
def _results_path() -> str:
    """Asked for two hundred times a page, and always the same."""
    return reverse("search:results")


def with_query(path: str, pairs: list[tuple[str, str]]) -> str:
    """The path with these parameters."""
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
    return with_query(reverse("archive:words"), [("text", page.searched_text)])


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
