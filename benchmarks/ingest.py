"""Import of synthetic articles, whole chain: reading, extraction, database, index.

    python -m benchmarks.ingest [ARTICLES …]
    python -m benchmarks.ingest --stream-gb 2

The first imports as many articles of about 300 words as asked for (1,000 and 10,000), each time as
JSON lines into an empty archive in a temporary folder. It prints one JSON object a run: articles a
second, from the start of the command to its end; the most memory that its processes held together,
and the largest of them; and what each stage takes of one processor for one article, measured alone.
The text is that of the demo articles, its sentences in another order and many of their words
exchanged, so that no two articles are alike.

The second imports one file of so many gigabytes, most of them padding that no article needs, as
JSON lines and as a web archive, and prints the memory at several moments.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

SIZES = (1_000, 10_000)
SENTENCES = 15
KEPT_WORDS = 0.7
STAGES_OF = 500  # articles; they cost all the same
PADDING_BYTES = 1024**2
SAMPLE_SECONDS = 0.25
SHOWN_SAMPLES = 8
ROOT = Path(__file__).parents[1]
_STAGES = """
import io, json, sys, time
import django
django.setup()
from pathlib import Path
from django.core.management import call_command
from archive.ingest.arriving import Arrival
from archive.ingest.findings import findings_of
from archive.ingest.identity import Identity
from archive.ingest.reading import start_reading
from archive.ingest.reports import FileReport
from archive.ingest.saving import ReadyArticle, save_articles
from archive.ingest.sources import Sources
from archive.models import ImportBatch, RawDocument
from django.db import transaction

call_command("prepare", stdout=io.StringIO())
raw = RawDocument.objects.create(sha256="0" * 64, size_bytes=0)
batch, sources, report = ImportBatch.objects.create(), Sources(), FileReport("bench")
milliseconds, begun = {}, time.process_time()

def end_of(stage):
    global begun
    now = time.process_time()
    milliseconds[stage] = round((now - begun) * 1000 / len(records), 2)
    begun = time.process_time()

with Path(sys.argv[1]).open("rb") as file:
    records = list(start_reading(file).items)
end_of("read")
findings = [findings_of(record) for record in records]
end_of("extract")
coming = [
    ReadyArticle(Arrival(report, raw, n, r), found, Identity.of(sources.get(r.source), r))
    for n, (r, found) in enumerate(zip(records, findings))
]
for start in range(0, len(coming), 32):
    with transaction.atomic():
        save_articles(coming[start : start + 32], batch, sources)
end_of("save")
call_command("index_pending", verbosity=0)
end_of("index")
print(json.dumps(milliseconds))
"""


def sentences() -> list[str]:
    """Return the sentences of the demo articles."""
    text = "\n".join(
        file.read_text(encoding="utf-8") for file in sorted((ROOT / "fixtures").glob("*.txt"))
    )
    return [s for s in re.split(r"(?<=[.؟])\s+", text) if 5 < len(s.split()) < 60]


def articles(count: int) -> Iterator[dict[str, str]]:
    """Yield as many different articles, always the same."""
    known, chance = sentences(), random.Random(1)
    words = [word for sentence in known for word in sentence.split()]

    def varied(sentence: str) -> str:
        kept = (chance.random() < KEPT_WORDS for _ in sentence.split())
        told = zip(sentence.split(), kept, strict=True)
        return " ".join(word if is_kept else chance.choice(words) for word, is_kept in told)

    for number in range(count):
        yield {
            "external_id": str(100_000 + number),
            "source": "irna",
            "headline": f"خبر صنعت شمارهٔ {number}",
            "body": "\n\n".join(map(varied, chance.choices(known, k=SENTENCES))),
            "published_at": f"{1390 + number % 12}-{1 + number % 12:02}-{1 + number % 28:02}",
        }


def write_articles(path: Path, count: int, padding: str = "") -> None:
    """Write articles as JSON lines, with padding in each that no reader wants."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles(count):
            line = article | {"comments": padding} if padding else article
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_web_archive(path: Path, count: int, padding: str) -> None:
    """Write articles as the pages of a WARC file, with a picture of padding after each."""
    with path.open("wb") as file:
        for article in articles(count):
            paragraphs = "".join(f"<p>{text}</p>" for text in article["body"].split("\n\n"))
            page = f"<html><body><h1>{article['headline']}</h1>{paragraphs}</body></html>"
            address = f"https://www.irna.ir/news/{article['external_id']}"
            file.write(_warc_record(address, "text/html; charset=utf-8", page.encode()))
            file.write(_warc_record(f"{address}.jpg", "image/jpeg", padding.encode()))


