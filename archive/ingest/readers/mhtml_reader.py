"""Pages that a browser saved as one file (MHTML)."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.message import Message
from email.policy import compat32
from typing import BinaryIO

from archive.ingest.decode import decode
from archive.ingest.exceptions import MalformedFile, MalformedRecord
from archive.ingest.readers.html_reader import read_html
from archive.ingest.records import ArticleRecord

_MOST_PAGES = 20


def read_mhtml(file: BinaryIO) -> Iterator[ArticleRecord | MalformedRecord]:
    """Yield the article of the first page in the file that holds one (others are frames).

    Raises:
        MalformedFile: no page in it holds an article.
    """
    refusal = MalformedFile("در این پروندهٔ MHTML صفحه‌ای نیست.")
    for part in _pages(file.read()):
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes) or not data.strip():
            continue
        try:
            yield from read_html(decode(data).text, _address(part))
            return
        except MalformedFile as error:
            refusal = error
    raise refusal


def _pages(data: bytes) -> list[Message]:
    try:
        message = email.message_from_bytes(data, policy=compat32)
        parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    except (RecursionError, ValueError, LookupError) as error:
        raise MalformedFile("این پروندهٔ MHTML شکسته است.") from error
    return parts[:_MOST_PAGES]


def _address(part: Message) -> str:
    address = str(part.get("Content-Location") or "").strip()
    return address if address.startswith(("http://", "https://")) else ""
