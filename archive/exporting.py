"""Articles as files for other programs: CSV, JSON lines, RIS and BibTeX, piece by piece.

An article has the keys that the API gives it, and only the text that its source's rights allow.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from archive.chunks import chunks
from archive.citations import address, bibtex, ris
from archive.models import Article
from archive.reading import prefetch_facts
from archive.serializers import exported_dict

CHUNK = 200
BOM = "\ufeff"  # by it Excel knows UTF-8
CSV_COLUMNS = (
    *("id", "page", "external_id", "source", "republished_by", "url", "published", "time"),
    *("published_at", "kicker", "headline", "lead", "body", "provinces", "cities", "markets"),
    *("products", "officials", "figures"),
)
_BETWEEN = " | "
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Format(NamedTuple):
    """How a file is called to browsers, and how its pieces come from articles."""

    content_type: str
    pieces: Callable[[Iterable[Article]], Iterator[str]]


class _Echo:
    """A file that gives back what is written, so that a csv.writer can be asked for lines."""

    def write(self, text: str) -> str:
        return text


def in_chunks(numbers: Sequence[int]) -> Iterator[Article]:
    """The published articles of these numbers in this order, a chunk in memory at a time."""
    whole = Article.objects.select_related("source", "republished_by")
    whole = whole.prefetch_related("corrections")
    for chunk in chunks(numbers, CHUNK):
        articles = whole.published_of(chunk)
        prefetch_facts(articles)
        yield from articles


def as_csv(articles: Iterable[Article]) -> Iterator[str]:
    """A head of column names and one row for each article; several values stand in one cell."""
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow(CSV_COLUMNS)
    for article in articles:
        row = exported(article)
        yield writer.writerow([cell(row[column]) for column in CSV_COLUMNS])


def as_jsonl(articles: Iterable[Article]) -> Iterator[str]:
    """One JSON object on a line for each article."""
    return (json.dumps(exported(article), ensure_ascii=False) + "\n" for article in articles)


def as_ris(articles: Iterable[Article]) -> Iterator[str]:
    """One RIS record for each article."""
    return map(ris, articles)


def as_bibtex(articles: Iterable[Article]) -> Iterator[str]:
    """One BibTeX entry for each article."""
    return chain.from_iterable((bibtex(article), "\n") for article in articles)


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", as_csv),
    "jsonl": Format("application/jsonl; charset=utf-8", as_jsonl),
    "ris": Format("application/x-research-info-systems; charset=utf-8", as_ris),
    "bib": Format("application/x-bibtex; charset=utf-8", as_bibtex),
}


def exported(article: Article) -> dict[str, Any]:
    """The article as the API gives it, with its number and lasting address."""
    return {"id": article.pk, "page": address(article), **exported_dict(article)}


def cell(value: Any) -> str:
    """A value as text that no spreadsheet takes for a formula."""
    text = _text(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _text(value: Any) -> str:
    if isinstance(value, list):
        return _BETWEEN.join(map(_text, value))
    if isinstance(value, dict):
        return str(value.get("name") or value.get("text", ""))
    return "" if value is None else str(value)
