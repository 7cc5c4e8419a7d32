"""JSON dumps of Iranian agencies: one article, a list of articles, or one article a line."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from archive.ingest.channels import is_channel, read_channel
from archive.ingest.exceptions import MalformedFile, MalformedRecord
from archive.ingest.json_values import is_array, load_array, load_json
from archive.ingest.keyed import fields_of, record_of
from archive.ingest.records import ArticleRecord
from persian.digits import to_persian_digits


def read_json(text: str) -> Iterator[ArticleRecord | MalformedRecord]:
    """Yield the articles of a JSON object or array, in file order.

    An object without a body is searched for the articles that it wraps. An article that cannot be
    used is yielded as the error that says why.

    Raises:
        MalformedFile: the text as a whole is not JSON, or holds no article.
    """
    text = text.lstrip("\ufeff")
    try:
        value = _CheckedArray(text) if is_array(text) else load_json(text)
    except json.JSONDecodeError as error:
        line = to_persian_digits(error.lineno)
        raise MalformedFile(f"JSON این پرونده در سطر {line} شکسته است.") from error
    records = _records(value, None)
    first = next(records, None)
    if first is None:
        raise MalformedFile("در این پروندهٔ JSON مقاله‌ای نیست.")
    yield first
    yield from records


class _CheckedArray:
    """A large array that is held as text alone; what is broken is refused before it is read."""

    def __init__(self, text: str) -> None:
        self._text = text
        deque(self, maxlen=0)

    def __iter__(self) -> Iterator[Any]:
        return load_array(self._text)


def read_json_lines(lines: Iterable[str]) -> Iterator[ArticleRecord | MalformedRecord]:
    """Yield the articles of lines that hold one JSON object each, in their order."""
    for number, line in enumerate(lines, start=1):
        line = line.lstrip("\ufeff")
        if not line.strip():
            continue
        try:
            value = _another_try(load_json(line))
        except json.JSONDecodeError:
            yield MalformedRecord("JSON این سطر شکسته است.", number, line)
        except MalformedFile as error:
            yield MalformedRecord(error.reason, number, line)
        else:
            yield from _records([value], number)


def _another_try(value: Any) -> Any:
    """Return what a line of a failures file (`failures.py`) holds: the line that once failed."""
    if isinstance(value, dict) and "failure" in value and isinstance(value.get("raw"), str):
        return load_json(value["raw"])
    return value


def _records(value: Any, line: int | None) -> Iterator[ArticleRecord | MalformedRecord]:
    """Yield the articles of the objects that have a body; of a list, an error for other items."""
    if isinstance(value, list | _CheckedArray):
        for item in value:
            yield from list(_records(item, line)) or [record_of(item, line)]
    elif not isinstance(value, dict):
        return
    elif is_channel(value):
        yield from read_channel(value)
    elif isinstance(value.get("_source"), dict):  # a hit of a search engine
        number = value.get("_id") if str(value.get("_id")).isdecimal() else None
        yield from _records({**value["_source"], "_id": number}, line)
    elif "body" in fields_of(value):
        yield record_of(value, line)
    else:
        for inner in value.values():
            if isinstance(inner, dict) or _is_list_of_objects(inner):
                yield from _records(inner, line)


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)
