"""Which province speaks of exports to which market: a matrix of the two."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.iran_map import MapStep, legend_for
from archive.models import ExportMarket, Province
from search.exceptions import IndexUnusable
from search.links import search_url
from search.params import NONE_VALUE, SearchParams
from search.queries import find

COLUMNS = 12


@dataclass(frozen=True)
class Cell:
    """The articles that name a province and a market; `step` is 0 (none) to 5."""

    count: int
    step: int
    url: str


@dataclass(frozen=True)
class Row:
    province: Province
    count: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """The most named markets as columns, the provinces with articles as rows, most first."""

    markets: tuple[ExportMarket, ...]
    rows: tuple[Row, ...]
    legend: tuple[MapStep, ...]


@require_safe
def insights(request: HttpRequest) -> HttpResponse:
    """The matrix; 503 while there is no index to count with."""
    try:
        matrix = province_by_market()
    except IndexUnusable:
        return render(request, "search/insights.html", {"matrix": None}, status=503)
    return render(request, "search/insights.html", {"matrix": matrix})


def province_by_market() -> Matrix:
    """The matrix of the whole archive.

    Raises:
        IndexUnusable: the index is missing or damaged.
    """
    everything = find(SearchParams(per_page=1)).answer.facet_counts
    slugs = _most(everything["market"])[:COLUMNS]
    counts = {
        slug: find(SearchParams(chosen={"market": (slug,)}, per_page=1)).answer.facet_counts
        for slug in slugs
    }
    pairs = {
        (province, slug): count
        for slug, facets in counts.items()
        for province, count in facets["province"].items()
    }
    legend = legend_for(max(pairs.values(), default=0))
    markets = ExportMarket.objects.in_bulk(slugs, field_name="slug")
    columns = [slug for slug in slugs if slug in markets]
    provinces = Province.objects.in_bulk(_most(everything["province"]), field_name="slug")
    rows = [
        Row(
            provinces[province],
            everything["province"][province],
            tuple(_cell(province, slug, pairs, legend) for slug in columns),
        )
        for province in _most(everything["province"])
        if province in provinces
    ]
    return Matrix(tuple(markets[slug] for slug in columns), tuple(rows), legend)


def _most(counts: Mapping[str, int]) -> list[str]:
    named = [value for value in counts if value != NONE_VALUE and counts[value]]
    return sorted(named, key=lambda value: (-counts[value], value))


def _cell(
    province: str, market: str, pairs: Mapping[tuple[str, str], int], legend: tuple[MapStep, ...]
) -> Cell:
    count = pairs.get((province, market), 0)
    step = next((line.step for line in legend if line.low <= count <= line.high), 0)
    both = SearchParams(chosen={"province": (province,), "market": (market,)})
    return Cell(count, step, search_url(both))
