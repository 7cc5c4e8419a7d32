"""Where articles came from: raw files and import batches."""

from __future__ import annotations

from django.contrib import admin

from archive.admin.columns import ReadOnlyAdmin, RecordedInline, persian_moment
from archive.models import ArticleOrigin, ImportBatch, RawDocument
from persian.digits import format_number


class OriginInline(RecordedInline):
    """The articles that a file or a batch gave."""

    model = ArticleOrigin
    fields = ["article", "file_name", "line", "reader"]
    readonly_fields = ["article", "file_name", "line", "reader"]


@admin.register(RawDocument)
class RawDocumentAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "format", "encoding", "size", "received"]
    list_filter = ["format", "encoding"]
    search_fields = ["sha256", "origins__file_name"]
    fields = ["sha256", "size", "format", "encoding", "received"]
    inlines = [OriginInline]

    @admin.display(description="اندازه (بایت)", ordering="size_bytes")
    def size(self, raw: RawDocument) -> str:
        return format_number(raw.size_bytes)

    @admin.display(description="زمان دریافت", ordering="received_at")
    def received(self, raw: RawDocument) -> str:
        return persian_moment(raw.received_at)


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "state", "user", "started", "finished"]
    list_filter = ["state"]
    list_select_related = ["user"]
    fields = ["state", "user", "started", "finished", "report"]
    inlines = [OriginInline]

    @admin.display(description="آغاز", ordering="started_at")
    def started(self, batch: ImportBatch) -> str:
        return persian_moment(batch.started_at)

    @admin.display(description="پایان", ordering="finished_at")
    def finished(self, batch: ImportBatch) -> str:
        return persian_moment(batch.finished_at)
