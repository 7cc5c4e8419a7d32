"""Readers' reports: what is said to be wrong, what was decided, the correction that readers see."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from archive.admin.columns import persian_moment
from archive.admin.forms import KnowingForm
from archive.admin.pages import editor
from archive.models import Correction, ErrorReport, Event, EventKind, ReportState
from archive.models.reports import CORRECTION_CHARS
from archive.roles import ADMINISTER


class CorrectionField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            label="اصلاحیه",
            required=False,
            max_length=CORRECTION_CHARS,
            widget=forms.Textarea({"rows": 3, "dir": "auto"}),
            help_text="صفحهٔ مقاله آن را با تاریخ نشان می‌دهد. خالی: چیزی نشان داده نمی‌شود.",
        )


class DecisionForm(KnowingForm, forms.ModelForm):
    state = forms.ChoiceField(
        label="تصمیم", choices=ReportState.choices, widget=forms.RadioSelect({"class": "radiolist"})
    )
    correction = CorrectionField()
    note = forms.CharField(
        label="یادداشت برای همکاران",
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("correction") and cleaned.get("state") != ReportState.ANSWERED:
            self.add_error("state", "با اصلاحیه، گزارش پاسخ‌داده است.")
        return cleaned

    def state_of_row(self) -> str:
        return str(self.instance.decided_at or "")

    def edited_since(self) -> list[str]:
        report: ErrorReport = self.instance
        if report.state == ReportState.OPEN:
            return ["در این میان گزارش دوباره باز شده است."]
        who, decision = report.user or "کسی", report.get_state_display()
        shown = [f"اصلاحیه: {correction}" for correction in report.corrections.all()]
        note = [f"یادداشت: {report.note}"] if report.note else []
        return [f"در این میان {who} گزارش را «{decision}» دانسته است.", *shown, *note]


class CorrectionForm(KnowingForm, forms.ModelForm):
    def state_of_row(self) -> str:
        return str(self.instance.text)

    def edited_since(self) -> list[str]:
        return [f"در این میان اصلاحیه چنین شده است: {self.instance.text}"]


class DeskAdmin(admin.ModelAdmin):
    """Rows that whoever may edit articles sees to."""

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("archive.change_article")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_view_permission(request)


@admin.register(ErrorReport)
class ErrorReportAdmin(DeskAdmin):
    form = DecisionForm
    list_display = ["article_name", "kind", "made", "state"]
    list_filter = ["state", "kind"]
    list_select_related = ["article"]
    search_fields = ["text", "article__headline"]
    show_facets = admin.ShowFacets.NEVER
    list_display_links = ["article_name", "kind"]
    readonly_fields = ["article_link", "kind", "text", "email", "made", "user", "decided"]
    fieldsets = [
        ("گزارش خواننده", {"fields": ["article_link", "kind", "text", "email", "made"]}),
        ("رسیدگی", {"fields": ["state", "correction", "note", "user", "decided", "seen"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm(ADMINISTER)

    @transaction.atomic
    def save_model(
        self, request: HttpRequest, obj: ErrorReport, form: DecisionForm, change: bool
    ) -> None:
        """Decided, the reader's address goes; opened again, nobody has decided."""
        is_open = obj.state == ReportState.OPEN
        obj.user = None if is_open else editor(request)
        obj.decided_at = None if is_open else timezone.now()
        obj.email = obj.email if is_open else ""
        super().save_model(request, obj, form, change)
        if text := form.cleaned_data["correction"]:
            shown = {"article": obj.article, "text": text}  # once, though the form be sent twice
            obj.corrections.get_or_create(**shown, defaults={"user": editor(request)})
        if "state" in form.changed_data:
            told = obj.get_state_display()
            Event.objects.record(request.user, EventKind.REPORT_DECIDED, told, obj)

    @admin.display(description="مقاله")
    def article_name(self, report: ErrorReport) -> str:
        return report.article.display_headline

    @admin.display(description="مقاله")
    def article_link(self, report: ErrorReport) -> str:
        url = reverse("admin:archive_article_change", args=[report.article_id])
        return format_html('<a href="{}"><bdi>{}</bdi></a>', url, report.article.display_headline)

    @admin.display(description="زمان", ordering="made_at")
    def made(self, report: ErrorReport) -> str:
        return persian_moment(report.made_at)

    @admin.display(description="زمان رسیدگی")
    def decided(self, report: ErrorReport) -> str:
        return persian_moment(report.decided_at)


@admin.register(Correction)
class CorrectionAdmin(DeskAdmin):
    """What articles' pages show; a new one comes from a report or from the article's own page."""

    form = CorrectionForm
    list_display = ["text", "article", "made"]
    list_select_related = ["article"]
    search_fields = ["text", "article__headline"]
    fields = ["article", "text", "seen"]
    raw_id_fields = ["article"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_view_permission(request)

    def save_model(
        self, request: HttpRequest, obj: Correction, form: forms.ModelForm, change: bool
    ) -> None:
        if not change:
            obj.user = editor(request)
        super().save_model(request, obj, form, change)

    @admin.display(description="زمان", ordering="made_at")
    def made(self, correction: Correction) -> str:
        return persian_moment(correction.made_at)
