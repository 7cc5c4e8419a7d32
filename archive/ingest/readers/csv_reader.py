"""Tables of articles: one a row, the columns named as the keys of JSON dumps are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from archive.ingest import tables
from archive.ingest.exceptions import MalformedRecord
from archive.ingest.keyed import record_of
from archive.ingest.records import ArticleRecord

_MOST_FIELD_CHARS = 1_000_000
csv.field_size_limit(_MOST_FIELD_CHARS)


def read_csv(text: str) -> Iterator[ArticleRecord | MalformedRecord]:
    """Yield the articles of a table, in the order of its rows; `line` is where a row starts.

    After a row that cannot be parted into cells nothing more can be told apart: it is the last.
    """
    text = text.lstrip("\ufeff")
    told = text != tables.without_separator_line(text)
    source = io.StringIO(tables.without_separator_line(text), newline="")
    rows = csv.reader(source, delimiter=tables.delimiter(text))
    columns = next(rows, [])
    while True:
        line = rows.line_num + 1 + told
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield MalformedRecord("این سطر جدول شکسته است؛ از اینجا به بعد خوانده نشد.", line)
            return
        if any(cell.strip() for cell in row):
            yield record_of(_named(columns, row), line)


def _named(columns: list[str], row: list[str]) -> dict[str, str]:
    named: dict[str, str] = {}
    for column, cell in zip(columns, row, strict=False):
        named.setdefault(column, cell)
    return named
