"""Which thresholds tell one story in two articles from two stories of one kind.

    python -m benchmarks.families [CORPUS]

Pairs of the same story: the tellings in data/families/stories.json, by hand, and with a corpus
(JSON lines with title, body and a Jalali date) its articles respelled, cut, retitled and updated.
Pairs that are not: other stories of the same topics, the notices of data/families/templates.json
with other figures and places, and all articles of the corpus that are of different days, compared
with their days and as if these were not known.

Prints for several thresholds which share of each kind is taken for the same story, with and without
the other rules of archive.likeness; then how surely the bands of MinHash bring like articles
together, and how many unlike ones they bring.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from archive import likeness
from archive.extract import extract
from archive.gazetteer import load
from archive.ingest.records import ArticleRecord
from archive.likeness import Story, band_values, is_same_story, shared_pairs, story_of
from persian.jalali import TEHRAN, parse_date

DATA = Path(__file__).parent / "data" / "families"
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
BANDINGS = ((16, 3), (32, 3), (42, 3), (16, 2), (32, 2))


class Pair(NamedTuple):
    kind: str
    one: Story
    other: Story


def story(text: str, date: str = "") -> Story:
    headline, _, body = text.partition("\n")
    found = extract(ArticleRecord(body=body, headline=headline))
    province_of = {city.slug: city.province for city in load().cities}
    provinces = {mention.slug for mention in found.provinces}
    provinces |= {province_of[mention.slug] for mention in found.cities}
    parsed = parse_date(date) if date else None
    noon = datetime.combine(parsed.day, time(12), TEHRAN) if parsed else None
    return story_of(text, provinces, noon)


def told_by_hand() -> Iterator[Pair]:
    topics = json.loads((DATA / "stories.json").read_text(encoding="utf-8"))
    for topic in topics:
        tellings = {kind: story(text) for kind, text in topic["tellings"].items()}
        for (first, one), (second, other) in combinations(tellings.items(), 2):
            kind = "free rewrite" if "rewrite" in (first, second) else second
            yield Pair(f"same: {kind}", one, other)
        other_story = story(topic["other"])
        yield from (Pair("other: same topic", one, other_story) for one in tellings.values())


def notices() -> Iterator[Pair]:
    for template in json.loads((DATA / "templates.json").read_text(encoding="utf-8")):
        filled = [story(template["text"].format(**values)) for values in template["fills"]]
        yield from (Pair("other: notice", *pair) for pair in combinations(filled, 2))


def respelled(text: str) -> str:
    return text.replace("ی", "ي").replace("ک", "ك").replace("\u200c", " ")


def without_lead(text: str) -> str:
    headline, *sentences = text.replace(". ", ".\n").split("\n")
    return "\n".join([headline, *sentences[max(1, len(sentences) // 4) :]])


def without_end(text: str) -> str:
    return text[: 2 * len(text) // 3]


def retitled(text: str) -> str:
    return "خبر تازه\nبه گزارش خبرنگار ما به نقل از یک منبع آگاه،\n" + text.partition("\n")[2]


def updated(text: str) -> str:
    return text + "\nاین خبر با سخنان تازهٔ مدیران شرکت و نظر کارشناسان تکمیل خواهد شد."


VARIANTS: tuple[Callable[[str], str], ...] = (
    *(respelled, without_lead, without_end, retitled, updated),
)


def corpus_pairs(path: Path) -> Iterator[Pair]:
    lines = path.read_text(encoding="utf-8").splitlines()
    texts, stories = [], []
    for line in lines:
        article = json.loads(line)
        texts.append(f"{article['title']}\n{article['body']}")
        stories.append(story(texts[-1], article["date"]))
    for text, one in zip(texts, stories, strict=True):
        for variant in VARIANTS:
            kind = f"same: {variant.__name__.replace('_', ' ')}"
            yield Pair(kind, one, replace(story(variant(text)), at=one.at))
    for one, other in combinations(stories, 2):
        if one.at != other.at:
            yield Pair("other: other day", one, other)
    undated = {id(one): replace(one, at=None) for one in stories}
    for one, other in combinations(stories, 2):
        if one.at != other.at:
            yield Pair("other: day not told", undated[id(one)], undated[id(other)])


def print_thresholds(pairs: dict[str, list[Pair]]) -> None:
    chosen = likeness.SHARED_PAIRS
    print(f"{'':24}{'pairs':>7}" + "".join(f"{threshold:>9}" for threshold in THRESHOLDS))
    for title, is_taken in (("by words alone", is_worded_alike), ("by all rules", is_same)):
        print(title)
        taken: dict[str, list[int]] = {kind: [] for kind in pairs}
        for threshold in THRESHOLDS:
            likeness.SHARED_PAIRS = threshold
            for kind, of_kind in pairs.items():
                taken[kind].append(sum(map(is_taken, of_kind)))
        for kind, counts in taken.items():
            print_row(kind, len(pairs[kind]), [count / len(pairs[kind]) for count in counts])
        same = {kind: counts for kind, counts in taken.items() if kind.startswith("same")}
        rightly = [sum(column) for column in zip(*same.values(), strict=True)]
        all_taken = [sum(column) for column in zip(*taken.values(), strict=True)]
        wanted = sum(len(pairs[kind]) for kind in same)
        print_row("recall", wanted, [right / wanted for right in rightly])
        print_row("precision", wanted, [r / a for r, a in zip(rightly, all_taken, strict=True)])
    likeness.SHARED_PAIRS = chosen


def print_row(name: str, count: int, shares: list[float]) -> None:
    print(f"  {name:22}{count:>7}" + "".join(f"{share:>9.3%}" for share in shares))


def is_worded_alike(pair: Pair) -> bool:
    return shared_pairs(pair.one, pair.other) >= likeness.SHARED_PAIRS


def is_same(pair: Pair) -> bool:
    return is_same_story(pair.one, pair.other)


def print_bandings(pairs: dict[str, list[Pair]]) -> None:
    chosen = likeness.BANDS, likeness.ROWS
    print("bands × rows: share of the pairs of each kind that have a band in common")
    for banding in BANDINGS:
        likeness.BANDS, likeness.ROWS = banding
        bands: dict[int, set[int]] = {}
        print("  {}×{}".format(*banding))
        for kind, of_kind in pairs.items():
            known = [pair for pair in of_kind if not kind.startswith("same") or is_same(pair)]
            for side in (side for pair in known for side in (pair.one, pair.other)):
                if id(side) not in bands:
                    bands[id(side)] = set(band_values(side))
            met = sum(not bands[id(p.one)].isdisjoint(bands[id(p.other)]) for p in known)
            print(f"    {kind:22}{len(known):>7}{met / max(len(known), 1):>9.2%}")
    likeness.BANDS, likeness.ROWS = chosen


if __name__ == "__main__":
    from_corpora = [pair for path in sys.argv[1:] for pair in corpus_pairs(Path(path))]
    kinds: dict[str, list[Pair]] = {}
    for pair in [*told_by_hand(), *notices(), *from_corpora]:
        kinds.setdefault(pair.kind, []).append(pair)
    print_thresholds(kinds)
    print_bandings(kinds)
