"""The sample files of tests/data and what the archive must read in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from archive.ingest.exceptions import MalformedRecord
from archive.ingest.reading import ReadFile
from archive.ingest.records import ArticleRecord
from persian.jalali import TEHRAN

DATA = Path(__file__).parents[2] / "data"
_TEXT_FIELDS = (
    *("external_id", "news_code", "kicker", "headline", "lead", "byline", "dateline"),
    *("source", "republished_by", "url", "date_text"),
)
_SMALL_PRINT = {"news_code", "byline", "dateline", "date_text", "tags", "cuts"}


def readable_samples() -> list[Path]:
    return sorted(file for file in DATA.glob("*/*") if expectation(file).exists())


def expectation(sample: Path) -> Path:
    return sample.with_name(f"{sample.name}.expected.json")


def expected(sample: Path) -> dict[str, Any]:
    wanted: dict[str, Any] = json.loads(expectation(sample).read_text(encoding="utf-8"))
    return wanted


def as_expected(read: ReadFile, wanted: dict[str, Any]) -> dict[str, Any]:
    """What was read, in the form of an expectation: what is empty is left out.

    An expectation without `cuts` says what matters to a reader: of the small print it compares
    only what it names.
    """
    articles = [_article(item) for item in read.articles]
    for article, told in zip(articles, wanted["articles"], strict=False):
        small_print = set() if "cuts" in told else _SMALL_PRINT - told.keys()
        for name in small_print:
            article.pop(name, None)
    return {
        "format": read.format,
        "encoding": read.encoding,
        "warnings": len(read.warnings),
        "articles": articles,
    }


def _article(item: ArticleRecord | MalformedRecord) -> dict[str, Any]:
    if isinstance(item, MalformedRecord):
        return {"refused": item.reason, "line": item.line}
    facts: dict[str, Any] = {
        name: getattr(item, name) for name in _TEXT_FIELDS if getattr(item, name)
    }
    if item.tags:
        facts["tags"] = list(item.tags)
    if item.published_at:
        facts["published_at"] = item.published_at.astimezone(TEHRAN).isoformat(timespec="minutes")
        facts["precision"] = str(item.published_precision)
    facts["body"] = item.body.split("\n\n")
    facts["cuts"] = [[cut.rule, cut.text] for cut in item.cuts]
    return facts
