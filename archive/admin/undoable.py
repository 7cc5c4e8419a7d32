"""Rows that tell what was done, each with the way back on its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from archive.admin.columns import persian_moment
from archive.admin.recorded import ReadOnlyAdmin

DONE_BEFORE = "این کار پیش از این برگردانده شده است."


class DoneColumns:
    """When a row was made, and when it was taken back."""

    @admin.display(description="زمان", ordering="made_at")
    def made(self, row: Any) -> str:
        return persian_moment(row.made_at)

    @admin.display(description="برگردانده در", ordering="undone_at")
    def undone(self, row: Any) -> str:
        return persian_moment(row.undone_at)


class UndoableAdmin(DoneColumns, ReadOnlyAdmin):
    """What has `made_at`, `user` and `undone_at`; whoever has `undo_permission` takes it back.

    `take_back` does that for a row and tells so, or why it cannot be.
    """

    change_form_template = "admin/archive/undoable/change_form.html"
    list_select_related = ["user"]
    undo_permission: ClassVar[str]
    take_back: Callable[[HttpRequest, Any], None]

    def refusal(self, row: Any) -> str:
        """Why it cannot be taken back, in a Persian sentence; blank if it can."""
        return DONE_BEFORE if row.undone_at else ""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.undo_view))
        name = f"archive_{self.opts.model_name}_undo"
        return [path("<int:pk>/undo/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {
            "refusal": self.refusal(context["original"]),
            "may_undo": request.user.has_perm(self.undo_permission),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(self.undo_permission):
            raise PermissionDenied
        self.take_back(request, get_object_or_404(self.get_queryset(request), pk=pk))
        return redirect(f"admin:archive_{self.opts.model_name}_change", pk)
