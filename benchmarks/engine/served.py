"""The engine as the site uses it: SearchParams in, SearchPage out, over a real archive.

The articles of the corpus go into a database, with mentions instead of facet values, and
`rebuild_index` builds the index. Searches go through the whole chain: analysis of the query, lemmas
and surfaces of four fields, widening, eight facets with their names, the histogram, articles and
marked passages. Their answers are not kept.
"""

import json
import os
import shutil
import time
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from statistics import median

import django

from benchmarks.engine.corpus import read_corpus
from benchmarks.engine.measuring import (
    COLD_QUERIES,
    REPEATS,
    Figures,
    corpus_path,
    percentile,
    queries_path,
    result_path,
)
from benchmarks.engine.pages import measure_pages
from benchmarks.engine.queries import CLASSES, Query, read_queries
from benchmarks.engine.words import persian_words
from benchmarks.serving import manage

NAME = "served"
FILLED = "filled"  # file in the archive's folder: all articles are in


def run(folder: Path, size: int) -> None:
    """Make the archive, if it is not there yet, and measure it."""
    data_dir = folder / str(size) / NAME
    os.environ |= {
        "DATA_DIR": str(data_dir),
        "LOAD_SEEDS": "0",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    result_path(folder, size, NAME, "build").parent.mkdir(exist_ok=True)
    filled = data_dir / FILLED
    if not filled.exists():
        shutil.rmtree(data_dir, ignore_errors=True)
    manage("prepare")
    django.setup()
    if not filled.exists():
        print("fill", NAME, size, flush=True)
        from benchmarks.engine.filling import fill

        fill(read_corpus(corpus_path(folder), size))
        filled.touch()
    from search.indexing import index_state, is_current

    state = index_state()
    if state is None or state.articles != size or not is_current():
        print("build", NAME, size, flush=True)
        built = _rebuild(size)
        result_path(folder, size, NAME, "build").write_text(json.dumps(built))
    print("measure", NAME, size, flush=True)
    queries = _in_persian(read_queries(queries_path(folder, size)))
    measured = _measure(queries) | {"http": measure_pages(chain.from_iterable(queries.values()))}
    result_path(folder, size, NAME, "measure").write_text(json.dumps(measured))


def _rebuild(size: int) -> Figures:
    wall, processor = time.perf_counter(), _children_seconds()
    manage("rebuild_index")
    wall, processor = time.perf_counter() - wall, _children_seconds() - processor
    return {
        "articles_per_second": round(size / wall, 1),
        "articles_per_processor_second": round(size / processor, 1),
    }


def _children_seconds() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _measure(queries: dict[str, list[str]]) -> Figures:
    from search.backends import backend

    backend().setup()
    begun = time.process_time()
    backend().live.snapshot()
    figures: Figures = {"open": round((time.process_time() - begun) * 1000, 2)}
    _search(queries["mid1"][0])
    figures["page"] = {kind: _summary([_best(text) for text in queries[kind]]) for kind in CLASSES}
    figures["cold"] = {
        kind: _summary([_cold(text) for text in queries[kind][:COLD_QUERIES]]) for kind in CLASSES
    }
    return figures


def _in_persian(queries: Mapping[str, list[Query]]) -> dict[str, list[str]]:
    """What a reader would type."""
    words = persian_words()

    def typed(query: Query) -> str:
        persian = [words[word] for word in query.words]
        if query.kind == "phrase":
            return f'"{" ".join(persian)}"'
        return (" OR " if query.kind == "or" else " ").join(persian)

    return {kind: list(map(typed, some)) for kind, some in queries.items()}


def _search(text: str) -> tuple[float, float, int]:
    """Milliseconds for the page, milliseconds for the index's part of it, articles found."""
    from django.core.cache import cache

    from search.params import SearchParams, Sort
    from search.queries import find, search_articles

    params = SearchParams(text=text, sort=Sort.RELEVANCE)
    cache.clear()
    begun = time.process_time()
    find(params)
    found = time.process_time()
    page = search_articles(params)
    ended = time.process_time()
    return (ended - begun) * 1000, (found - begun) * 1000, page.total


def _best(text: str) -> tuple[float, float, int]:
    return min(_search(text) for _ in range(REPEATS))


def _cold(text: str) -> tuple[float, float, int]:
    """The same on an index opened anew, which is not counted."""
    from search.backends import backend

    backend().setup()
    backend().live.snapshot()
    return _search(text)


def _summary(timed: Sequence[tuple[float, float, int]]) -> Figures:
    pages, finds = [one[0] for one in timed], [one[1] for one in timed]
    return {
        "p50": round(median(pages), 2),
        "p95": round(percentile(pages, 0.95), 2),
        "index_p50": round(median(finds), 2),
        "index_p95": round(percentile(finds, 0.95), 2),
        "found": [one[2] for one in timed],
    }
