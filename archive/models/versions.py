"""Versions: what a row held, who changed it, when and why, also when many change at once.

The first version of a row is written when the row is first changed. Until then the row itself is
its only version, so that an import stores no text twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from simple_history.models import HistoricalRecords

from archive.chunks import chunks
from archive.models.changes import RecordedModel, RecordedQuerySet

V = TypeVar("V", bound="VersionedModel")

FIRST_REASON = "ورود به بایگانی"
FIRST_REASON_OF_UNDATED = "پیش از نخستین ویرایش"
_REASON_CHARS = 300


@dataclass(frozen=True)
class Change:
    """Who changes rows, and why; without a user, that of the request, if there is one."""

    user: User | None = None
    reason: str = ""


_NOBODY = Change()
_change: ContextVar[Change] = ContextVar("change", default=_NOBODY)


@contextmanager
def changing(user: User | None = None, reason: str = "") -> Iterator[None]:
    """Note this user and reason with every version that is written inside."""
    token = _change.set(Change(user, reason[:_REASON_CHARS]))
    try:
        yield
    finally:
        _change.reset(token)


def _user(request: HttpRequest | None, **_: Any) -> Any:
    """Who changes rows now; simple-history hands over a request only of someone logged in."""
    return _change.get().user or (request.user if request else None)


class Versions(HistoricalRecords):
    """Keeps a model's versions in a table of their own; its managers and `save` write them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            history_id_field=models.BigAutoField(),
            history_change_reason_field=models.CharField(
                "دلیل", max_length=_REASON_CHARS, blank=True
            ),
            get_user=_user,
            **options,
        )

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        """Without permissions: whoever may change a row may see what it was."""
        return {**super().get_meta_options(model), "default_permissions": ()}

    def get_change_reason_for_object(self, *_: Any) -> str:
        return _change.get().reason

    def post_save(self, instance: models.Model, created: bool, **kwargs: Any) -> None:
        """Nothing: `keeping_versions` also knows what the row held before."""


class VersionedQuerySet(RecordedQuerySet[V]):
    """Rows whose changes, also in bulk, leave versions; `bulk_update` comes through `update`."""

    def update(self, **values: Any) -> int:
        if not _tracks(self.model, values):
            return super().update(**values)
        with transaction.atomic(using=self.db):
            keys = list(self.order_by().values_list("pk", flat=True))
            return sum(self._update_some(some, values) for some in chunks(keys))

    def _update_some(self, keys: Sequence[Any], values: dict[str, Any]) -> int:
        rows: Any = self.model._default_manager.filter(pk__in=keys)
        with keeping_versions(rows):
            count: int = rows.update_unversioned(**values)
            return count

    def update_unversioned(self, **values: Any) -> int:
        """Update without versions: for changes that keep their own way back."""
        return super().update(**values)


class VersionedRow(models.Model):
    """A row that leaves a version under `history`, the newest first, each time it is saved."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if self._state.adding or (fields is not None and not _tracks(type(self), fields)):
            super().save(*args, **kwargs)
            return
        rows = type(self)._default_manager.filter(pk=self.pk)
        with transaction.atomic(), keeping_versions(rows):
            super().save(*args, **kwargs)

    def first_version(self) -> tuple[datetime, str]:
        """Since when the row is as it was before its first change, and why."""
        return timezone.now(), FIRST_REASON_OF_UNDATED


class VersionedModel(VersionedRow, RecordedModel):
    """A row of an article whose changes, also in bulk, leave versions."""

    added_at: models.DateTimeField[Any, Any]

    class Meta:
        abstract = True

    def first_version(self) -> tuple[datetime, str]:
        return self.added_at, FIRST_REASON


@contextmanager
def keeping_versions(rows: models.QuerySet[Any]) -> Iterator[None]:
    """Write a version of each of the rows that the block changes, and a first one where none is."""
    model: Any = rows.model
    before = {row.pk: row for row in rows}
    yield
    after = model._default_manager.in_bulk(list(before))
    names = [field.attname for field in model.history.model.tracked_fields]
    changed = [
        row
        for key, row in after.items()
        if any(getattr(row, name) != getattr(before[key], name) for name in names)
    ]
    _write_first(model, [before[row.pk] for row in changed])
    model.history.bulk_history_create(
        changed, update=True, default_change_reason=_change.get().reason
    )


def _write_first(model: Any, rows: Sequence[Any]) -> None:
    """Write what the rows hold as their first versions, unless they have some."""
    known = set(model.history.filter(id__in=[row.pk for row in rows]).values_list("id", flat=True))
    first = [row for row in rows if row.pk not in known]
    for row in first:  # simple-history's names for what it would take from the request and clock
        row._history_user = None
        row._history_date, row._change_reason = row.first_version()
    model.history.bulk_history_create(first)


def _tracks(model: Any, fields: Iterable[str]) -> bool:
    tracked = model.history.model.tracked_fields
    return not {name for field in tracked for name in (field.name, field.attname)}.isdisjoint(
        fields
    )
