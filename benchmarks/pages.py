"""Every kind of page over HTTP: time, weight, queries, memory, cold start.

    python -m benchmarks.pages [DATA_DIR]

Serves the archive in DATA_DIR, or a demo of 10,000 invented articles in a temporary folder, and
prints two tables in Markdown: what was seen beside what was aimed at, and the figures of each kind
of page. Times are by the clock as one reader sees them; the processor's time is that of all serving
processes for one page, which other programs disturb less. No search is asked twice.
"""

import gzip
import os
import random
import re
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

import django

from benchmarks.engine.measuring import percentile
from benchmarks.ingest import resident
from benchmarks.serving import PORT, SITE, family, manage, serving

ARTICLES = 10_000
SEARCHES = 100
PAGES_OF_A_KIND = 12
CLIENTS = 8
_STYLES = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
_SCRIPTS = re.compile(r'<script[^>]* src="([^"]+)"')
_MAP = re.compile(r"<svg.*?</svg>", re.DOTALL)
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Kind:
    """What was measured of one kind of page; weights are kilobytes, compressed."""

    name: str
    milliseconds: Sequence[float]
    processor: float
    queries: int
    html: float
    styles: float
    scripts: float


def measure() -> str:
    """The report of the archive in DATA_DIR."""
    django.setup()
    begun = time.perf_counter()
    with serving() as server, ThreadPoolExecutor(CLIENTS) as clients:
        _fetch("/")
        cold_start = time.perf_counter() - begun
        list(clients.map(_fetch, ["/"] * 2 * CLIENTS))  # wake all workers
        kinds = [_measured(name, found, server) for name, found in _addresses().items()]
        searches = _searches("oldest")
        begun = time.perf_counter()
        list(clients.map(_fetch, searches))
        pages_per_second = len(searches) / (time.perf_counter() - begun)
        megabytes = max(map(resident, family(server)))
        of_map = max(map(_kilobytes, _MAP.findall(_fetch("/provinces/"))))
    return "\n".join(
        [*_against_targets(kinds, pages_per_second, megabytes, cold_start, of_map), "", *_by(kinds)]
    )


def _measured(name: str, addresses: Sequence[str], server: int) -> Kind:
    before, times = _processor_seconds(server), []
    for address in addresses:
        begun = time.perf_counter()
        page = _fetch(address)
        times.append((time.perf_counter() - begun) * 1000)
    processor = (_processor_seconds(server) - before) * 1000 / len(addresses)
    return Kind(
        name,
        times,
        processor,
        max(map(_queries, addresses[:3])),
        _kilobytes(page),
        sum(_kilobytes(_fetch(file)) for file in _STYLES.findall(page)),
        sum(_kilobytes(_fetch(file)) for file in _SCRIPTS.findall(page)),
    )


# -- which pages ----------------------------------------------------------------------------------


def _addresses() -> dict[str, list[str]]:
    """Some addresses of each kind of page; of a kind with one page, that again and again."""
    from archive import catalogue
    from archive.models import Article, ExportMarket, Official, Product, Province

    named = {
        "province": catalogue.mentioned(Province.objects.all()),
        "market": catalogue.mentioned(ExportMarket.objects.all()),
        "product": catalogue.mentioned(Product.objects.all()),
        "official": catalogue.mentioned(Official.objects.all()),
        "organization": catalogue.organizations_with_counts(),
        "source": catalogue.sources_with_counts(),
    }
    single = ("/provinces/", "/markets/", "/officials/", "/quotes/", "/figures/", "/insights/")
    articles = random.Random(1).sample(list(Article.objects.published()), PAGES_OF_A_KIND)
    return {
        "home": ["/"] * PAGES_OF_A_KIND,
        "search": _searches("relevance"),
        "article": [article.get_absolute_url() for article in articles],
        **{name: _urls(rows[:PAGES_OF_A_KIND]) for name, rows in named.items()},
        **{address: [address] * PAGES_OF_A_KIND for address in (*single, "/search/", "/help/")},
    }


def _urls(rows: Iterable[Any]) -> list[str]:
    return [row.get_absolute_url() for row in rows]


