"""The versions of an article: the way back to an earlier one, and what readers are told of them.

`archive.models.versions` writes them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Min

from archive.extract.types import Part
from archive.families import link
from archive.ingest.mentions import extract_mentions
from archive.models import Article
from archive.models.versions import changing

Version = Any  # a row of Article.history, a model that simple-history makes

# Publishing and withdrawing have their own ways back, with other rights.
_NOT_CONTENT = {"id", "status", "withdrawn_reason"}
CONTENT_FIELDS = [
    field.attname
    for field in Article.history.model.tracked_fields
    if field.name not in _NOT_CONTENT
]


def restore(version: Version, reason: str) -> Article:
    """Give the article the content of one of its versions; an edit, so it leaves a version too.

    Raises:
        ValidationError: another article is in its place, such as the same text of the same source.
    """
    with transaction.atomic(), changing(reason=reason):
        article = Article.objects.select_for_update().get(pk=version.id)
        texts = [getattr(article, part) for part in Part]
        for name in CONTENT_FIELDS:
            setattr(article, name, getattr(version, name))
        _follow_merges(article)
        article.validate_constraints()
        article.save()
        if texts != [getattr(article, part) for part in Part]:
            extract_mentions(article)
            link([article.pk])
    return article


def _follow_merges(article: Article) -> None:
    """The version's sources may have become other names of others since then."""
    article.source = article.source.current
    if article.republished_by:
        article.republished_by = article.republished_by.current


def content_dates(article: Article) -> list[datetime]:
    """Since when the archive has each content that the article had, the oldest first.

    Empty for an article that never changed: the row itself is its only version.
    """
    contents = article.history.order_by().values(*CONTENT_FIELDS)
    return sorted(contents.annotate(since=Min("history_date")).values_list("since", flat=True))
