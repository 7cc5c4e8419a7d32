"""What an article mentions, under the article: the evidence to read, the verdict to give."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from archive.admin.columns import percent
from archive.admin.recorded import RecordedInline
from archive.admin.verdicts import may_review
from archive.models import (
    CityMention,
    Figure,
    MarketMention,
    Mention,
    OfficialMention,
    ProductMention,
    ProvinceMention,
    Quote,
)
from archive.reviewing import kind_of
from archive.reviewing.rules import rule_in_words


class MentionInline(RecordedInline):
    """Mentions of one kind; only the verdict can be changed."""

    entity: str
    details: tuple[str, ...] = ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [*self.get_readonly_fields(request, obj), "state"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        told = [self.entity, *self.details, "sentence", "part", "seen", "certainty"]
        return [*told, "review"] if may_review(request.user) else told

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(self.entity)

    def formfield_for_dbfield(self, *args: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(*args, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = field.label
        return field

    @admin.display(description="قاعده")
    def seen(self, mention: Mention) -> str:
        return rule_in_words(mention.rule)

    @admin.display(description="بازبینی")
    def review(self, mention: Mention) -> str:
        kind = kind_of(mention)
        query = urlencode({"mention": f"{kind.slug}-{mention.pk}"})
        address = f"{reverse('admin:archive_review')}?{query}"
        label = f"بازبینی این {kind.label}"
        return format_html('<a href="{}" aria-label="{}">بازبینی</a>', address, label)

    @admin.display(description="اطمینان")
    def certainty(self, mention: Mention) -> str:
        return percent(mention.confidence)


class ProvinceMentionInline(MentionInline):
    model = ProvinceMention
    entity = "province"


class CityMentionInline(MentionInline):
    model = CityMention
    entity = "city"


class MarketMentionInline(MentionInline):
    model = MarketMention
    entity = "market"


class ProductMentionInline(MentionInline):
    model = ProductMention
    entity = "product"


class OfficialMentionInline(MentionInline):
    model = OfficialMention
    entity = "official"


class QuoteInline(MentionInline):
    model = Quote
    entity = "speaker"
    details = ("speaker_name", "text")


class FigureInline(MentionInline):
    model = Figure
    entity = "speaker"
    details = ("text", "value", "unit", "of")


MENTION_INLINES = [
    ProvinceMentionInline,
    CityMentionInline,
    MarketMentionInline,
    ProductMentionInline,
    OfficialMentionInline,
    QuoteInline,
    FigureInline,
]
