"""Reads the files of a run one after the other; their articles arrive in chunks."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import OperationalError

from archive.disk import is_full
from archive.ingest import store
from archive.ingest.exceptions import (
    IngestError,
    MalformedFile,
    MalformedRecord,
    ReadingFailed,
    UnsupportedFormat,
)
from archive.ingest.files import InputFile
from archive.ingest.guarded import UNFORESEEN, guarded_reading
from archive.ingest.identity import file_sha256
from archive.ingest.readers import Item
from archive.ingest.records import ArticleRecord, Remark
from archive.ingest.reports import FileReport, ImportReport, Keep, Progress, dont_keep
from archive.models import RawDocument

logger = logging.getLogger(__name__)

CHUNK_ARTICLES = 32
CHUNK_CHARS = 500_000


@dataclass(frozen=True)
class Arrival:
    """An article on its way in, and at which position of which file it stood.

    In a dry run the raw document has no key if the archive does not know the file.
    """

    report: FileReport
    raw: RawDocument
    position: int
    record: ArticleRecord


class ArrivingFiles:
    """The files of a run. What cannot be read is reported, and handed to `keep` for another try."""

    def __init__(
        self,
        files: Sequence[InputFile],
        report: ImportReport,
        *,
        keep: Keep = dont_keep,
        source: str = "",
        max_bytes: int | None = None,
        dry_run: bool = False,
    ) -> None:
        self._files = files
        self._report = report
        self._keep_failure = keep
        self._source = source
        self._max_bytes = max_bytes
        self._dry_run = dry_run
        self._bytes_total = sum(file.size for file in files)
        self._bytes_before = 0
        self._position = 0

    @property
    def progress(self) -> Progress:
        read = self._bytes_before + self._position
        return Progress(read, self._bytes_total, self._report.articles)

    def chunks(self) -> Iterator[list[Arrival]]:
        """Yield the articles, some at a time; a file's bytes are stored before its first one."""
        chunk: list[Arrival] = []
        chars = 0
        for arrival in self.arrivals():
            chunk.append(arrival)
            chars += len(arrival.record.body)
            if len(chunk) == CHUNK_ARTICLES or chars > CHUNK_CHARS:
                yield chunk
                chunk, chars = [], 0
        if chunk:
            yield chunk

    def arrivals(self) -> Generator[Arrival, None, None]:
        """Yield the articles one by one."""
        for file in self._files:
            report = FileReport(file.name, keep=self._keep_failure)
            self._report.files.append(report)
            try:
                with file.as_path() as path:
                    yield from self._read(path, report)
            except IngestError as error:
                report.fail(error.reason)
            except Exception as error:
                if isinstance(error, OperationalError) or is_full(error):  # nothing can be saved
                    raise
                logger.exception("cannot read %s", file.name)
                report.fail(UNFORESEEN)
            self._bytes_before += file.size
            self._position = 0

    def _read(self, path: Path, report: FileReport) -> Iterator[Arrival]:
        raw = None
        try:
            with guarded_reading(
                path, source=self._source, max_bytes=self._max_bytes, position=self._note_position
            ) as reading:
                raw = self._raw_document(path, reading.format, reading.encoding)
                report.sha256 = raw.sha256
                for position, item in enumerate(_without_remarks(reading.items, report), start=1):
                    if isinstance(item, MalformedRecord):
                        report.fail(item.reason, item.line, item.original)
                    else:
                        yield Arrival(report, raw, item.line or position, item)
        except (UnsupportedFormat, MalformedFile, ReadingFailed):
            if raw is None:  # also what cannot be read is kept
                self._raw_document(path, file_format="", encoding="")
            raise

    def _note_position(self, bytes_read: int) -> None:
        self._position = bytes_read

    def _raw_document(self, path: Path, file_format: str, encoding: str) -> RawDocument:
        """Store the bytes as received; in a dry run nothing."""
        known = {"format": file_format, "encoding": encoding}
        if self._dry_run:
            digest = file_sha256(path)
            return RawDocument.objects.filter(sha256=digest).first() or RawDocument(sha256=digest)
        raw, _ = RawDocument.objects.update_or_create(
            sha256=store.keep(path),
            defaults=known,
            create_defaults={"size_bytes": path.stat().st_size, **known},
        )
        return raw


def _without_remarks(
    items: Iterable[Item], report: FileReport
) -> Iterator[ArticleRecord | MalformedRecord]:
    for item in items:
        if isinstance(item, Remark):
            report.warnings.append(item.text)
        else:
            yield item
