"""What makes two files or two articles the same (design.md, "One article")."""

from __future__ import annotations

import hashlib
from pathlib import Path

from archive.ingest.cleaning.lines import squash
from archive.ingest.records import ArticleRecord
from archive.models import Article, Source


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def text_key(headline: str, body: str) -> str:
    """The key that two printings of one text share, whatever their letters, spaces and stops."""
    return sha256(f"{squash(headline)}\n{squash(body)}".encode())


def same_article(source: Source, record: ArticleRecord) -> Article | None:
    """Return the archive's copy of the record, or None.

    That is the source's article of the same external_id, or else its article of the same text, as
    long as the two do not have two different external_ids.
    """
    articles = Article.objects.filter(source=source).order_by("pk")
    if record.external_id:
        known = articles.filter(external_id=record.external_id).first()
        if known:
            return known
        articles = articles.filter(external_id="")
    return articles.filter(text_key=text_key(record.headline, record.body)).first()
