"""Six classes of queries, chosen by how many articles have their words."""

import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from benchmarks.engine.corpus import Document

PER_CLASS = 20
PHRASES_FROM, FREQUENT_PHRASES = 5_000, 400
CLASSES = ("rare1", "mid1", "common1", "and2", "or3", "phrase")


class Query(NamedTuple):
    """Words with what joins them: "term" (there is one), "and", "or" or "phrase"."""

    kind: str
    words: list[str]


Queries = dict[str, list[Query]]


def choose_queries(documents: Iterable[Document]) -> Queries:
    """The queries for a corpus, by class; always the same."""
    held: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    count = 0
    for count, document in enumerate(documents, 1):
        tokens = document.text.split(" ")
        held.update(set(tokens))
        if count <= PHRASES_FROM:
            pairs.update(pairwise(tokens))
    chance = random.Random(7)

    def band(least: float, most: float, size: int) -> list[str]:
        words = sorted(word for word, n in held.items() if least * count <= n < most * count)
        return chance.sample(words, min(size, len(words)))

    big, small, other = band(0.08, 0.6, 40), band(0.01, 0.15, 60), band(0.01, 0.3, 60)
    phrases = [p for p, _ in pairs.most_common(4 * FREQUENT_PHRASES) if _is_phrase(p, held, count)]
    return {
        "rare1": _terms(band(2.5 / count, 40 / count, PER_CLASS)),
        "mid1": _terms(band(0.01, 0.05, PER_CLASS)),
        "common1": _terms(band(0.25, 0.95, PER_CLASS)),
        "and2": _joined("and", big[:PER_CLASS], small),
        "or3": _joined("or", big[-PER_CLASS:], small[::-1], other),
        "phrase": [
            Query("phrase", list(pair))
            for pair in chance.sample(phrases[:FREQUENT_PHRASES], PER_CLASS)
        ],
    }


def write_queries(path: Path, queries: Queries) -> None:
    path.write_text(json.dumps(queries, ensure_ascii=False, indent=1), encoding="utf-8")


def read_queries(path: Path) -> Queries:
    found = json.loads(path.read_text(encoding="utf-8"))
    return {name: [Query(*one) for one in some] for name, some in found.items()}


def _is_phrase(pair: tuple[str, str], held: Counter[str], count: int) -> bool:
    return pair[0] != pair[1] and all(held[word] < 0.7 * count for word in pair)


def _terms(words: Sequence[str]) -> list[Query]:
    return [Query("term", [word]) for word in words]


def _joined(kind: str, *columns: Sequence[str]) -> list[Query]:
    return [Query(kind, list(words)) for words in zip(*columns, strict=False)]
