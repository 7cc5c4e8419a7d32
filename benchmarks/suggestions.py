"""How long it takes to find the words that a misspelled one may mean, among 100,000.

    python -m benchmarks.suggestions

The words are hazm's, misspelled by one edit each. Prints one JSON object: seconds to make the
arrays, their megabytes, and milliseconds of CPU a word.
"""

import json
import random
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import hazm

from persian import level
from search.engine.likeness import WordArrays

WORDS = 100_000
QUERIES = 1_000
LETTERS = "ابپتثجچحخدذرزسشصضطظعغفقکگلمنوهی"


def words() -> list[str]:
    """Hazm's words, levelled, those of one piece, as many as the index keeps."""
    lines = (Path(hazm.__file__).parent / "data" / "words.dat").read_text(encoding="utf-8")
    found = (level(line.partition("\t")[0]) for line in lines.splitlines())
    return list(dict.fromkeys(word for word in found if word.isalpha()))[:WORDS]


def misspelled(known: list[str], chance: random.Random) -> Iterator[str]:
    for word in chance.sample(known, QUERIES):
        place = chance.randrange(len(word))
        yield word[:place] + chance.choice(LETTERS) + word[place + chance.randrange(2) :]


def measure() -> dict[str, float]:
    known = words()
    tracemalloc.start()
    began = time.process_time()
    arrays = WordArrays(dict.fromkeys(known, 1))
    built, megabytes = time.process_time() - began, tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    times = []
    for word in misspelled(known, random.Random(1)):
        began = time.process_time()
        arrays.near(word)
        times.append(1000 * (time.process_time() - began))
    times.sort()
    return {
        "words": len(known),
        "build_seconds": round(built, 3),
        "megabytes": round(megabytes, 1),
        "p50_ms": round(times[len(times) // 2], 2),
        "p95_ms": round(times[len(times) * 95 // 100], 2),
        "max_ms": round(times[-1], 2),
    }


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
