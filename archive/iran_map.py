"""The map of the provinces, coloured by how many articles each has."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TypedDict

from archive.models import Province

_DRAWING = Path(__file__).with_name("iran_map.json")  # made by scripts/build_map.py
STEPS = 5


class _Shape(TypedDict):
    path: str
    label: tuple[int, int]


class _Drawing(TypedDict):
    width: int
    height: int
    provinces: dict[str, _Shape]


@dataclass(frozen=True)
class MapProvince:
    """One province as drawn: its outline, the point for its number, its step from 0 (none) to 5."""

    province: Province
    count: int
    step: int
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class MapStep:
    """One line of the legend: counts from `low` to `high`."""

    step: int
    low: int
    high: int


@dataclass(frozen=True)
class IranMap:
    width: int
    height: int
    provinces: tuple[MapProvince, ...]
    legend: tuple[MapStep, ...]


def draw_map(counted: Iterable[tuple[Province, int]]) -> IranMap:
    """The map for provinces with their numbers of articles."""
    drawing = _load()
    pairs = list(counted)
    legend = legend_for(max((count for _, count in pairs), default=0))
    return IranMap(
        width=drawing["width"],
        height=drawing["height"],
        provinces=tuple(
            _drawn(province, count, drawing["provinces"][province.map_id], legend)
            for province, count in pairs
        ),
        legend=legend,
    )


def legend_for(largest: int) -> tuple[MapStep, ...]:
    """At most five steps from 1 to the largest count, each about as many times the one before.

    Fewer where the counts are too small for five; the darkest step always holds the largest count.
    """
    if largest == 0:
        return ()
    tops = sorted({round(largest ** (step / STEPS)) for step in range(1, STEPS + 1)})
    return tuple(
        MapStep(step=-(-STEPS * number // len(tops)), low=below + 1, high=top)
        for number, (below, top) in enumerate(pairwise([0, *tops]), start=1)
    )


def _drawn(
    province: Province, count: int, shape: _Shape, legend: tuple[MapStep, ...]
) -> MapProvince:
    step = next((line.step for line in legend if line.low <= count <= line.high), 0)
    x, y = shape["label"]
    return MapProvince(province, count, step, shape["path"], x, y)


@cache
def _load() -> _Drawing:
    drawing: _Drawing = json.loads(_DRAWING.read_text(encoding="utf-8"))
    return drawing
