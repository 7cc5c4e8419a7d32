"""How soon a published article is found, and how long building the index takes.

    python -m benchmarks.freshness [ARTICLES]

Serves an archive of 10,000 synthetic articles in a temporary folder, publishes articles one by one
and asks the API until it finds each: first idle, then while eight clients search all the time.
Prints one JSON object; seconds.
"""

import json
import os
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from benchmarks.ingest import write_articles
from benchmarks.serving import SITE, manage, serving

ARTICLES = 10_000
PUBLISHED = 10
CLIENTS = 8
PATIENCE_SECONDS = 60
POLL_SECONDS = 0.02
API = f"{SITE}/api/v1/search?"
QUERIES = ("صادرات", "استان یزد", "تولید صنعت", "مدیرکل صمت", "عراق ترکیه")


def measure(articles: int) -> dict[str, object]:
    """Return the figures of one archive."""
    with tempfile.TemporaryDirectory(prefix="bench-freshness-") as folder:
        file, data_dir = Path(folder, "articles.jsonl"), Path(folder, "var")
        write_articles(file, articles)
        os.environ |= {"DATA_DIR": str(data_dir), "LOAD_SEEDS": "0"}
        manage("prepare")
        manage("import_articles", str(file))
        start = time.perf_counter()
        manage("rebuild_index")
        rebuilding = time.perf_counter() - start
        django.setup()
        with serving():
            idle = [seconds_until_found(f"تازهٔ بی‌بار {n}") for n in range(PUBLISHED)]
            with searching():
                loaded = [seconds_until_found(f"تازهٔ پربار {n}") for n in range(PUBLISHED)]
    return {
        "articles": articles,
        "rebuild_index": round(rebuilding, 1),
        "found_idle": summary(idle),
        "found_under_load": summary(loaded),
    }


@contextmanager
def searching() -> Iterator[None]:
    """Search with eight clients at once, without a pause."""
    is_over = threading.Event()

    def search(number: int) -> None:
        while not is_over.is_set():
            number += 1
            count(f"{QUERIES[number % len(QUERIES)]} {number}")

    clients = [threading.Thread(target=search, args=[1000 * n]) for n in range(CLIENTS)]
    for client in clients:
        client.start()
    try:
        yield
    finally:
        is_over.set()
        for client in clients:
            client.join()


def seconds_until_found(headline: str) -> float:
    """Publish an article, as the admin does, and wait for it."""
    from archive.models import Article, Source

    Article.objects.create(
        source=Source.objects.get(slug="irna"),
        external_id=headline,
        headline=headline,
        body=headline,
        status="published",
    )
    start = time.perf_counter()
    while not count(f'"{headline}"'):
        if time.perf_counter() - start > PATIENCE_SECONDS:
            raise SystemExit(f"«{headline}» was not found")
        time.sleep(POLL_SECONDS)
    return time.perf_counter() - start


def count(text: str) -> int | None:
    """Return how many articles the site finds; None when it does not answer."""
    try:
        with urllib.request.urlopen(API + urllib.parse.urlencode({"q": text})) as answer:
            return int(json.load(answer)["total"])
    except OSError:
        return None


def summary(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    return {"median": round(ordered[len(ordered) // 2], 2), "slowest": round(ordered[-1], 2)}


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    print(json.dumps(measure(articles)))


if __name__ == "__main__":
    main()
