"""Editing many articles at once: what to change, what that does to each, then one click back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from archive.admin.jalali import JalaliDateField, PrintedDate
from archive.admin.pages import desk_page, editor
from archive.admin.undoable import DONE_BEFORE, UndoableAdmin
from archive.bulk_editing import Change, Planned, apply, change_of, plan, undo
from archive.models import Article, BulkEdit, Province, Source
from archive.roles import PUBLISH
from persian.digits import format_number

MAX_ARTICLES = 500
_WHAT = ("published", "without_date", "source", "add", "remove")
_DATE = ("published_at", "published_precision")


class BulkForm(forms.Form):
    """What to change in all chosen articles; what is left blank stays as it is."""

    published = JalaliDateField(label="زمان انتشار", required=False)
    without_date = forms.BooleanField(label="تاریخ برداشته شود", required=False)
    source = forms.ModelChoiceField(
        Source.objects.current(), label="منبع", required=False, empty_label="همان که هست"
    )
    add = forms.ModelChoiceField(
        Province.objects.all(), label="استانی که افزوده شود", required=False, empty_label="هیچ"
    )
    remove = forms.ModelChoiceField(
        Province.objects.all(), label="استانی که برداشته شود", required=False, empty_label="هیچ"
    )
    reason = forms.CharField(
        label="دلیل", max_length=200, help_text="در تاریخچهٔ هر مقاله کنار این نسخه می‌ماند."
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if cleaned["published"] and cleaned["without_date"]:
            self.add_error("without_date", "یا تاریخی بنویسید یا آن را بردارید.")
        if cleaned["add"] and cleaned["add"] == cleaned["remove"]:
            self.add_error("remove", "همین استان را می‌افزایید.")
        if not any(cleaned[name] for name in _WHAT):
            raise forms.ValidationError("چیزی برای تغییر برنگزیده‌اید.")
        return cleaned

    def change(self) -> Change:
        values = self.cleaned_data
        date = values["published"]
        return change_of(
            date.at if date else None,
            date.precision if date else "",
            without_date=values["without_date"],
            source=values["source"],
            add=values["add"],
            remove=values["remove"],
        )


@dataclass(frozen=True)
class Row:
    """One article of the preview: what changes, as (label, before, after), or why nothing does."""

    article: Article
    changes: list[tuple[str, str, str]]
    problem: str


def bulk_edit_view(request: HttpRequest, articles: QuerySet[Article]) -> HttpResponse | None:
    """The form, then the preview, then the edit; None when there are too many articles.

    Every step is a POST of the list's action, so the chosen articles come along.
    """
    if articles.count() > MAX_ARTICLES:
        most = format_number(MAX_ARTICLES)
        messages.error(request, f"در یک بار تا {most} مقاله را می‌توان ویرایش کرد.")
        return None
    form = BulkForm(request.POST if "reason" in request.POST else None)
    if not form.is_valid() or "again" in request.POST:
        return _page(request, "bulk_form.html", articles, form=form)
    if "apply" not in request.POST:
        return _preview(request, articles, form)
    edit = apply(articles, form.change(), form.cleaned_data["reason"], editor(request))
    if edit is None:
        messages.warning(request, "هیچ مقاله‌ای تغییر نکرد.")
        return None
    messages.success(request, f"{format_number(edit.article_count)} مقاله ویرایش شد.")
    return redirect("admin:archive_bulkedit_change", edit.pk)


def _preview(request: HttpRequest, articles: QuerySet[Article], form: BulkForm) -> HttpResponse:
    change = form.change()
    rows = [_row(one, change) for one in plan(articles, change, editor(request))]
    own = {"action", "_selected_action", "csrfmiddlewaretoken", "select_across", "index"}
    kept = [(name, v) for name in request.POST for v in request.POST.getlist(name)]
    return _page(
        request,
        "bulk_preview.html",
        articles,
        rows=rows,
        count=sum(bool(row.changes) for row in rows),
        kept=[(name, value) for name, value in kept if name not in own],
    )


def _page(
    request: HttpRequest, template: str, articles: QuerySet[Article], **context: Any
) -> HttpResponse:
    frame = {"title": "ویرایش گروهی", "articles": articles}
    return desk_page(request, f"article/{template}", Article, frame | context)


def _row(planned: Planned, change: Change) -> Row:
    if planned.problem:
        return Row(planned.article, [], planned.problem)
    changes = [*_field_changes(planned, change), *_province_changes(planned)]
    return Row(planned.article, changes, "")


def _field_changes(planned: Planned, change: Change) -> list[tuple[str, str, str]]:
    before, after = planned.before, planned.after
    changes = []
    if set(_DATE) & set(after):
        now = {name: getattr(planned.article, name) for name in _DATE}
        changes.append(("زمان انتشار", _date(now | before), _date(now | after)))
    if "source_id" in after:
        changes.append(("منبع", str(planned.article.source), str(change.source)))
    return changes


def _date(values: dict[str, Any]) -> str:
    if values["published_at"] is None:
        return "بدون تاریخ"
    return str(PrintedDate(values["published_at"], values["published_precision"]))


def _province_changes(planned: Planned) -> list[tuple[str, str, str]]:
    gained = [("استان", "", str(planned.gains))] if planned.gains else []
    lost = [("استان", str(planned.loses), "")] if planned.loses else []
    return gained + lost


@admin.register(BulkEdit)
class BulkEditAdmin(UndoableAdmin):
    """The edits that were made, each with its way back."""

    undo_permission = PUBLISH
    list_display = ["__str__", "made", "user", "undone"]
    fields = ["articles", "reason", "user", "made", "undone"]

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("archive.change_article")

    def take_back(self, request: HttpRequest, row: BulkEdit) -> None:
        """Give all its articles back what they had."""
        try:
            left = undo(row, editor(request))
        except ValueError:
            messages.warning(request, DONE_BEFORE)
        else:
            messages.success(request, "ویرایش گروهی برگردانده شد.")
            if left:
                told = (
                    f"{format_number(left)} مقاله همان‌گونه ماند: پس از آن تغییر کرده است، یا حق"
                    " انتشار منبع پیشین دیگر است و این کار با مدیر است."
                )
                messages.warning(request, told)

    @admin.display(description="مقاله‌ها")
    def articles(self, edit: BulkEdit) -> str:
        found = Article.objects.in_bulk([change["article"] for change in edit.changes])
        return "\n".join(article.display_headline for article in found.values())
