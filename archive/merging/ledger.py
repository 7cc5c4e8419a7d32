"""Changes of rows that can be taken back: each is noted as it is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import ForeignKey, ProtectedError

from archive.chunks import chunks
from archive.models import Article, OutboxEntry
from archive.models.changes import FacetModel

Change = dict[str, Any]  # as JSON keeps it


class Ledger:
    """Makes changes and notes them; the articles that they change are noted for the index."""

    def __init__(self) -> None:
        self.changes: list[Change] = []

    def move(self, rows: models.QuerySet[Any], field: str, value: Any) -> None:
        """Give the rows a value in one field."""
        had = defaultdict(list)
        for key, old in rows.order_by().values_list("pk", field):
            had[old].append(key)
        for old, keys in had.items():
            if old != value:
                _set(rows.model, keys, field, value)
                self._note(rows.model, field=field, old=old, new=value, rows=keys)

    def remove(self, rows: models.QuerySet[Any]) -> None:
        """Delete the rows, which nothing may depend on any more."""
        kept = list(rows.order_by().values())
        if kept:
            _note_articles(rows.model, [values["id"] for values in kept])
            rows.delete()
            self._note(rows.model, removed=kept)

    def made(self, row: models.Model) -> None:
        """Note a row that was made for the changes that follow."""
        self._note(type(row), made=row.pk)

    def _note(self, model: type[models.Model], **change: Any) -> None:
        self.changes.append({"model": model._meta.label_lower, **change})


def take_back(changes: Sequence[Change]) -> None:
    """Undo the changes, the last first; rows that were changed again meanwhile stay so."""
    for change in reversed(changes):
        model = apps.get_model(change["model"])
        if "removed" in change:
            rows = [model(**values) for values in change["removed"] if _has_place(model, values)]
            model._default_manager.bulk_create(rows)
        elif "made" in change:
            _delete_unused(model._default_manager.filter(pk=change["made"]))
        else:
            where = {change["field"]: change["new"]}
            _set(model, change["rows"], change["field"], change["old"], where)


def moved(changes: Sequence[Change]) -> list[tuple[str, int]]:
    """How many rows of each kind the changes touch, by the Persian name of the kind."""
    rows: dict[str, set[Any]] = defaultdict(set)
    for change in changes:
        removed = [values["id"] for values in change.get("removed", [])]
        rows[change["model"]].update(change.get("rows", removed))
    return [
        (str(apps.get_model(label)._meta.verbose_name), len(keys))
        for label, keys in rows.items()
        if keys
    ]


def _set(
    model: Any, keys: Sequence[Any], field: str, value: Any, where: dict[str, Any] | None = None
) -> None:
    for some in chunks(keys):
        rows = model._default_manager.filter(pk__in=some, **(where or {}))
        update = getattr(rows, "update_unversioned", rows.update)
        update(**{field: value})
        _note_articles(model, some)


def _note_articles(model: Any, keys: Collection[Any]) -> None:
    """Note the articles that name these rows; rows of articles themselves do so on their own."""
    if issubclass(model, FacetModel):
        naming = Article.objects.filter(**{f"{model.articles_by}__in": keys}).order_by()
        OutboxEntry.objects.record(set(naming.values_list("pk", flat=True)))


def _has_place(model: Any, values: dict[str, Any]) -> bool:
    """Whether all that the row refers to is still there."""
    return all(
        field.related_model._base_manager.filter(pk=values[field.attname]).exists()
        for field in model._meta.fields
        if isinstance(field, ForeignKey) and values[field.attname] is not None
    )


def _delete_unused(rows: models.QuerySet[Any]) -> None:
    try:
        with transaction.atomic():
            rows.delete()
    except ProtectedError:  # it is used for something else since then
        pass
