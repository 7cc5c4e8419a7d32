"""Invented articles as tokens: the same ones for the same number, for every engine.

Words follow Zipf's law. A third of the sentences are stock sentences with a quarter of their words
exchanged, so that phrases recur; the others mix frequent words with those of one of 200 topics and
a tail of rare words. Officials are named in the text. Facet values follow Zipf's law too.
"""

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate, islice, product
from pathlib import Path
from typing import NamedTuple

WORDS = 150_000
STOCK_SENTENCES, TOPICS, TOPIC_WORDS = 200, 200, 150
PROVINCES, MARKETS, OFFICIALS, SOURCES = 31, 60, 3_000, 12
MARKETS_OF_ARTICLE = [0, 1, 2, 3, 4, 5], [35, 25, 18, 12, 6, 4]  # how many, how often
OFFICIALS_OF_ARTICLE = [0, 1, 2, 3, 4], [20, 40, 25, 10, 5]
MEDIAN_TOKENS, SHORTEST, LONGEST = 410, 120, 1_500
FIRST_DAY, DAYS = datetime(2010, 1, 1), 15 * 365
FACETS = ("province", "market", "official", "source")
_CONSONANTS, _VOWELS = "بتجدرزسشفکگلمنهخقپ", "اویآ"


class Document(NamedTuple):
    """One article as every engine gets it; tokens are parted by a space."""

    id: int
    text: str
    province: list[str]
    market: list[str]
    official: list[str]
    source: list[str]
    date: datetime


class Zipf:
    """Draws the numbers below `count`, the first ones most often."""

    def __init__(self, count: int, power: float) -> None:
        self._numbers = range(count)
        self._cumulated = list(accumulate((rank + 3) ** -power for rank in self._numbers))

    def draw(self, chance: random.Random, count: int) -> list[int]:
        return chance.choices(self._numbers, cum_weights=self._cumulated, k=count)


def write_corpus(path: Path, count: int) -> None:
    """Write that many articles as lines of JSON."""
    with path.open("w", encoding="utf-8") as file:
        for document in islice(_documents(), count):
            row = [*document[:-1], document.date.isoformat()]
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_corpus(path: Path, count: int) -> Iterator[Document]:
    """Yield the first so many articles."""
    with path.open(encoding="utf-8") as file:
        for line in islice(file, count):
            row = json.loads(line)
            row[-1] = datetime.fromisoformat(row[-1])
            yield Document._make(row)


def invented_words() -> list[str]:
    """Different invented words, short ones first."""
    syllables = [a + b for a, b in product(_CONSONANTS, _VOWELS)]
    random.Random(2).shuffle(syllables)
    longer = (
        "".join(parts) + end
        for length in (1, 2, 3)
        for parts in product(syllables, repeat=length)
        for end in ("ر", "ت", "م")
    )
    return list(islice(longer, WORDS))


def _documents() -> Iterator[Document]:
    chance = random.Random(1)
    words, zipf = invented_words(), Zipf(WORDS, 1.05)
    draw_words = zipf.draw
    stock = [draw_words(chance, chance.randint(8, 25)) for _ in range(STOCK_SENTENCES)]
    topics = [chance.sample(range(150, 30_000), TOPIC_WORDS) for _ in range(TOPICS)]
    in_topic = Zipf(TOPIC_WORDS, 0.8)
    names = [tuple(chance.sample(range(2_000, 12_000), 2)) for _ in range(OFFICIALS)]
    of_province, of_source = Zipf(PROVINCES, 0.7), Zipf(SOURCES, 0.9)
    of_market, of_official = Zipf(MARKETS, 0.9), Zipf(OFFICIALS, 0.9)

    def sentence(topic: list[int]) -> list[int]:
        if chance.random() < 0.35:
            known = chance.choice(stock)
            fresh = draw_words(chance, len(known))
            return [w if chance.random() < 0.75 else f for w, f in zip(known, fresh, strict=True)]
        found = draw_words(chance, chance.randint(8, 32))
        for place, ordinal in enumerate(in_topic.draw(chance, len(found))):
            luck = chance.random()
            if luck < 0.3:
                found[place] = topic[ordinal]
            elif luck < 0.325:
                found[place] = chance.randrange(WORDS)
        return found

    for number in range(10**9):
        officials = sorted(set(of_official.draw(chance, _how_many(chance, OFFICIALS_OF_ARTICLE))))
        markets = sorted(set(of_market.draw(chance, _how_many(chance, MARKETS_OF_ARTICLE))))
        length = int(min(max(chance.lognormvariate(0, 0.35) * MEDIAN_TOKENS, SHORTEST), LONGEST))
        topic = chance.choice(topics)
        text: list[int] = []
        for official in officials:
            text += names[official]
        while len(text) < length:
            text += sentence(topic)
        yield Document(
            number,
            " ".join(map(words.__getitem__, text)),
            [f"province{of_province.draw(chance, 1)[0]}"],
            [f"market{market}" for market in markets],
            [f"official{official}" for official in officials],
            [f"source{of_source.draw(chance, 1)[0]}"],
            FIRST_DAY + timedelta(days=chance.randrange(DAYS), seconds=number % 86_400),
        )


def _how_many(chance: random.Random, choice: tuple[list[int], list[int]]) -> int:
    return chance.choices(choice[0], choice[1])[0]