def _warc_record(address: str, kind: str, data: bytes) -> bytes:
    response = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + data
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(response)}\r\n\r\n"
    )
    return head.encode() + response + b"\r\n\r\n"


class Run:
    """A command that was run to its end, with what it printed and took."""

    def __init__(self, command: list[str], data_dir: Path) -> None:
        settings = {"DATA_DIR": str(data_dir), "LOAD_SEEDS": "0"}
        settings["DJANGO_SETTINGS_MODULE"] = "config.settings"
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=os.environ | settings,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.samples: list[list[int]] = []  # megabytes of each process, the parent first
        ended = threading.Event()
        sampler = threading.Thread(target=self._sample, args=(process.pid, ended))
        sampler.start()
        self.printed, _ = process.communicate()
        ended.set()
        sampler.join()
        self.seconds = time.perf_counter() - start
        if process.returncode:
            raise SystemExit(f"{command} ended with {process.returncode}: {self.printed}")

    def _sample(self, pid: int, ended: threading.Event) -> None:
        children = Path(f"/proc/{pid}/task/{pid}/children")
        while not ended.wait(SAMPLE_SECONDS):
            try:
                self.samples.append([resident(p) for p in [pid, *children.read_text().split()]])
            except OSError:  # a process has just ended
                continue


def resident(pid: int | str) -> int:
    """Return the megabytes that a process holds in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024**2


def measure(count: int) -> dict[str, object]:
    """Return the figures of one import."""
    print(f"importing {count} articles", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-ingest-") as folder:
        file, few = Path(folder, "articles.jsonl"), Path(folder, "few.jsonl")
        write_articles(file, count)
        write_articles(few, min(count, STAGES_OF))
        Run(["manage.py", "prepare"], Path(folder, "var"))
        run = Run(["manage.py", "import_articles", str(file), "--json"], Path(folder, "var"))
        stages = Run(["-c", _STAGES, str(few)], Path(folder, "var-stages"))
    if json.loads(run.printed)["created"] != count:
        raise SystemExit(f"not all articles came in: {run.printed}")
    return {
        "articles": count,
        "articles_per_second": round(count / run.seconds, 1),
        "seconds": round(run.seconds, 1),
        "megabytes": max(map(sum, run.samples)),
        "megabytes_of_largest_process": max(map(max, run.samples)),
        "processor_milliseconds_per_article": json.loads(stages.printed.splitlines()[-1]),
    }


def measure_stream(gigabytes: float, kind: str) -> dict[str, object]:
    """Return the figures of the import of one large file."""
    count = max(1, int(gigabytes * 1024**3 / PADDING_BYTES))
    write = {"jsonl": write_articles, "warc": write_web_archive}[kind]
    with tempfile.TemporaryDirectory(prefix="bench-ingest-") as folder:
        file = Path(folder, f"articles.{kind}")
        write(file, count, "x" * PADDING_BYTES)
        size = file.stat().st_size
        Run(["manage.py", "prepare"], Path(folder, "var"))
        run = Run(["manage.py", "import_articles", str(file), "--json"], Path(folder, "var"))
    if json.loads(run.printed)["created"] != count:
        raise SystemExit(f"not all articles came in: {run.printed}")
    step = max(1, len(run.samples) // SHOWN_SAMPLES)
    return {
        "format": kind,
        "gigabytes": round(size / 1024**3, 2),
        "articles": count,
        "seconds": round(run.seconds, 1),
        "megabytes_of_each_process_over_time": run.samples[::step],
        "megabytes_of_largest_process": max(map(max, run.samples)),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", nargs="*", type=int, default=SIZES)
    parser.add_argument("--stream-gb", type=float, default=0)
    options = parser.parse_args()
    if options.stream_gb:
        runs = (measure_stream(options.stream_gb, kind) for kind in ("jsonl", "warc"))
    else:
        runs = (measure(count) for count in options.articles)
    for figures in runs:
        print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
