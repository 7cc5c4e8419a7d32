"""The verdicts that editors gave, the addresses of the review queue, and who may be there."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from archive.admin.recorded import ReadOnlyAdmin
from archive.admin.review import alike_view, decide_view, queue_view, remember_view, undo_view
from archive.admin.undoable import DoneColumns
from archive.models import Verdict
from archive.roles import REVIEW
from persian.digits import format_number


@admin.register(Verdict)
class VerdictAdmin(DoneColumns, ReadOnlyAdmin):
    """The verdicts that were given, and the way to give more."""

    list_display = ["told", "decision", "number", "user", "made", "undone"]
    list_filter = ["decision"]
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ["user"]
    search_fields = ["told"]
    fields = ["told", "decision", "number", "user", "made", "undone"]

    def get_urls(self) -> list[URLPattern]:
        def view(function: Any) -> Any:
            return self.admin_site.admin_view(for_reviewers(function))

        return [
            path("review/", view(queue_view), name="archive_review"),
            path("review/decide/", view(decide_view), name="archive_review_decide"),
            path("review/undo/", view(undo_view), name="archive_review_undo"),
            path("review/remember/", view(remember_view), name="archive_review_remember"),
            path("review/alike/<str:reference>/", view(alike_view), name="archive_review_alike"),
            *super().get_urls(),
        ]

    @admin.display(description="شمار جمله‌ها", ordering="count")
    def number(self, verdict: Verdict) -> str:
        return format_number(verdict.count)


def may_review(user: Any) -> bool:
    """Whether a user may decide on guesses, and look at the articles that they are of."""
    sees = user.has_perm("archive.view_article") or user.has_perm("archive.change_article")
    return bool(sees and user.has_perm(REVIEW))


def for_reviewers(view: Any) -> Any:
    """The view, for those alone who may review."""

    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not may_review(request.user):
            raise PermissionDenied
        response: HttpResponse = view(request, **kwargs)
        return response

    return guarded
