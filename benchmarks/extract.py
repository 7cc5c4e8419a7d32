"""Speed of extraction on one core, and how it grows with the length of an article.

    python -m benchmarks.extract

Prints one JSON object: articles of about 2,500 letters a second, and how many times longer one of
100,000 takes. The text is that of the demo articles with their sentences in another order.
"""

import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

from archive.extract import extract
from archive.ingest.reading import read_file
from archive.ingest.records import ArticleRecord

ARTICLES, LETTERS = 500, 2_500
LONG_ARTICLES, LONG_LETTERS = 5, 100_000
FIXTURES = Path(__file__).parents[1] / "fixtures"


def sentences() -> list[str]:
    """The sentences of the demo articles."""
    texts = []
    for path in sorted(FIXTURES.glob("00*.txt")):
        (record,) = read_file(path.read_bytes()).articles
        assert isinstance(record, ArticleRecord)
        texts += [record.headline, record.lead, *record.body.split(". ")]
    return [text for text in texts if text]


def articles(count: int, letters: int) -> list[ArticleRecord]:
    """As many different articles of that length, always the same."""
    chance, pieces = random.Random(1), sentences()
    made = []
    for _ in range(count):
        body = ""
        while len(body) < letters:
            body += chance.choice(pieces) + ".\n\n"
        made.append(ArticleRecord(headline=chance.choice(pieces), body=body[:letters]))
    return made


def seconds_each(records: Sequence[ArticleRecord]) -> float:
    """Seconds of processor time that one article takes."""
    start = time.process_time()
    for record in records:
        extract(record)
    return (time.process_time() - start) / len(records)


def main() -> None:
    short, long = articles(ARTICLES, LETTERS), articles(LONG_ARTICLES, LONG_LETTERS)
    seconds_each(short[:50])  # loads the gazetteer and the lexicon
    short_seconds, long_seconds = seconds_each(short), seconds_each(long)
    figures = {
        "articles_per_second": round(1 / short_seconds, 1),
        "letters": LETTERS,
        "long_letters": LONG_LETTERS,
        "long_takes_times": round(long_seconds / short_seconds, 1),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
