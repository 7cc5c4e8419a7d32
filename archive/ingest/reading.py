"""A file's bytes → clean articles: detect, decode, read, clean. Nothing here writes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.ingest.cleaning import clean
from archive.ingest.decode import decode
from archive.ingest.detect import check_bytes, detect
from archive.ingest.exceptions import MalformedRecord
from archive.ingest.readers import READERS
from archive.ingest.records import ArticleRecord
from persian.digits import to_persian_digits


@dataclass(frozen=True)
class ReadFile:
    """What a file is, and its articles; one that cannot be used is the error that says why."""

    sha256: str
    encoding: str
    format: str
    articles: list[ArticleRecord | MalformedRecord]
    warnings: list[str]


def read_file(data: bytes, *, source: str = "", max_bytes: int | None = None) -> ReadFile:
    """Read and clean every article of one file; `source` counts for those that name none.

    Raises:
        IngestError: the file as a whole is refused; the subclass says how, `reason` says why.
    """
    check_bytes(data, max_bytes)
    decoded = decode(data)
    file_format = detect(decoded.text)
    warnings = []
    if decoded.damaged:
        count = to_persian_digits(decoded.damaged)
        warnings.append(f"{count} نویسهٔ این پرونده خراب است و به جای آن «\ufffd» آمده است.")
    return ReadFile(
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        format=file_format,
        articles=list(_cleaned(READERS[file_format](decoded.text), source)),
        warnings=warnings,
    )


def _cleaned(
    records: Iterator[ArticleRecord | MalformedRecord], source: str
) -> Iterator[ArticleRecord | MalformedRecord]:
    for record in records:
        if isinstance(record, MalformedRecord):
            yield record
            continue
        try:
            yield clean(replace(record, source=record.source or source))
        except MalformedRecord as error:
            yield error
