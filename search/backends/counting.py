"""Facets as Haystack wants them: (value, count), the most frequent first; None is no value."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

import numpy as np
from whoosh.query import Query
from whoosh.support.relativedelta import relativedelta
from whoosh.util.times import datetime_to_long

from search.engine.columns import Mask
from search.engine.snapshot import Snapshot
from search.engine.trees import match_tree
from search.params import NONE_VALUE

Counts = list[tuple[Any, int]]


def count_facets(
    snapshot: Snapshot,
    mask: Mask,
    parse: Callable[[str], Query],
    facets: Iterable[str] = (),
    date_facets: Mapping[str, Mapping[str, Any]] | None = None,
    query_facets: Iterable[tuple[str, str]] = (),
    **_: Any,
) -> dict[str, Any]:
    """The facets of the documents of the mask, as Haystack names them; empty if none are asked."""
    if not (facets or date_facets or query_facets):
        return {}
    asked = [f"{field}:{query}" for field, query in query_facets]
    return {
        "fields": {name: count_values(snapshot, name, mask) for name in facets},
        "dates": {
            name: count_dates(snapshot, name, mask, ranges)
            for name, ranges in (date_facets or {}).items()
        },
        "queries": {one: len(match_tree(snapshot, parse(one)).within(mask).docs) for one in asked},
    }


def count_values(snapshot: Snapshot, field: str, mask: Mask) -> Counts:
    """How many documents of the mask have each value of a field."""
    if snapshot.has_numbers(field):
        return _count_numbers(snapshot, field, mask)
    counts = snapshot.columns[field].counts(mask)
    return _ordered({None if v == NONE_VALUE else v: count for v, count in counts.items()})


def _count_numbers(snapshot: Snapshot, field: str, mask: Mask) -> Counts:
    codes, known = snapshot.columns.numbers(field)
    values, counts = np.unique(codes[mask & known], return_counts=True)
    decode = snapshot.schema[field].from_column_value
    found = dict(zip(map(decode, values.tolist()), counts.tolist(), strict=True))
    return _ordered(found | _without(mask & ~known))


def count_dates(snapshot: Snapshot, field: str, mask: Mask, ranges: Mapping[str, Any]) -> Counts:
    """How many documents of the mask are in each of the ranges that Haystack's date_facet names."""
    first, last = _moment(ranges["start_date"]), _moment(ranges["end_date"])
    gap = relativedelta(**{f"{ranges['gap_by']}s": ranges.get("gap_amount", 1)})
    edges = [first]
    while edges[-1] < last:
        edges.append(edges[-1] + gap)
    codes, known = snapshot.columns.numbers(field)
    starts = np.array([datetime_to_long(edge) for edge in edges], codes.dtype)
    places = np.searchsorted(starts, codes, side="right")
    inside = mask & known & (places > 0) & (places < len(edges))
    counts = np.bincount(places[inside], minlength=len(edges))
    found = {(edges[at - 1], edges[at]): int(counts[at]) for at in np.flatnonzero(counts)}
    return _ordered(found | _without(mask & ~inside))


def _moment(day: date) -> datetime:
    return day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)


def _without(mask: Mask) -> dict[Any, int]:
    count = int(np.count_nonzero(mask))
    return {None: count} if count else {}


def _ordered(counts: Mapping[Any, int]) -> Counts:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0] is None, pair[0]))
