"""The first row of a table as text: how its cells are parted, and what its columns stand for."""

from __future__ import annotations

import csv
import re

from archive.ingest.keyed import fields_of

_DELIMITERS = ",;\t|"
_HEADER_CHARS = 4_000
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.I)  # spreadsheets tell themselves
_TABLE = re.compile(r'("?\w+"?[,;\t|]){2,}"?\w+"?[\r\n]')


def header_fields(text: str) -> set[str]:
    """Return the fields of articles that the first row names."""
    return set(fields_of(dict.fromkeys(header(text), "")))


def looks_like_table(text: str) -> bool:
    return bool(_TABLE.match(text))


def header(text: str) -> list[str]:
    """Return the cells of the first row, none when it is no header."""
    line = without_separator_line(text)[:_HEADER_CHARS].partition("\n")[0].rstrip("\r")
    try:
        return next(csv.reader([line], delimiter=delimiter(text)), [])
    except csv.Error:
        return []


def delimiter(text: str) -> str:
    """Return what parts the cells: what the file says, else what the first row has most of."""
    told = _SEPARATOR_LINE.match(text)
    if told:
        return told[1]
    line = text[:_HEADER_CHARS].partition("\n")[0]
    return max(_DELIMITERS, key=line.count)


def without_separator_line(text: str) -> str:
    return _SEPARATOR_LINE.sub("", text, count=1)