def _searches(sort: str) -> list[str]:
    """Searches for two words that stand in one article, never the same one twice."""
    from archive.models import Article

    chance, texts = random.Random(1), set()
    for body in Article.objects.published().order_by("pk").values_list("body", flat=True):
        texts.add(" ".join(chance.sample(body.split(), 2)))
        if len(texts) == SEARCHES:
            break
    return [f"/search/?{urlencode({'q': text, 'sort': sort})}" for text in sorted(texts)]


# -- one page -------------------------------------------------------------------------------------


def _fetch(address: str) -> str:
    with urllib.request.urlopen(f"{SITE}{address}") as answer:
        content: bytes = answer.read()
        return content.decode()


def _queries(address: str) -> int:
    """How many queries a page needs that was shown before."""
    from django.db import connection
    from django.test import Client

    client = Client(HTTP_HOST=f"127.0.0.1:{PORT}")
    client.get(address)
    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        client.get(address)
    return len(asked)


def _kilobytes(text: str) -> float:
    return len(gzip.compress(text.encode())) / 1000


def _processor_seconds(server: int) -> float:
    stats = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2] for pid in family(server))
    return sum(sum(map(int, stat.split()[11:13])) for stat in stats) / _TICKS


# -- the report -----------------------------------------------------------------------------------


def _against_targets(
    kinds: Sequence[Kind],
    pages_per_second: float,
    megabytes: int,
    cold_start: float,
    of_map: float,
) -> Iterator[str]:
    of = {kind.name: kind for kind in kinds}
    entities = ("province", "market", "product", "official", "organization", "source")
    shown = [ms for name in ("home", "article", *entities) for ms in of[name].milliseconds]
    slowest = max(median(of[name].milliseconds) for name in ("home", "article", *entities))
    search = of["search"].milliseconds
    yield "| what | at least | aim | seen |"
    yield "|---|---|---|---|"
    yield f"| search page, one client: p95 | 150 ms | 100 ms | {percentile(search, 0.95):.0f} ms |"
    yield f"| the same, eight clients | 25 pages/s | 80 pages/s | {pages_per_second:.0f} pages/s |"
    yield (
        "| article, entity, home page: median (of the slowest kind) | 100 ms | 40 ms "
        f"| {median(shown):.0f} ms ({slowest:.0f} ms) |"
    )
    yield f"| serving process, resident | 350 MB | 200 MB | {megabytes} MB |"
    yield f"| cold start to first page | 15 s | 5 s | {cold_start:.1f} s |"
    weights = [max(getattr(kind, part) for kind in kinds) for part in ("html", "styles", "scripts")]
    heaviest = " / ".join(f"{weight:.1f}" for weight in (*weights, of_map))
    yield f"| weight gz: HTML / CSS / JS / map, kB | 40 / 15 / 15 / 10 | half | {heaviest} |"
    most = max(kind.queries for kind in kinds)
    yield f"| database queries a page, at most | 12 | 8 | {most} |"


def _by(kinds: Iterable[Kind]) -> Iterator[str]:
    yield "| page | median ms | p95 ms | processor ms | queries | HTML kB | CSS kB | JS kB |"
    yield "|---|---|---|---|---|---|---|---|"
    for kind in kinds:
        times = f"{median(kind.milliseconds):.0f} | {percentile(kind.milliseconds, 0.95):.0f}"
        weights = f"{kind.html:.1f} | {kind.styles:.1f} | {kind.scripts:.1f}"
        yield f"| {kind.name} | {times} | {kind.processor:.0f} | {kind.queries} | {weights} |"


@contextmanager
def _archive(given: list[str]) -> Iterator[str]:
    """The folder of the archive that is given, or of a demo that lasts as long as this."""
    if given:
        yield given[0]
        return
    with tempfile.TemporaryDirectory(prefix="bench-pages-") as folder:
        os.environ |= {"DATA_DIR": folder, "DEMO": "1", "LOAD_SEEDS": "0"}
        manage("prepare")
        manage("make_demo", "--articles", str(ARTICLES))
        yield folder


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    with _archive(sys.argv[1:]) as folder:
        os.environ |= {"DATA_DIR": folder, "DEMO": "1", "LOAD_SEEDS": "0"}
        print(measure())


if __name__ == "__main__":
    main()
