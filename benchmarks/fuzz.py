"""Queries of death: whatever is asked, the answer is 200 or 400, and soon.

    python -m benchmarks.fuzz [QUERIES [ARTICLES]]

Asks 10,000 generated queries of the search page and the API over an archive of 2,000 synthetic
articles in a temporary folder. Prints one JSON object with the statuses, the milliseconds of the
processor, which other programs disturb little, and the slowest queries with those by the clock too;
ends with 1 when any status was another.
"""

import json
import logging
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import django
from django.test import Client

from benchmarks.ingest import write_articles
from benchmarks.serving import manage

QUERIES, ARTICLES = 10_000, 2_000
SLOWEST = 10
WORDS = (
    *("صادرات", "فولاد", "استان", "و", "در", "که", "شركتهاي", "سرمایه‌گذاری", "میشود", "کتاب‌ها"),
    *("iran", "export", "wkuj", "fulad", "۱۴۰۲", "1402", "٪۳۵", "۱٫۵", "ـــ", "ا", "ی"),
)
OPERATORS = (
    *("AND", "OR", "NOT", "یا", "-", "+", "(", ")", '"', "«", "»", "*", "?", "~", "~9", "~99999"),
    *("[", "]", "TO", "{", "}", ":", "^", "^9", "\\", "/", "<", ">", "&&", "||", "!", "'", "`"),
    *("headline:", "عنوان:", "body:", "nosuch:", "_stored:", "id:", "django_ct:", "province:"),
)
CHARACTERS = (
    *("\x00", "\x01", "\x1c", "\t", "\n", "\r", "\x7f", "\ud800", "\udfff", "\ufffe", "\U0010ffff"),
    *("\u200c", "\u200d", "\u200e", "\u202b", "\u202e", "\u2066", "\u2069", "\u00ad", "\ufeff"),
    *("\u064b", "\u0651", "\u0340", "\u0640", "😀", "👨\u200d👩\u200d👧", "﷽", "ﷲ", "ß", "İ", "ǆ"),
)
FACETS = ("province", "market", "product", "official", "organization", "source", "city", "year")
NAMES = (*FACETS, *(f"not_{facet}" for facet in FACETS), "month")
ODD_VALUES = (
    *("", " ", "none", "-1", "0", "1", "1402", "1402-07", "1402-13", "9" * 30, "1e9", "NaN", "٣"),
    *("1402/02/31", "2023-02-30", "0001-01-01", "9999-12-31", "relevance", "newest", "nosuch"),
    *("yazd", "iq", "irna", "' OR 1=1 --", "../../etc/passwd", "<script>", "%00", "{{7*7}}"),
)


def queries(count: int, seed: int = 1) -> Iterator[str]:
    """Yield query strings, always the same: all kinds of texts, some with other parameters."""
    chance = random.Random(seed)
    kinds = (_words, _operators, _characters, _wildcards, _nested, _repeated, _long)
    for number in range(count):
        pairs = [("q", kinds[number % len(kinds)](chance))]
        if number % 3 == 0:
            pairs += _parameters(chance)
        yield "&".join(f"{name}={_quoted(value)}" for name, value in pairs)


def _words(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(0, 25)))


def _operators(chance: random.Random) -> str:
    parts = chance.choices([*WORDS, *OPERATORS], k=chance.randint(1, 40))
    return "".join(part + chance.choice(["", " "]) for part in parts)


def _characters(chance: random.Random) -> str:
    return "".join(chance.choices([*WORDS, *CHARACTERS, " "], k=chance.randint(1, 60)))


def _wildcards(chance: random.Random) -> str:
    word = chance.choice([*WORDS, "", "ا", "م"])
    shape = chance.choice(["{}*", "*{}", "*{}*", "{}?", "???{}", "{}**", "headline:{}*", "-{}*"])
    return " ".join([shape.format(word)] * chance.randint(1, 12))


def _nested(chance: random.Random) -> str:
    depth = chance.randint(1, 140)
    opening, closing = chance.choice(["()", '""', "«»", "[]", '(")', "-("])[:2]
    return opening * depth + _words(chance)[:20] + closing * chance.choice([0, depth, depth + 1])


def _repeated(chance: random.Random) -> str:
    piece = chance.choice([*WORDS, *OPERATORS, *CHARACTERS, "ا ", '"ا" ', "ا-", "او", "ها "])
    return piece * chance.randint(1, 300)


def _long(chance: random.Random) -> str:
    length = chance.choice([299, 300, 301, 1_000, 10_000])
    return (_words(chance) + " " + _operators(chance) + " ") * (length // 20 + 1)


def _parameters(chance: random.Random) -> Iterator[tuple[str, str]]:
    for _ in range(chance.choice([1, 1, 3, 60, 1_000])):
        yield chance.choice(NAMES), chance.choice(ODD_VALUES)
    for name in ("page", "per_page", "sort", "exact", "from", "to"):
        if chance.random() < 0.3:
            yield name, chance.choice(ODD_VALUES)


def _quoted(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"))


def _ask(count: int) -> dict[str, object]:
    """The figures of so many queries to the archive in DATA_DIR."""
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    client.get("/search/")  # the first page loads what all need
    took: list[tuple[float, float, int, str]] = []
    for number, query in enumerate(queries(count)):
        processor, clock = time.process_time(), time.perf_counter()
        path = ("/search/", "/api/v1/search")[number % 2]
        status = client.get(f"{path}?{query}").status_code
        processor, clock = time.process_time() - processor, time.perf_counter() - clock
        took.append((processor * 1000, clock * 1000, status, f"{path}?{query[:200]}"))
    took.sort(reverse=True)
    return {
        "statuses": Counter(status for _, _, status, _ in took),
        "median_ms": round(took[len(took) // 2][0], 1),
        "p95_ms": round(took[len(took) // 20][0], 1),
        "slowest": [
            (round(processor), round(clock), status, query)
            for processor, clock, status, query in took[:SLOWEST]
        ],
        "others": [query for _, _, status, query in took if status not in {200, 400}],
    }


def main(count: int, articles: int) -> None:
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        file, data_dir = Path(folder, "articles.jsonl"), Path(folder, "var")
        write_articles(file, articles)
        os.environ |= {"DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ["LOAD_SEEDS"] = "0"
        manage("prepare")
        manage("import_articles", str(file))
        django.setup()
        logging.disable()
        result = _ask(count)
    print(json.dumps(result, ensure_ascii=False, indent=1))
    raise SystemExit(bool(result["others"]))


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*(given + [QUERIES, ARTICLES][len(given) :]))
