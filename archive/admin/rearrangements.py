"""What was merged and split: who, when and why, and the way back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.views.decorators.http import require_POST

from archive.admin.columns import NOTHING, persian_moment
from archive.admin.recorded import ReadOnlyAdmin
from archive.admin.sources import check_rights
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
class RearrangementAdmin(ReadOnlyAdmin):
    change_form_template = "admin/archive/rearrangement/change_form.html"
    list_display = ["what", "kind", "made", "user", "reason", "undone"]
    list_filter = ["kind", ModelFilter]
    list_select_related = ["user"]
    list_per_page = 50
    fields = ["kind", "pages", "rows", "reason", "user", "made", "undone"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rearrangement]:
        names = {"origin_name": _name_of("origin_id"), "target_name": _name_of("target_id")}
        rows: QuerySet[Rearrangement] = super().get_queryset(request)
        return rows.annotate(**names)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.undo_view))
        return [
            path("<int:pk>/undo/", view, name="archive_rearrangement_undo"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context["original"]
        context |= {
            "subtitle": self.what(row),
            "refusal": why_not_undone(row),
            "may_undo": request.user.has_perm(MERGE),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a merge or split back, or say why that cannot be."""
        if not request.user.has_perm(MERGE):
            raise PermissionDenied
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        try:
            self._check_move(request, row)
            undo(row)
        except MergeRefused as refused:
            messages.error(request, refused.reason)
        else:
            Event.objects.record(request.user, EventKind.UNDONE, self.what(row), row)
            messages.success(request, "برگردانده شد؛ نام‌ها و مقاله‌ها مانند پیش‌اند.")
        return redirect("admin:archive_rearrangement_change", pk)

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

    @admin.display(description="زمان", ordering="made_at")
    def made(self, row: Rearrangement) -> str:
        return persian_moment(row.made_at)

    @admin.display(description="برگردانده", ordering="undone_at")
    def undone(self, row: Rearrangement) -> str:
        return persian_moment(row.undone_at)
