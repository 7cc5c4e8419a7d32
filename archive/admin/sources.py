"""The agencies, newspapers and sites that articles come from."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest

from archive.admin.entities import EntityAdmin
from archive.admin.history import shown_fields
from archive.models import Source
from persian.digits import format_number


@admin.register(Source)
class SourceAdmin(EntityAdmin):
    shown = shown_fields(Source, "name", "slug", "rights")
    list_display = ["name", "slug", "rights", "articles"]
    list_filter = ["rights"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug", "rights", "reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return (
            super().get_queryset(request).annotate(article_count=Count("articles", distinct=True))
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["slug"] if obj else []  # it is part of addresses that readers keep

    @admin.display(description="مقاله‌ها", ordering="article_count")
    def articles(self, source: Any) -> str:
        return format_number(source.article_count)
