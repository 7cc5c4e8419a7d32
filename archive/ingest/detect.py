"""What a file is, told by its content and never by its name."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from typing import BinaryIO

from archive.ingest.decode import is_persian
from archive.ingest.exceptions import UnsupportedFormat
from archive.ingest.tables import header_fields, looks_like_table
from archive.ingest.zips import is_wacz

JSON = "json"
JSON_LINES = "jsonl"
TEXT = "text"
HTML = "html"
FEED = "feed"
CSV = "csv"
MHTML = "mhtml"
WARC = "warc"
WACZ = "wacz"

_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "zip یا Office"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\xd0\xcf\x11\xe0", "Office"),
    (b"SQLite format 3", "SQLite"),
    (b"\x89PNG", "تصویر"),
    (b"\xff\xd8\xff", "تصویر"),
    (b"GIF8", "تصویر"),
    (b"{\\rtf", "RTF"),
)
_OTHER_FORMATS = ((re.compile(r"<\?xml\b|<!doctype\b", re.I), "XML"),)
_PROLOGUE = re.compile(
    r"(?:<\?xml[^>]*>|<!doctype\s+(?:rss|feed)\b[^>\[]*(?:\[[^\]]{0,10000}\]\s*)?>|<!--(?:(?!-->).){0,5000}-->|\s)+",
    re.S | re.I,
)
_HTML_START = re.compile(
    r"<(!doctype\s+html|html|head|body|meta|title|link|base|script|style|header|main|article|section"
    r"|div|table|center|h1|p)\b",
    re.I,
)
_FEED_START = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)\b", re.I)
_JSON_ARRAY = re.compile(r"\[\s*[{\]]")
_MHTML_START = re.compile(rb"\s*(?:[A-Za-z][\w-]{1,40}: ?[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2}")
_MHTML_SIGN = re.compile(rb"^content-type:\s*(?:multipart/related|text/html)", re.I | re.M)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_CONTROL_SHARE = 0.001
_SAMPLE_CHARS = 64 * 1024
_JSON_LINES_TRIED = 5
_MAGIC_BYTES = 16


def detect_file(file: BinaryIO) -> str | None:
    """Return the format of a file that is no text as a whole, a key of `FILE_READERS`, or None.

    Raises:
        UnsupportedFormat: the file is empty or of a binary kind without a reader.
    """
    start = file.read(_SAMPLE_CHARS)
    file.seek(0)
    if not start.strip():
        raise UnsupportedFormat("این پرونده خالی است.")
    if _unpacked(start).startswith(b"WARC/"):
        return WARC
    if start.startswith(b"PK\x03\x04") and _is_wacz(file):
        return WACZ
    if _MHTML_START.match(start) and _MHTML_SIGN.search(start):
        return MHTML
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            raise UnsupportedFormat(f"این پرونده از نوع {kind} است و خوانده نمی‌شود.")
    return None


def _unpacked(start: bytes) -> bytes:
    if not start.startswith(b"\x1f\x8b"):
        return start
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, _MAGIC_BYTES)
    except zlib.error:
        return b""


def _is_wacz(file: BinaryIO) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return is_wacz(archive)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        return False
    finally:
        file.seek(0)


def detect(text: str) -> str:
    """Return the format of a decoded file, a key of `TEXT_READERS`.

    Raises:
        UnsupportedFormat: the text is binary data, a format without a reader, or not Persian.
    """
    sample = text[:_SAMPLE_CHARS]
    if len(_CONTROLS.findall(sample)) > _CONTROL_SHARE * len(sample):
        raise UnsupportedFormat("این پرونده متن نیست.")
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return JSON_LINES if is_json_lines(start) else JSON
    if _JSON_ARRAY.match(start):
        return JSON
    markup = _without_prologue(start)
    if _FEED_START.match(markup):
        return FEED
    if _HTML_START.match(markup):
        return HTML
    if {"body"} < header_fields(start):
        return CSV
    if looks_like_table(start):
        raise UnsupportedFormat("این جدول ستونی برای متن مقاله ندارد.")
    for form, kind in _OTHER_FORMATS:
        if form.match(start):
            raise UnsupportedFormat(f"این پرونده از نوع {kind} است و هنوز خوانده نمی‌شود.")
    if not is_persian(sample):
        raise UnsupportedFormat("متن فارسی در این پرونده نیست.")
    return TEXT


def _without_prologue(text: str) -> str:
    prologue = _PROLOGUE.match(text)
    return text[prologue.end() :] if prologue else text


def is_json_lines(text: str) -> bool:
    """Whether most of the first lines are JSON objects, or the first one is."""
    lines = [
        line for line in text.split("\n", _JSON_LINES_TRIED)[:_JSON_LINES_TRIED] if line.strip()
    ]
    whole = [_is_json_object(line) for line in lines]
    return len(lines) > 1 and (whole[0] or 2 * sum(whole) >= len(lines))


def _is_json_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
