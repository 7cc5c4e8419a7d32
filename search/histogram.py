"""The histogram of the results page: bars that lead from years to months."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from persian.digits import to_persian_digits
from persian.jalali import month_name
from search.links import first_page, search_url
from search.params import SearchPage, SearchParams


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
    year: str = ""  # the year whose months these are; "" by year
    all_years_url: str = ""  # from the months of a chosen year back to all

    @property
    def is_by_month(self) -> bool:
        return bool(self.year)


def histogram(page: SearchPage) -> Histogram:
    """The bars of the page's histogram, each with the search of its time alone.

    Times without articles between others have their bar too.
    """
    params = first_page(page.params)
    years = {bar.year for bar in page.histogram}
    counts: Counter[int] = Counter()
    if len(years) == 1:
        [year] = years
        for bar in page.histogram:
            counts[bar.month] += bar.count
        bars = _bars(counts, partial(_month_bar, params, year))
        return Histogram(bars, to_persian_digits(year), _all_years_url(params))
    for bar in page.histogram:
        counts[bar.year] += bar.count
    return Histogram(_bars(counts, partial(_year_bar, params)))


def _all_years_url(params: SearchParams) -> str:
    """The search without its years and months; "" when it names none."""
    chosen = {facet: values for facet, values in params.chosen.items() if facet != "year"}
    everywhen = replace(params, chosen=chosen, months=())
    return "" if everywhen == params else search_url(everywhen)


def _month_bar(params: SearchParams, year: int, month: int) -> tuple[str, str]:
    months = replace(params, months=(f"{year}-{month:02}",))
    return month_name(month), search_url(months)


def _year_bar(params: SearchParams, year: int) -> tuple[str, str]:
    chosen = {**params.chosen, "year": (str(year),)}
    return to_persian_digits(year), search_url(replace(params, chosen=chosen))


def _bars(counts: Counter[int], bar: Callable[[int], tuple[str, str]]) -> tuple[Bar, ...]:
    """A bar for every number from the first to the last; `bar` tells its label and address."""
    if not counts:
        return ()
    highest = max(counts.values())
    return tuple(
        Bar(*bar(number), counts[number], height=round(100 * counts[number] / highest))
        for number in range(min(counts), max(counts) + 1)
    )
