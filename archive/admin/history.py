"""The versions of a row under its history: what changed each time, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from archive.differences import Piece, differences, excerpt
from archive.history import Version, content_fields, restore
from persian.digits import to_persian_digits

CONTEXT_WORDS = 12

Shown = tuple[str, Callable[[Version], str]]  # a field's label, and how its value is told


@dataclass(frozen=True)
class FieldChange:
    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class VersionRow:
    """One version as the page shows it; `changes` since the version before."""

    number: int
    pk: int
    at: datetime
    user: User | None
    reason: str
    changes: list[FieldChange]
    can_be_restored: bool


class VersionedAdmin(admin.ModelAdmin):
    """Rows that keep versions: their history page shows them and leads back to each.

    `shown` is what it tells of a version.
    """

    object_history_template = "admin/archive/versions/object_history.html"
    shown: ClassVar[Sequence[Shown]]

    def maker(self, row: Any) -> User | None:
        """Who made the row, if it is known."""
        return None

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With the version that whoever may save the form has seen (archive.admin.forms)."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        *others, (name, options) = fieldsets
        return [*others, (name, {**options, "fields": [*options["fields"], "seen"]})]

    def url_name(self, page: str) -> str:
        """What one of the pages of these rows is called among the addresses."""
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def address(self, page: str, *args: Any) -> str:
        """The address of one of the pages of these rows."""
        return reverse(f"admin:{self.url_name(page)}", args=args)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.restore_view))
        return [
            path("<int:pk>/history/<int:version_pk>/restore/", view, name=self.url_name("restore")),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        context = {
            "versions": self._versions(row) if row else [],
            "has_change_permission": self.has_change_permission(request, row),
        }
        return super().history_view(request, object_id, context | (extra_context or {}))

    def restore_view(self, request: HttpRequest, pk: int, version_pk: int) -> HttpResponse:
        """Bring the content of an earlier version back; one more edit, to be undone likewise."""
        row: Any = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        version: Version = get_object_or_404(row.history, pk=version_pk)
        number = to_persian_digits(row.history.filter(pk__lte=version.pk).count())
        try:
            restored = restore(version, f"بازگشت به نسخهٔ {number}")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            self.log_change(request, restored, f"بازگشت به نسخهٔ {number}")
            messages.success(request, f"{self.opts.verbose_name} به نسخهٔ {number} بازگشت.")
        return redirect(self.address("history", pk))

    def _versions(self, row: Any) -> list[VersionRow]:
        """The row's versions, the newest first; none when it never changed."""
        related = [field.name for field in row.history.model.tracked_fields if field.is_relation]
        versions = list(row.history.select_related("history_user", *related).order_by("history_id"))
        names = content_fields(type(row))
        return [
            VersionRow(
                number=number,
                pk=version.pk,
                at=version.history_date,
                user=version.history_user or (None if previous else self.maker(row)),
                reason=version.history_change_reason,
                changes=self._changes(previous, version) if previous else [],
                can_be_restored=any(
                    getattr(version, name) != getattr(versions[-1], name) for name in names
                ),
            )
            for number, (previous, version) in enumerate(pairwise([None, *versions]), 1)
        ][::-1]

    def _changes(self, old: Version, new: Version) -> list[FieldChange]:
        values = ((label, show(old), show(new)) for label, show in self.shown)
        return [
            FieldChange(label, excerpt(differences(before, after), CONTEXT_WORDS))
            for label, before, after in values
            if before != after
        ]


def shown_fields(model: Any, *names: str) -> list[Shown]:
    """These fields by their labels; of a field with choices the words for its value."""
    return [(str(model._meta.get_field(name).verbose_name), _telling(name)) for name in names]


def _telling(name: str) -> Callable[[Version], str]:
    def told(version: Version) -> str:
        words = getattr(version, f"get_{name}_display", None)
        return str((words() if words else getattr(version, name)) or "")

    return told
