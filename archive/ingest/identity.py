"""What makes two files or two articles the same (docs/architecture.md, "One article")."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from archive.ingest.cleaning.lines import squash
from archive.ingest.records import ArticleRecord
from archive.models import Article, Source


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def text_key(headline: str, body: str) -> str:
    """The key that two printings of one text share, whatever their letters, spaces and stops."""
    return hashlib.sha256(f"{squash(headline)}\n{squash(body)}".encode()).hexdigest()


class Identity(NamedTuple):
    """What an article is told by."""

    source_id: int
    external_id: str
    text_key: str

    @classmethod
    def of(cls, source: Source, record: ArticleRecord) -> Identity:
        return cls(source.pk, record.external_id, text_key(record.headline, record.body))

    def is_of(self, article: Article) -> bool:
        """Whether the article has the same identity."""
        return self.source_id == article.source_id and (
            self.external_id == article.external_id
            if self.external_id
            else self.text_key == article.text_key
        )

    def may_be_one_of(self, others: Iterable[Identity]) -> bool:
        """Whether one of the others may be the same article."""
        return any(
            self.source_id == other.source_id
            and (
                self.text_key == other.text_key
                or (self.external_id and self.external_id == other.external_id)
            )
            for other in others
        )


def same_articles(identities: Sequence[Identity]) -> list[Article | None]:
    """Return the archive's copy of each article, or None; one article is always one object.

    That is the source's article of the same external_id, or else its article of the same text, as
    long as the two do not have two different external_ids.
    """
    articles = Article.objects.filter(source__in={identity.source_id for identity in identities})
    # `exclude` says what the unique index is limited to, or the database would not use it.
    with_id = articles.exclude(external_id="")
    ids = {identity.external_id for identity in identities}
    by_id = {(row.source_id, row.external_id): row for row in with_id.filter(external_id__in=ids)}
    by_text = defaultdict(list)
    keys = {identity.text_key for identity in identities}
    for row in articles.filter(text_key__in=keys).order_by("pk"):
        row = by_id.get((row.source_id, row.external_id), row)
        by_text[row.source_id, row.text_key].append(row)

    def same(identity: Identity) -> Article | None:
        source, external_id, key = identity
        same_text = by_text[source, key]
        if external_id:
            same_text = [row for row in same_text if not row.external_id]
        return by_id.get((source, external_id)) or next(iter(same_text), None)

    return [same(identity) for identity in identities]
