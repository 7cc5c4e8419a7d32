"""Bytes → text: which encoding a file of Persian news is really in, whatever it declares."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from charset_normalizer import from_bytes

from archive.ingest.exceptions import MalformedFile

_BOMS = (
    # The mark of UTF-32-LE begins with that of UTF-16-LE, so it comes first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF16_ONLY = re.compile(rb"[\x00\x06]")  # half of every space, half of every Arabic letter
_MARKUP = re.compile(r"<(script|style)\b.*?(</\1|\Z)|<[^<>]*>|&#?\w{1,12};", re.S | re.I)
_SAMPLE_BYTES = 64 * 1024
_PERSIAN_SHARE = 0.6
_DAMAGED_SHARE = 0.02
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True)
class DecodedText:
    """A file as text; `damaged` counts the places where bytes had to be replaced by U+FFFD."""

    text: str
    encoding: str
    damaged: int = 0


def decode(data: bytes) -> DecodedText:
    """Decode by byte order mark, then strictly, then by what reads as Persian.

    Raises:
        MalformedFile: the bytes are text in no encoding that we know.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _forgiving(data, encoding)
    if _UTF16_ONLY.search(data):
        for encoding in ("utf-16-le", "utf-16-be"):
            if is_persian(_sample(data, encoding)):
                return _forgiving(data, encoding)
    try:
        return DecodedText(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    nearly_utf8 = _forgiving(data, "utf-8")
    if nearly_utf8.damaged <= _DAMAGED_SHARE * _foreign_letters(nearly_utf8.text):
        return nearly_utf8
    if is_persian(_sample(data, "cp1256")):
        return DecodedText(data.decode("cp1256"), "cp1256")
    best = from_bytes(data).best()
    if best is None:
        raise MalformedFile("کدگذاری نویسه‌های این پرونده شناخته نشد.")
    return DecodedText(str(best), best.encoding)


def is_persian(text: str) -> bool:
    """Whether most letters are of the Arabic script; those of markup do not count."""
    letters = [char for char in _MARKUP.sub(" ", text) if char.isalpha()]
    persian = sum(unicodedata.name(char, "").startswith("ARABIC") for char in letters)
    return persian > 0 and persian >= _PERSIAN_SHARE * len(letters)


def _forgiving(data: bytes, encoding: str) -> DecodedText:
    text = data.decode(encoding, errors="replace")
    return DecodedText(text, encoding.removesuffix("-sig"), text.count(_REPLACEMENT))


def _foreign_letters(text: str) -> int:
    return sum(char > "\x7f" for char in text)


def _sample(data: bytes, encoding: str) -> str:
    return data[:_SAMPLE_BYTES].decode(encoding, errors="replace")
