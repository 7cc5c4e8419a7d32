"""From the results to the tables and the picture of docs/benchmarks.md."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import geometric_mean
from typing import Any

from benchmarks.engine.peers import ENGINES
from benchmarks.engine.plot import Line, growth_picture
from benchmarks.engine.queries import CLASSES
from benchmarks.engine.served import NAME as SERVED

PICTURE = "growth.svg"
OURS = "sanat"
LABELS = {
    "sanat": "this engine",
    "sanat-haystack": "this engine behind SearchQuerySet",
    "stock-haystack": "Haystack's own Whoosh backend",
    "tantivy": "tantivy",
    "sqlite": "SQLite FTS5",
    "xapian": "Xapian",
    "postgres": "PostgreSQL",
}
_HEADS = ("one rare word", "middling", "common", "two words", "three, OR", "phrase")
_TIMES = (
    ("facets", "Four facets, total and the top ten, warm: CPU ms p50 / p95"),
    ("cold", "The same, index opened anew for each search: CPU ms p50 / p95"),
    ("plain", "Total and the top ten without facets, warm: CPU ms p50 / p95"),
)
_RESULT = re.compile(r"(.+)-(\d+)-(build|measure)")

Results = dict[tuple[int, str], dict[str, Any]]  # (articles, engine) → figures


def run(folder: Path) -> None:
    """Print the tables and draw the picture of all results in the folder."""
    built, measured = _results(folder, "build"), _results(folder, "measure")
    for size in sorted({size for size, _ in measured}):
        engines = [name for name in ENGINES if (size, name) in measured]
        here = {name: measured[size, name] for name in engines}
        print(f"\n### {size:,} articles\n")
        for kind, title in _TIMES:
            print(_table(title, _HEADS, _times(here, kind)))
        print(_table("Times this engine's (above 1: slower)", (*_HEADS, "all"), _ratios(here)))
        print(_table("Building, size and memory", _BUILD_HEADS, _costs(size, here, built)))
        print("Found the same number of articles:", _agreement(here), "\n")
        if (size, SERVED) in measured:
            served = measured[size, SERVED]
            title = "As served: CPU ms p50 / p95"
            print(_table(title, _HEADS, _served(served)))
            print(_table("Pages over HTTP, by the clock", _HTTP, [_over_http(served["http"])]))
            print("Opening the index:", served["open"], "building:", built.get((size, SERVED)))
    (folder / PICTURE).write_text(growth_picture(_growth(measured)), encoding="utf-8")


def _results(folder: Path, step: str) -> Results:
    found: Results = {}
    for path in sorted((folder / "results").glob(f"*-{step}.json")):
        if match := _RESULT.fullmatch(path.stem):
            found[int(match[2]), match[1]] = json.loads(path.read_text())
    return found


Row = tuple[str, Iterable[str]]


def _table(title: str, heads: Sequence[str], rows: Iterable[Row]) -> str:
    lines = [f"| {' | '.join((title, *heads))} |", "|---" * (len(heads) + 1) + "|"]
    lines += [f"| {' | '.join((label, *cells))} |" for label, cells in rows]
    return "\n".join(lines) + "\n"


def _times(here: Mapping[str, Any], kind: str) -> Iterator[Row]:
    for name, figures in here.items():
        yield LABELS[name], (_pair(figures[kind][one], "p50", "p95") for one in CLASSES)


def _pair(summary: Mapping[str, float], *names: str) -> str:
    return " / ".join(_short(summary[name]) for name in names)


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.2g}" if number < 1 else f"{number:.1f}"


def _ratios(here: Mapping[str, Any]) -> Iterator[Row]:
    if OURS not in here:
        return
    for name, figures in here.items():
        ratios = [figures["facets"][k]["p50"] / here[OURS]["facets"][k]["p50"] for k in CLASSES]
        yield LABELS[name], map(_short, (*ratios, geometric_mean(ratios)))


_BUILD_HEADS = ("articles/s", "articles per CPU s", "index MB", "process MB", "of it no file")


def _costs(size: int, here: Mapping[str, Any], built: Results) -> Iterator[Row]:
    for name, figures in here.items():
        made = built.get((size, name), {})
        names = ("articles_per_second", "articles_per_processor_second", "megabytes")
        cells = [_short(made[one]) if one in made else "" for one in names]
        memory = figures["memory"]
        yield LABELS[name], (*cells, str(memory["resident"]), str(memory["own"]))


def _agreement(here: Mapping[str, Any]) -> str:
    """Which engines' totals differ from ours, in how many queries of those both answered."""
    counted = {
        name: sum(
            mine != theirs
            for kind in CLASSES
            for mine, theirs in zip(
                here[OURS]["facets"][kind]["found"], figures["facets"][kind]["found"], strict=False
            )
        )
        for name, figures in here.items()
        if OURS in here
    }
    different = [f"{LABELS[name]} but for {count}" for name, count in counted.items() if count]
    return ", ".join(["all", *different])


def _served(served: Mapping[str, Any]) -> Iterator[Row]:
    for kind, label in (("page", "warm"), ("cold", "index opened anew")):
        yield f"page, {label}", (_pair(served[kind][one], "p50", "p95") for one in CLASSES)
        names = ("index_p50", "index_p95")
        yield f"of it the index, {label}", (_pair(served[kind][one], *names) for one in CLASSES)


_HTTP = ("one client, ms", "eight clients, ms p95", "pages/s", "MB of the largest process")


def _over_http(figures: Mapping[str, float]) -> Row:
    alone = _pair(figures, "one_client_p50", "one_client_p95")
    names = ("eight_clients_p95", "eight_clients_pages_per_second", "largest_process")
    return "p50 / p95", (alone, *(_short(figures[name]) for name in names))


def _growth(measured: Results) -> list[Line]:
    """For each engine the geometric mean of its classes' medians, by size."""
    lines = []
    for name in ENGINES:
        points = [
            (size, geometric_mean([figures["facets"][kind]["p50"] for kind in CLASSES]))
            for (size, engine), figures in sorted(measured.items())
            if engine == name
        ]
        if points:
            lines.append(Line(LABELS[name], points, name == OURS))
    return lines
