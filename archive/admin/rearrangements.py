"""What was merged and split: who, when and why, and the way back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join

from archive.admin.columns import NOTHING
from archive.admin.sources import check_rights
from archive.admin.undoable import UndoableAdmin
from archive.merging import MergeRefused, moved, undo, why_not_undone
from archive.models import (
    Event,
    EventKind,
    Official,
    Organization,
    Rearrangement,
    RearrangementKind,
    Source,
)
from archive.roles import MERGE
from persian.digits import format_number

MODELS = (Official, Organization, Source)
GONE = "نامی که دیگر در بایگانی نیست"


def _name_of(field: str) -> Case:
    """The name of what a number is of, in the table that the row names."""
    names = (
        When(
            model=model._meta.label_lower,
            then=Subquery(model._default_manager.filter(pk=OuterRef(field)).values("name")[:1]),
        )
        for model in MODELS
    )
    return Case(*names, default=Value(None), output_field=CharField(null=True))


class ModelFilter(admin.SimpleListFilter):
    """Of officials, organizations or sources."""

    title = "نوع"
    parameter_name = "model"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(m._meta.label_lower, str(m._meta.verbose_name_plural)) for m in MODELS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(model=self.value()) if self.value() else queryset


@admin.register(Rearrangement)
class RearrangementAdmin(UndoableAdmin):
    undo_permission = MERGE
    list_display = ["what", "kind", "made", "user", "reason", "undone"]
    list_filter = ["kind", ModelFilter]
    list_per_page = 50
    fields = ["kind", "pages", "rows", "reason", "user", "made", "undone"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rearrangement]:
        names = {"origin_name": _name_of("origin_id"), "target_name": _name_of("target_id")}
        rows: QuerySet[Rearrangement] = super().get_queryset(request)
        return rows.annotate(**names)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["subtitle"] = self.what(context["original"])
        return super().render_change_form(request, context, *args, **kwargs)

    def refusal(self, row: Rearrangement) -> str:
        return why_not_undone(row)

    def take_back(self, request: HttpRequest, row: Rearrangement) -> None:
        try:
            self._check_move(request, row)
            undo(row)
        except MergeRefused as refused:
            messages.error(request, refused.reason)
        else:
            Event.objects.record(request.user, EventKind.UNDONE, self.what(row), row)
            messages.success(request, "برگردانده شد؛ نام‌ها و مقاله‌ها مانند پیش‌اند.")

    def _check_move(self, request: HttpRequest, row: Rearrangement) -> None:
        """Refuse what the screens of merging and splitting would refuse.

        Raises:
            MergeRefused: with the reason.
        """
        if row.model == Source._meta.label_lower:
            check_rights(request, Source.objects.filter(pk__in=[row.origin_id, row.target_id]))

    @admin.display(description="شرح")
    def what(self, row: Any) -> str:
        origin, target = row.origin_name or GONE, row.target_name or GONE
        if row.kind == RearrangementKind.MERGE:
            return f"«{origin}» نام دیگرِ «{target}» شد"
        return f"«{target}» از «{origin}» جدا شد"

    @admin.display(description="صفحه‌ها")
    def pages(self, row: Rearrangement) -> str:
        model: Any = apps.get_model(row.model)
        entities = model.objects.filter(pk__in=[row.origin_id, row.target_id]).order_by("pk")
        links = ((entity.get_absolute_url(), entity.name) for entity in entities)
        return format_html_join("، ", '<a href="{}">{}</a>', links) or NOTHING

    @admin.display(description="آنچه جابه‌جا شد")
    def rows(self, row: Rearrangement) -> str:
        counts = moved(row.changes)
        return "، ".join(f"{format_number(n)} {name}" for name, n in counts) or "هیچ"
