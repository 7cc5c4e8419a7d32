"""The agencies, newspapers and sites that articles come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse

from archive.admin.entities import EntityAdmin
from archive.admin.forms import ReasonedForm
from archive.admin.history import shown_fields
from archive.merging import MergeRefused
from archive.models import Source, SourceRights
from archive.roles import ADMINISTER
from persian.digits import format_number

READERS_SEE = {
    SourceRights.FULL: "خوانندگان همهٔ متن، گفته‌ها و رقم‌ها را می‌بینند؛ خروجی‌ها و API هم.",
    SourceRights.EXTRACT: "لید یا نخستین بند، مشخصات، نام‌ها و رقم‌ها؛ متن کامل نزد خود منبع.",
    SourceRights.LINK: "تیتر، مشخصات، نام‌ها و رقم‌ها، و پیوند به منبع؛ از متن چیزی نه.",
}


class SourceForm(ReasonedForm):
    """A source, with what each of its rights lets readers see."""

    rights = forms.ChoiceField(
        label="حق انتشار",
        choices=[(rights, f"{rights.label}: {READERS_SEE[rights]}") for rights in SourceRights],
        initial=SourceRights.FULL,
        widget=forms.RadioSelect({"class": "radiolist"}),
        help_text="بی‌درنگ در همهٔ مقاله‌های این منبع، خوراک‌ها، API و خروجی‌ها رعایت می‌شود.",
    )


@admin.register(Source)
class SourceAdmin(EntityAdmin):
    """Publishers edit sources; what readers may see of them is for administrators to say."""

    form = SourceForm
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
        kept = ["slug"] if obj else []  # it is part of addresses that readers keep
        return kept if may_set_rights(request) else [*kept, "rights"]

    def restore_view(self, request: HttpRequest, pk: int, version_pk: int) -> HttpResponse:
        rights = Source.objects.filter(pk=pk).values("rights")
        others = Source.history.filter(pk=version_pk).exclude(rights__in=rights)
        if others.exists() and not may_set_rights(request):
            raise PermissionDenied
        return super().restore_view(request, pk, version_pk)

    def check_move(self, request: HttpRequest, entities: Sequence[Source]) -> None:
        check_rights(request, entities)

    @admin.display(description="مقاله‌ها", ordering="article_count")
    def articles(self, source: Any) -> str:
        return format_number(source.article_count)


def check_rights(request: HttpRequest, sources: Iterable[Source]) -> None:
    """Refuse to move articles between sources of other rights to who may not set those.

    Raises:
        MergeRefused: with the reason.
    """
    if len({source.rights for source in sources}) > 1 and not may_set_rights(request):
        raise MergeRefused("حق انتشار این منبع‌ها یکی نیست؛ این کار با مدیر است.")


def may_set_rights(request: HttpRequest) -> bool:
    """Whether the user decides what readers may see of sources."""
    return request.user.has_perm(ADMINISTER)
