"""Pages of results over HTTP: what one reader waits, how many pages eight readers get.

Every search is asked once in each order, so that no answer is kept from before.
"""

import random
import time
import urllib.request
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from urllib.parse import urlencode

from benchmarks.engine.measuring import Figures, percentile
from benchmarks.ingest import resident
from benchmarks.serving import SITE, family, serving

CLIENTS = 8


def measure_pages(texts: Iterable[str]) -> Figures:
    """Milliseconds and pages a second by the clock; megabytes of the largest process."""
    asked = list(texts)
    random.Random(1).shuffle(asked)
    with serving() as server, ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(_page, _addresses(asked[:CLIENTS], "oldest")))  # wake all workers
        alone = [_page(address) for address in _addresses(asked, "relevance")]
        begun = time.perf_counter()
        together = list(clients.map(_page, _addresses(asked, "newest")))
        seconds = time.perf_counter() - begun
        megabytes = max(map(resident, family(server)))
    return {
        "one_client_p50": round(median(alone), 1),
        "one_client_p95": round(percentile(alone, 0.95), 1),
        "eight_clients_p95": round(percentile(together, 0.95), 1),
        "eight_clients_pages_per_second": round(len(together) / seconds, 1),
        "largest_process": megabytes,
    }


def _addresses(texts: Sequence[str], sort: str) -> list[str]:
    return [f"{SITE}/search/?{urlencode({'q': text, 'sort': sort})}" for text in texts]


def _page(address: str) -> float:
    """Milliseconds until the whole page is there."""
    begun = time.perf_counter()
    with urllib.request.urlopen(address) as answer:
        answer.read()
    return (time.perf_counter() - begun) * 1000
