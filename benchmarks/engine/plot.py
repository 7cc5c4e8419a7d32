"""One picture: how the time of a search grows with the archive, on two logarithmic axes."""

from collections.abc import Iterator, Sequence
from html import escape
from math import ceil, floor, log10
from typing import NamedTuple

WIDTH, HEIGHT = 880, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 350, 40, 50  # margins; names of lines stand on the right
LABEL_PIXELS = 16  # between the names of two lines
INK, FAINT, OURS, OTHERS = "#24292f", "#d0d7de", "#b3261e", "#57606a"
TITLE = "CPU milliseconds of a search with four facets, by number of articles"


class Line(NamedTuple):
    label: str
    points: list[tuple[int, float]]  # articles, milliseconds
    is_ours: bool


def growth_picture(lines: Sequence[Line]) -> str:
    """The picture as SVG."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="{INK}">',
        f"<title>{escape(TITLE)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(LEFT, TOP - 18, TITLE + " (geometric mean of six classes)"),
    ]
    if lines:
        parts += _drawn(lines)
    return "\n".join([*parts, "</svg>\n"])


def _drawn(lines: Sequence[Line]) -> Iterator[str]:
    sizes = sorted({size for line in lines for size, _ in line.points})
    times = [time for line in lines for _, time in line.points]
    first, last = floor(log10(min(times))), ceil(log10(max(times)))
    spread = log10(sizes[-1] / sizes[0]) or 1

    def x(size: int) -> float:
        return LEFT + log10(size / sizes[0]) / spread * (WIDTH - LEFT - RIGHT)

    def y(milliseconds: float) -> float:
        share = (log10(milliseconds) - first) / (last - first or 1)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    for power in range(first, last + 1):
        yield _line(LEFT, y(10**power), WIDTH - RIGHT, y(10**power))
        yield _text(LEFT - 8, y(10**power) + 4, f"{10**power:,g} ms", "end")
    for size in sizes:
        yield _line(x(size), HEIGHT - BOTTOM, x(size), HEIGHT - BOTTOM + 5)
        yield _text(x(size), HEIGHT - BOTTOM + 20, f"{size:,}", "middle")
    lowest = HEIGHT
    for line in sorted(lines, key=lambda line: line.points[-1][1]):
        yield from _curve(line, [(x(size), y(time)) for size, time in line.points])
        lowest = min(lowest - LABEL_PIXELS, round(y(line.points[-1][1])) + 4)
        label = f"{line.label}: {line.points[-1][1]:.3g} ms at {line.points[-1][0]:,}"
        yield _text(WIDTH - RIGHT + 10, lowest, label, fill=OURS if line.is_ours else INK)


def _curve(line: Line, points: Sequence[tuple[float, float]]) -> Iterator[str]:
    colour, width = (OURS, 3) if line.is_ours else (OTHERS, 1.5)
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
    for x, y in points:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{FAINT}"/>'


def _text(x: float, y: float, text: str, anchor: str = "start", fill: str = INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}">{escape(text)}</text>'
    )
