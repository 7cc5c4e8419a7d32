"""The versions of a row: the way back to an earlier one, and what readers are told of an article's.

`archive.models.versions` writes them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ForeignKey, Min, TextField, Value

from archive.extract.types import Part
from archive.families import link
from archive.ingest.mentions import extract_mentions
from archive.models import Article, Correction
from archive.models.merging import Entity
from archive.models.versions import changing

Version = Any  # a row of `history`, of a model that simple-history makes

# Publishing and withdrawing have their own ways back, with other rights.
_NOT_CONTENT = {"id", "status", "withdrawn_reason"}


def content_fields(model: Any) -> list[str]:
    """The names of what is brought back of a row, as its versions have them."""
    tracked = model.history.model.tracked_fields
    return [field.attname for field in tracked if field.name not in _NOT_CONTENT]


CONTENT_FIELDS = content_fields(Article)


def restore(version: Version, reason: str) -> Any:
    """Give a row the content of one of its versions; an edit, so it leaves a version too.

    Raises:
        ValidationError: another row is in its place, such as the same text of the same source.
    """
    model = version.instance_type
    with transaction.atomic(), changing(reason=reason):
        row = model._default_manager.select_for_update().get(pk=version.id)
        before = _texts(row)
        for name in content_fields(model):
            setattr(row, name, getattr(version, name))
        _follow_merges(row)
        row.validate_unique()
        row.validate_constraints()
        row.save()
        if before != _texts(row):
            extract_mentions(row)
            link([row.pk])
    return row


def _texts(row: Any) -> list[str]:
    return [getattr(row, part) for part in Part] if isinstance(row, Article) else []


def _follow_merges(row: Any) -> None:
    """What the version names may have become another name of something else since then."""
    for field in row._meta.fields:
        if isinstance(field, ForeignKey) and issubclass(field.related_model, Entity):
            named = getattr(row, field.name)
            if named is not None and field.name != "merged_into":
                setattr(row, field.name, named.current)


def told_history(article: Article) -> tuple[list[datetime], list[Correction]]:
    """Since when the archive has each content that the article had, and its corrections.

    Both the oldest first, with one query. No content for an article that never changed: the row
    itself is its only version.
    """
    contents = article.history.order_by().values(*CONTENT_FIELDS)
    dated = contents.annotate(at=Min("history_date")).values_list(Value(None, TextField()), "at")
    corrections = article.corrections.order_by().values_list("text", "made_at")
    rows = sorted(corrections.union(dated, all=True), key=lambda row: row[1])
    return (
        [at for text, at in rows if text is None],
        [Correction(text=text, made_at=at) for text, at in rows if text is not None],
    )
