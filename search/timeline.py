"""The articles of one entity over the Jalali months: the band, the calendar, the year before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from archive.iran_map import STEPS
from persian.digits import to_persian_digits
from persian.jalali import MONTH_NAMES, month_name
from search.exceptions import IndexUnusable
from search.links import search_url
from search.params import NONE_VALUE, SearchParams
from search.queries import find

BAR_HEIGHT = 100


@dataclass(frozen=True)
class Month:
    """Articles of one month; `height` is 0 to 100 and `step` 0 to 5 of the busiest month."""

    place: int  # of the bar from the left edge: time runs from right to left
    top: int  # of the bar from the upper edge
    count: int
    height: int
    step: int
    url: str


@dataclass(frozen=True)
class Year:
    label: str
    count: int
    url: str
    months: tuple[Month, ...]


@dataclass(frozen=True)
class Comparison:
    """The latest year so far beside the same months of the year before."""

    months: str
    year: str
    count: int
    year_before: str
    count_before: int
    percent: int  # how many more or fewer, without a sign
    is_more: bool


@dataclass(frozen=True)
class Timeline:
    """Dated articles from the first to the last year, oldest first."""

    years: tuple[Year, ...]
    month_names: tuple[str, ...]
    comparison: Comparison | None
    empty_months: int  # between the first and the last month
    undated: int
    undated_url: str


def timeline(facet: str, value: str) -> Timeline | None:
    """The time band of a facet's value; None without dated articles or while there is no index."""
    try:
        answer = find(SearchParams(chosen={facet: (value,)}, per_page=1)).answer
    except IndexUnusable:
        return None
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    for key, count in answer.month_counts.items():
        if key != NONE_VALUE:
            counts[int(key[:4])][int(key[5:])] = count
    if not counts:
        return None
    peak = max(count for months in counts.values() for count in months.values())
    search = search_url(SearchParams(chosen={facet: (value,)}))
    years = range(min(counts), max(counts) + 1)
    return Timeline(
        years=tuple(_year(year, counts.get(year, {}), peak, search) for year in years),
        month_names=MONTH_NAMES,
        comparison=_comparison(counts),
        empty_months=_empty_months(counts),
        undated=answer.facet_counts["year"].get(NONE_VALUE, 0),
        undated_url=f"{search}&year={NONE_VALUE}",
    )


def _year(year: int, counts: dict[int, int], peak: int, search: str) -> Year:
    months = [
        Month(
            place=len(MONTH_NAMES) - number,
            count=count,
            top=BAR_HEIGHT - height,
            height=height,
            step=-(-STEPS * count // peak),
            url=f"{search}&month={year}-{number:02}",
        )
        for number in range(1, len(MONTH_NAMES) + 1)
        for count in [counts.get(number, 0)]
        for height in [round(BAR_HEIGHT * count / peak)]
    ]
    total = sum(counts.values())
    return Year(to_persian_digits(year), total, f"{search}&year={year}", tuple(months))


def _comparison(counts: dict[int, dict[int, int]]) -> Comparison | None:
    year = max(counts)
    if year - 1 not in counts:
        return None
    last = max(counts[year])
    now = sum(counts[year].values())
    before = sum(count for month, count in counts[year - 1].items() if month <= last)
    if not before:
        return None
    return Comparison(
        months=f"از {month_name(1)} تا {month_name(last)}" if last > 1 else month_name(1),
        year=to_persian_digits(year),
        count=now,
        year_before=to_persian_digits(year - 1),
        count_before=before,
        percent=round(100 * abs(now - before) / before),
        is_more=now > before,
    )


def _empty_months(counts: dict[int, dict[int, int]]) -> int:
    known = sorted(12 * year + month for year, months in counts.items() for month in months)
    return known[-1] - known[0] + 1 - len(known)
