"""The outbox: what waits to be indexed."""

from __future__ import annotations

from django.contrib import admin

from archive.admin.columns import persian_moment
from archive.admin.recorded import ReadOnlyAdmin
from archive.models import OutboxEntry


@admin.register(OutboxEntry)
class OutboxEntryAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "created", "problem"]
    fields = ["article_id", "created", "problem"]

    @admin.display(description="زمان", ordering="created_at")
    def created(self, entry: OutboxEntry) -> str:
        return persian_moment(entry.created_at)
