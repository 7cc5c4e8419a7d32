"""Plain text as people save it from agency pages: one article a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from archive.ingest.cleaning.boilerplate import read_labels
from archive.ingest.cleaning.heads import take_head
from archive.ingest.cleaning.labels import Label, told_date
from archive.ingest.cleaning.paragraphs import join_paragraphs, split_paragraphs
from archive.ingest.exceptions import MalformedFile, MalformedRecord
from archive.ingest.records import ArticleRecord

_BULLETS = re.compile(
    r"(?:\?\s+)?"  # what Windows-1256 makes of a picture
    "[\u2022\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff\\s]*"
)


def read_text(text: str) -> Iterator[ArticleRecord | MalformedRecord]:
    """Yield the one article of a text file.

    Knows: the headline once, twice or not at all; above it the site's name, a date line, a path or
    a kicker; below it a lead; the body as lines, as blocks, or all in one line. Posts of messengers
    have pictures for bullets and say whose post they pass on.

    Raises:
        MalformedFile: the file holds no line of text.
    """
    record = article_of(text)
    if record is None:
        raise MalformedFile("در این پرونده متنی نیست.")
    yield replace(record, line=1)


def article_of(text: str) -> ArticleRecord | None:
    """Return the article that a text is, None when it has no line of text."""
    paragraphs = list(filter(None, map(_without_bullets, split_paragraphs(text))))
    if not paragraphs:
        return None
    head, body = take_head(paragraphs)
    labels = read_labels(head.cuts)
    return ArticleRecord(
        body=join_paragraphs(body),
        headline=head.headline,
        kicker=head.kicker,
        lead=head.lead,
        source=labels.get(Label.SOURCE, ""),
        republished_by=head.site,
        date_text=told_date(labels),
        news_code=labels.get(Label.NEWS_CODE, ""),
        byline=labels.get(Label.BYLINE, ""),
        cuts=tuple(head.cuts),
    )


def _without_bullets(paragraph: str) -> str:
    """Return the paragraph without the pictures that posts of messengers open their lines with."""
    bullets = _BULLETS.match(paragraph)
    return paragraph[bullets.end() :] if bullets else paragraph
