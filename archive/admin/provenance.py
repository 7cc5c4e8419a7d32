"""Where articles came from: raw files and import batches."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from archive.admin.columns import NOTHING, persian_moment
from archive.admin.recorded import ReadOnlyAdmin, RecordedFormSet, RecordedInline
from archive.models import ArticleOrigin, ImportBatch, RawDocument
from persian.digits import format_number

SHOWN_ORIGINS = 200
REPORTED = {
    "files": "پرونده",
    "created": "مقالهٔ تازه",
    "updated": "به‌روزشده",
    "unchanged": "بی‌تغییر",
    "duplicates": "تکراری",
    "held": "در انتظار ناشر",
    "failed": "ناموفق",
}


def counts_of(report: dict[str, Any]) -> list[str]:
    """What came of an import, in words."""
    return [
        f"{format_number(report[key])} {word}" for key, word in REPORTED.items() if report.get(key)
    ]


class FirstOrigins(RecordedFormSet):
    """The first files and articles of many; a batch may have a hundred thousand."""

    def get_queryset(self) -> Any:
        if not hasattr(self, "_first"):
            self._first = super().get_queryset()[:SHOWN_ORIGINS]
        return self._first


class OriginInline(RecordedInline):
    """Which file gave which article."""

    model = ArticleOrigin
    formset = FirstOrigins

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("article", "raw", "batch")

    @admin.display(description="سطر")
    def line_number(self, origin: ArticleOrigin) -> str:
        return format_number(origin.line) if origin.line else NOTHING

    @admin.display(description="زمان ورود")
    def imported(self, origin: ArticleOrigin) -> str:
        return persian_moment(origin.imported_at)


class ArticlesInline(OriginInline):
    """The articles that a file or a batch gave."""

    verbose_name_plural = f"مقاله‌ها (تا {format_number(SHOWN_ORIGINS)} سطر)"
    fields = ["article", "file_name", "line_number", "reader"]
    readonly_fields = ["article", "file_name", "line_number", "reader"]


class FilesInline(OriginInline):
    """The files that gave an article."""

    fields = ["file_name", "line_number", "raw", "batch", "reader", "imported"]
    readonly_fields = ["file_name", "line_number", "raw", "batch", "reader", "imported"]


@admin.register(RawDocument)
class RawDocumentAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "format", "encoding", "size", "received", "checked", "damage"]
    list_filter = [("damage", admin.EmptyFieldListFilter), "format", "encoding"]
    search_fields = ["sha256", "origins__file_name"]
    fields = ["sha256", "size", "format", "encoding", "received", "checked", "damage"]
    inlines = [ArticlesInline]

    @admin.display(description="اندازه (بایت)", ordering="size_bytes")
    def size(self, raw: RawDocument) -> str:
        return format_number(raw.size_bytes)

    @admin.display(description="زمان دریافت", ordering="received_at")
    def received(self, raw: RawDocument) -> str:
        return persian_moment(raw.received_at)

    @admin.display(description="آخرین بررسی", ordering="checked_at")
    def checked(self, raw: RawDocument) -> str:
        return persian_moment(raw.checked_at)


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "state", "user", "started", "finished"]
    list_filter = ["state"]
    list_select_related = ["user"]
    fields = ["state", "user", "started", "finished", "outcome", "failures"]
    inlines = [ArticlesInline]

    @admin.display(description="آغاز", ordering="started_at")
    def started(self, batch: ImportBatch) -> str:
        return persian_moment(batch.started_at)

    @admin.display(description="پایان", ordering="finished_at")
    def finished(self, batch: ImportBatch) -> str:
        return persian_moment(batch.finished_at)

    @admin.display(description="نتیجه")
    def outcome(self, batch: ImportBatch) -> str:
        return "، ".join(counts_of(batch.report)) or NOTHING

    @admin.display(description="ناموفق‌ها")
    def failures(self, batch: ImportBatch) -> str:
        lines = [f"{f['file']}: {f['reason']}" for f in batch.report.get("failures", [])]
        return "\n".join(lines) or NOTHING
