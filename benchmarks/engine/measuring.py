"""Processor time of searches: what a busy machine disturbs least.

Runs in a process of its own for each engine:

    python -m benchmarks.engine.measuring {build,measure} FOLDER SIZE ENGINE
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.engine.corpus import read_corpus
from benchmarks.engine.peers import Engine, engine
from benchmarks.engine.queries import CLASSES, Query, read_queries

REPEATS = 3  # of a warm search; the best one counts
COLD_QUERIES = 10  # of each class, each on an index opened anew
PATIENCE_SECONDS = 20  # for a class; slow engines answer fewer queries
NOT_INSTALLED = 3  # exit code

Figures = dict[str, object]


def corpus_path(folder: Path) -> Path:
    return folder / "corpus.jsonl"


def queries_path(folder: Path, size: int) -> Path:
    return folder / f"queries-{size}.json"


def result_path(folder: Path, size: int, name: str, step: str) -> Path:
    return folder / "results" / f"{name}-{size}-{step}.json"


def build(folder: Path, size: int, one: Engine) -> Figures:
    """Build the index; articles a second by the clock and by processor time."""
    wall, processor = time.perf_counter(), time.process_time()
    one.build(read_corpus(corpus_path(folder), size))
    processor = time.process_time() - processor + sum(map(_seconds, one.server_pids()))
    wall = time.perf_counter() - wall
    return {
        "articles_per_second": round(size / wall, 1),
        "articles_per_processor_second": round(size / processor, 1),
        "megabytes": round(one.size_bytes() / 1e6, 1),
    }


def measure(folder: Path, size: int, one: Engine) -> Figures:
    """Milliseconds of processor time for each class, warm and cold, with facets and without."""
    queries = read_queries(queries_path(folder, size))
    begun = time.process_time()
    one.open()
    figures: Figures = {"open": round((time.process_time() - begun) * 1000, 2)}
    clock = _clock(one)
    for name, with_facets in (("facets", True), ("plain", False)):
        one.search(queries["mid1"][0], with_facets)
        figures[name] = {
            kind: _summary(list(_warm(one, queries[kind], with_facets, clock))) for kind in CLASSES
        }
    figures["memory"] = resident_megabytes(["self", *one.server_pids()])
    figures["cold"] = {kind: _summary(list(_cold(one, queries[kind], clock))) for kind in CLASSES}
    return figures


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[round(share * (len(ordered) - 1))]


Clock = Callable[[], float]
Timed = tuple[float, int]  # milliseconds, articles found


def _clock(one: Engine) -> Clock:
    """Processor seconds of this process and of the engine's others."""
    return lambda: time.process_time() + sum(map(_seconds, one.server_pids()))


def _seconds(pid: int) -> float:
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _timed(one: Engine, query: Query, with_facets: bool, clock: Clock) -> Timed:
    begun = clock()
    found = one.search(query, with_facets)
    return (clock() - begun) * 1000, found


def _warm(
    one: Engine, queries: Sequence[Query], with_facets: bool, clock: Clock
) -> Iterator[Timed]:
    end = time.perf_counter() + PATIENCE_SECONDS
    for query in queries:
        yield min(_timed(one, query, with_facets, clock) for _ in range(REPEATS))
        if time.perf_counter() > end:
            return


def _cold(one: Engine, queries: Sequence[Query], clock: Clock) -> Iterator[Timed]:
    end = time.perf_counter() + PATIENCE_SECONDS
    for query in queries[:COLD_QUERIES]:
        one.open()
        yield _timed(one, query, True, clock)
        if time.perf_counter() > end:
            return


def _summary(timed: Sequence[Timed]) -> Figures:
    times = [milliseconds for milliseconds, _ in timed]
    return {
        "p50": round(median(times), 3),
        "p95": round(percentile(times, 0.95), 3),
        "found": [found for _, found in timed],
    }


def resident_megabytes(pids: Sequence[int | str]) -> Figures:
    """Megabytes of the processes: all that is resident, and what of it is no file."""
    found = {"VmRSS": 0, "RssAnon": 0}
    for pid in pids:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            name, _, value = line.partition(":")
            if name in found:
                found[name] += int(value.split()[0])
    return {"resident": found["VmRSS"] // 1024, "own": found["RssAnon"] // 1024}


def main() -> None:
    step, folder, size, name = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    place = folder / str(size)
    place.mkdir(exist_ok=True)
    try:
        one = engine(name, place)
    except ImportError as error:
        print(f"{name}: {error}", file=sys.stderr)
        sys.exit(NOT_INSTALLED)
    if step == "build":
        (place / one.index_of).mkdir()
    figures = {"build": build, "measure": measure}[step](folder, size, one)
    path = result_path(folder, size, name, step)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(figures))


if __name__ == "__main__":
    main()
