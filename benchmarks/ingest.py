"""Import of synthetic articles, whole chain: reading, extraction, database, index.

    python -m benchmarks.ingest [ARTICLES …]

Imports as many articles of about 300 words as asked for (1,000 and 10,000), each time as JSON lines
into an empty archive in a temporary folder. Prints one JSON object a run: articles a second for the
whole and for reading and extraction alone, and the most memory that a process took. The text is
that of the demo articles with their sentences in another order.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (1_000, 10_000)
SENTENCES = 15
ROOT = Path(__file__).parents[1]
_READ = """
import sys, time
from pathlib import Path
from archive.extract import extract
from archive.ingest.guarded import guarded_reading, stop_child
seconds = 0.0
with guarded_reading(Path(sys.argv[1])) as reading:
    for record in reading.items:
        start = time.perf_counter()
        if len(sys.argv) > 2:
            extract(record)
        seconds += time.perf_counter() - start
stop_child()
print(seconds)
"""


def write_articles(path: Path, count: int) -> None:
    """Write as many different articles as JSON lines, always the same."""
    text = "\n".join(
        file.read_text(encoding="utf-8") for file in sorted((ROOT / "fixtures").glob("*.txt"))
    )
    sentences = [s for s in re.split(r"(?<=[.؟])\s+", text) if 5 < len(s.split()) < 60]
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            article = {
                "external_id": str(100_000 + number),
                "source": "irna",
                "headline": f"خبر صنعت شمارهٔ {number}",
                "body": "\n\n".join(chance.choices(sentences, k=SENTENCES)),
                "published_at": f"{1390 + number % 12}-{1 + number % 12:02}-{1 + number % 28:02}",
            }
            file.write(json.dumps(article, ensure_ascii=False) + "\n")


def run(command: list[str], data_dir: Path) -> tuple[str, float, int]:
    """Return what a command prints, its seconds, and the megabytes of its largest process."""
    environment = os.environ | {"DATA_DIR": str(data_dir), "LOAD_SEEDS": "0"}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout:
        printed = process.stdout.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return printed, time.perf_counter() - start, usage.ru_maxrss // 1024


def measure(count: int) -> dict[str, float]:
    """Return the figures of one import."""
    with tempfile.TemporaryDirectory(prefix="bench-ingest-") as folder:
        file, data_dir = Path(folder, "articles.jsonl"), Path(folder, "var")
        write_articles(file, count)
        _, reading_seconds, _ = run(["-c", _READ, str(file)], data_dir)
        printed, _, _ = run(["-c", _READ, str(file), "extract"], data_dir)
        extracting_seconds = float(printed)
        importing = ["manage.py", "import_articles", str(file), "--json"]
        summary, seconds, megabytes = run(importing, data_dir)
    if json.loads(summary)["created"] != count:
        raise SystemExit(f"not all articles came in: {summary}")
    return {
        "articles": count,
        "articles_per_second": round(count / seconds, 1),
        "reading_per_second": round(count / reading_seconds, 1),
        "extracting_per_second": round(count / extracting_seconds, 1),
        "seconds": round(seconds, 1),
        "peak_megabytes": megabytes,
    }


if __name__ == "__main__":
    for size in [int(argument) for argument in sys.argv[1:]] or SIZES:
        print(json.dumps(measure(size)), flush=True)
