"""A file's bytes → clean articles: detect, decode, read, clean. Nothing here writes."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import BinaryIO, TextIO

from archive.ingest.cleaning import clean
from archive.ingest.decode import DecodedText, decode
from archive.ingest.detect import JSON_LINES, WACZ, WARC, detect, detect_file, is_json_lines
from archive.ingest.exceptions import MalformedRecord, TooLarge
from archive.ingest.readers import FILE_READERS, TEXT_READERS, Item
from archive.ingest.readers.json_reader import read_json_lines
from archive.ingest.records import ArticleRecord, Remark, own_json
from persian.digits import to_persian_digits

BINARY = "binary"  # the encoding of a file whose parts have encodings of their own
_SAMPLE_BYTES = 1024 * 1024
_MOST_LINE_CHARS = 8 * 1024 * 1024
STREAMED = {JSON_LINES, WARC, WACZ}  # formats whose large files are never held as a whole


@dataclass(frozen=True)
class Reading:
    """What a file is, and what it holds: an article that cannot be used is the error saying why."""

    format: str
    encoding: str
    items: Iterator[Item]


@dataclass(frozen=True)
class ReadFile:
    """A file read to its end."""

    format: str
    encoding: str
    articles: list[ArticleRecord | MalformedRecord] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def start_reading(file: BinaryIO, *, source: str = "", max_bytes: int | None = None) -> Reading:
    """Begin to read and clean the articles of a file; `source` counts for those that name none.

    Web archives and large files of JSON lines are read as they are asked for, others at once.

    Raises:
        IngestError: the file is refused as a whole; the subclass says how, `reason` says why. It
            may also come while the items are read.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if max_bytes is not None and size > max_bytes:
        limit = to_persian_digits(max_bytes // 1024**2)
        raise TooLarge(f"این پرونده از اندازهٔ مجاز ({limit} مگابایت) بزرگ‌تر است.")
    form = detect_file(file)
    if form:
        return Reading(form, BINARY, _begun(FILE_READERS[form](file), source))
    if size > _SAMPLE_BYTES:
        start = decode(_first_lines(file))
        file.seek(0)
        if is_json_lines(start.text.lstrip("\ufeff \t\r\n")):
            return Reading(JSON_LINES, start.encoding, _begun(_streamed(file, start), source))
    decoded = decode(file.read())
    form = detect(decoded.text)
    items = chain(_damage(decoded.damaged), TEXT_READERS[form](decoded.text))
    return Reading(form, decoded.encoding, _begun(items, source))


def read_file(data: bytes, *, max_bytes: int | None = None) -> ReadFile:
    """Read a file that is in memory to its end; errors as of `start_reading`."""
    reading = start_reading(io.BytesIO(data), max_bytes=max_bytes)
    read = ReadFile(reading.format, reading.encoding)
    for item in reading.items:
        if isinstance(item, Remark):
            read.warnings.append(item.text)
        else:
            read.articles.append(item)
    return read


def _begun(items: Iterator[Item], source: str) -> Iterator[Item]:
    """Return the cleaned items, the first of them read: a file without any is refused now."""
    cleaned = _cleaned(items, source)
    return chain(list(islice(cleaned, 1)), cleaned)


def _first_lines(file: BinaryIO) -> bytes:
    """Return a sample of two lines or more, if they are no longer than any article."""
    sample = file.read(_SAMPLE_BYTES)
    while sample.count(b"\n") < 2 and len(sample) < 2 * _MOST_LINE_CHARS:
        more = file.readline(_MOST_LINE_CHARS)
        if not more:
            break
        sample += more
    return sample.rpartition(b"\n")[0] if sample.count(b"\n") > 1 else sample


def _streamed(file: BinaryIO, start: DecodedText) -> Iterator[Item]:
    text = io.TextIOWrapper(file, start.encoding, errors="replace", newline="\n")
    damaged = 0

    def lines() -> Iterator[str]:
        nonlocal damaged
        for line in _lines_of(text):
            damaged += line.count("\ufffd")
            yield line

    try:
        yield from read_json_lines(lines())
    finally:
        text.detach()  # the file is the caller's
    yield from _damage(damaged)


def _lines_of(text: TextIO) -> Iterator[str]:
    """Yield the lines; of one that is longer than any article, the beginning."""
    while line := text.readline(_MOST_LINE_CHARS):
        rest = line
        while len(rest) == _MOST_LINE_CHARS and not rest.endswith("\n"):
            rest = text.readline(_MOST_LINE_CHARS)
        yield line


def _damage(count: int) -> Iterator[Remark]:
    if count:
        printed = to_persian_digits(count)
        yield Remark(f"{printed} نویسهٔ این پرونده خراب است و به جای آن «\ufffd» آمده است.")


def _cleaned(items: Iterator[Item], source: str) -> Iterator[Item]:
    for item in items:
        if not isinstance(item, ArticleRecord):
            yield item
            continue
        try:
            yield clean(replace(item, source=item.source or source))
        except MalformedRecord as error:
            yield MalformedRecord(error.reason, error.line, own_json(item))
