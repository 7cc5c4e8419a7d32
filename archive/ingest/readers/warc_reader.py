"""Web archives: WARC files, packed or not, and WACZ. One article a page."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, NamedTuple, cast

from warcio.archiveiterator import ArchiveIterator

from archive.ingest.decode import decode
from archive.ingest.exceptions import IngestError, MalformedFile, MalformedRecord
from archive.ingest.readers.html_reader import read_html
from archive.ingest.records import ArticleRecord, Remark
from archive.ingest.zips import check_ratio, checked_members
from persian.digits import to_persian_digits

_Item = ArticleRecord | MalformedRecord | Remark
_GZIP = b"\x1f\x8b"
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_MAX_PAGE_BYTES = 10 * 1024 * 1024
_BROKEN = (EOFError, OSError, RuntimeError, ValueError, zlib.error, zipfile.BadZipFile)
_REMARKS = {
    "none": "{} صفحه در این بایگانی وب مقاله‌ای نداشت.",
    "digest": "چکیدهٔ {} صفحه با محتوایش نمی‌خواند؛ شاید آسیب دیده باشد.",
    "truncated": "{} صفحه ناتمام است و تا همان جا خوانده شد.",
}


def read_warc(file: BinaryIO) -> Iterator[_Item]:
    """Yield the articles of the pages in a WARC file, in order; `line` is the record's number.

    Pages without an article, damaged and truncated ones are counted in remarks. What is broken
    beyond reading ends the file with a remark: what came before it is not lost.
    """
    counts: Counter[str] = Counter()
    yield from _articles(file, counts)
    for kind, remark in _REMARKS.items():
        if counts[kind]:
            yield Remark(remark.format(to_persian_digits(counts[kind])))


def read_wacz(file: BinaryIO) -> Iterator[_Item]:
    """Yield the articles of the WARC files in a WACZ file.

    Raises:
        UnsafeArchive: the zip breaks a guard.
        MalformedFile: it cannot be opened.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            for member in checked_members(archive):
                if member.filename.endswith((".warc", ".warc.gz")):
                    with archive.open(member) as warc:
                        yield from read_warc(cast(BinaryIO, warc))
    except _BROKEN as error:
        raise MalformedFile("این پروندهٔ WACZ شکسته است.") from error


class _Page(NamedTuple):
    number: int
    url: str
    data: bytes
    is_truncated: bool
    is_damaged: bool


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of a file that may be packed, watched for growing beyond any text.

    Ends where the packing is broken, and then says so: warcio would take that for a good end.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.is_broken = False
        self._file = file
        self._packed = gzip.GzipFile(fileobj=file) if file.read(len(_GZIP)) == _GZIP else None
        self._position = 0
        file.seek(0)

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: Any) -> int:
        try:
            data = (self._packed.read1 if self._packed else self._file.read)(len(buffer))
        except (EOFError, OSError, zlib.error):
            self.is_broken = True
            return 0
        buffer[: len(data)] = data
        self._position += len(data)
        if self._packed:
            check_ratio(self._position, self._file.tell())
        return len(data)


def _articles(file: BinaryIO, counts: Counter[str]) -> Iterator[_Item]:
    unpacked = _Unpacked(file)
    for page in _pages(unpacked):
        counts["truncated"] += page.is_truncated
        counts["digest"] += page.is_damaged
        try:
            for article in read_html(decode(page.data).text, page.url):
                yield replace(article, line=page.number)
        except MalformedFile:
            counts["none"] += 1
    if unpacked.is_broken:
        yield Remark("این بایگانی وب از جایی به بعد شکسته است؛ تا همان جا خوانده شد.")


def _pages(unpacked: _Unpacked) -> Iterator[_Page]:
    try:
        for number, record in enumerate(ArchiveIterator(unpacked, check_digests=True), start=1):
            if _is_page(record):
                data = record.content_stream().read(_MAX_PAGE_BYTES)
                yield _Page(
                    number=number,
                    url=(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> "),
                    data=data,
                    is_truncated=record.raw_stream.limit > 0 and len(data) < _MAX_PAGE_BYTES,
                    is_damaged=record.digest_checker.passed is False,
                )
    except IngestError:
        raise
    except Exception:  # warcio fails in a dozen ways over damaged bytes
        unpacked.is_broken = True


def _is_page(record: Any) -> bool:
    """Whether a record holds a page as a server sent it, and not a redirect, picture or error."""
    if record.rec_type not in ("response", "resource"):
        return False
    if record.rec_type == "resource" or record.http_headers is None:
        return (record.rec_headers.get_header("Content-Type") or "").startswith(_PAGE_TYPES)
    kind = (record.http_headers.get_header("Content-Type") or "").strip().lower()
    return record.http_headers.get_statuscode() == "200" and kind.startswith(_PAGE_TYPES)
