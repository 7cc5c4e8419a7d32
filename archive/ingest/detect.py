"""What a file is, told by its content and never by its name."""

from __future__ import annotations

import json
import re

from archive.ingest.decode import is_persian
from archive.ingest.exceptions import TooLarge, UnsupportedFormat
from archive.ingest.tables import header_fields, looks_like_table
from persian.digits import to_persian_digits

JSON = "json"
JSON_LINES = "jsonl"
TEXT = "text"
HTML = "html"
FEED = "feed"
CSV = "csv"

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
_OTHER_FORMATS = (
    (re.compile(r"<\?xml\b|<!doctype\b", re.I), "XML"),
    (re.compile(r"WARC/\d"), "WARC"),
    (re.compile(r"(From|MIME-Version|Content-Type): ", re.I), "MHTML"),
)
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
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_CONTROL_SHARE = 0.001
_SAMPLE_CHARS = 64 * 1024
_JSON_LINES_TRIED = 5


def check_bytes(data: bytes, max_bytes: int | None = None) -> None:
    """Refuse what cannot be a text file, before any of it is decoded.

    Raises:
        TooLarge: the file has more than `max_bytes` bytes.
        UnsupportedFormat: the file is empty or of a known binary kind.
    """
    if max_bytes is not None and len(data) > max_bytes:
        limit = to_persian_digits(max_bytes // 1024**2)
        raise TooLarge(f"این پرونده از اندازهٔ مجاز ({limit} مگابایت) بزرگ‌تر است.")
    if not data.strip():
        raise UnsupportedFormat("این پرونده خالی است.")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise UnsupportedFormat(f"این پرونده از نوع {kind} است و خوانده نمی‌شود.")


def detect(text: str) -> str:
    """Return the format of a decoded file, a key of `readers.READERS`.

    Raises:
        UnsupportedFormat: the text is binary data, a format without a reader, or not Persian.
    """
    sample = text[:_SAMPLE_CHARS]
    if len(_CONTROLS.findall(sample)) > _CONTROL_SHARE * len(sample):
        raise UnsupportedFormat("این پرونده متن نیست.")
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return JSON_LINES if _is_json_lines(start) else JSON
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


def _is_json_lines(text: str) -> bool:
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
