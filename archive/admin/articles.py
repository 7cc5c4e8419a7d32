"""Articles: lists, filters and dates, publishing and withdrawing, the way to the upload form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from archive.admin import statuses
from archive.admin.bulk_edits import bulk_edit_view
from archive.admin.families import FamilyInline
from archive.admin.forms import ConstrainedForm, ReasonedForm
from archive.admin.history import VersionedAdmin, shown_fields
from archive.admin.jalali import JalaliDateField, JalaliYearFilter, printed_date
from archive.admin.mentions import MENTION_INLINES
from archive.admin.provenance import FilesInline
from archive.admin.sources import may_set_rights
from archive.admin.statuses import STEPS, ReasonForm, step_view, steps_from
from archive.admin.upload import upload_view
from archive.admin.upload_preview import failures_view, preview_view
from archive.extract.types import Part
from archive.families import link
from archive.ingest.mentions import extract_mentions
from archive.models import Article, ArticleStatus, Source
from archive.models.versions import changing
from archive.roles import PUBLISH
from persian.digits import format_number
from persian.jalali import format_date

MAX_WITHDRAWN = 5_000  # the page that asks why has a field of each


class ArticleForm(ConstrainedForm, ReasonedForm):
    """An article whose date and its precision are one field."""

    published = JalaliDateField(
        label="زمان انتشار",
        required=False,
        help_text="هرچه را که منبع نگفته است خالی بگذارید؛ ساعت به وقت تهران است.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["published"] = printed_date(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "published" in self.changed_data and "published" in cleaned:
            date = cleaned["published"]
            self.instance.published_at = date.at if date else None
            self.instance.published_precision = date.precision if date else ""
        return cleaned


@admin.register(Article)
class ArticleAdmin(VersionedAdmin):
    form = ArticleForm
    shown = [
        *shown_fields(Article, "status", "withdrawn_reason", "kicker", "headline", "lead", "body"),
        ("زمان انتشار", lambda version: str(printed_date(version) or "بدون تاریخ")),
        *shown_fields(Article, "date_text", "source", "republished_by", "url", "byline"),
        *shown_fields(Article, "dateline", "news_code"),
        ("برچسب‌ها", lambda version: "، ".join(version.tags)),
    ]
    list_display = ["display_headline", "source", "published", "status", "added"]
    list_filter = ["status", JalaliYearFilter, ("source", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["source"]
    list_per_page = 50
    search_fields = ["headline", "body", "external_id", "news_code"]
    show_facets = admin.ShowFacets.NEVER
    actions = ["publish", "withdraw", "edit_together"]
    inlines = [*MENTION_INLINES, FamilyInline, FilesInline]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    readonly_fields = ["external_id", "date_text", "added"]
    fieldsets = [
        (None, {"fields": ["published", "date_text"]}),
        ("متن", {"fields": ["kicker", "headline", "lead", "body"]}),
        (
            "شناسنامه",
            {
                "fields": [
                    *("source", "republished_by", "external_id", "url"),
                    *("byline", "dateline", "news_code", "added"),
                ]
            },
        ),
        ("این ویرایش", {"fields": ["reason"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # articles come from files, through the upload form

    def get_inlines(
        self, request: HttpRequest, obj: Article | None
    ) -> list[type[InlineModelAdmin[Any, Any]]]:
        """Only the kinds of which the article has rows."""
        return [
            inline for inline in self.inlines if inline.model.objects.filter(article=obj).exists()
        ]

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Sources that are other names cannot be chosen.

        Nor those of other rights, by which readers would see more or less, but by administrators.
        """
        sources = Source.objects.current()
        match = request.resolver_match
        if db_field.name == "source" and match and not may_set_rights(request):
            had = Source.objects.filter(articles=match.kwargs["object_id"])
            sources = sources.filter(rights__in=had.values("rights"))
        return super().formfield_for_foreignkey(db_field, request, queryset=sources, **kwargs)

    def restore_view(self, request: HttpRequest, pk: int, version_pk: int) -> HttpResponse:
        rights = Article.objects.filter(pk=pk).values("source__rights")
        others = Article.history.filter(pk=version_pk).exclude(source__rights__in=rights)
        if others.exists() and not may_set_rights(request):
            raise PermissionDenied
        return super().restore_view(request, pk, version_pk)

    def formfield_for_dbfield(self, *args: Any, **kwargs: Any) -> Any:
        """Without the buttons that would change or delete the source itself."""
        field = super().formfield_for_dbfield(*args, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("upload/", view(upload_view), name="archive_article_upload"),
            path("<int:pk>/status/<slug:status>/", view(step_view), name="archive_article_step"),
            path("upload/<int:pk>/", view(preview_view), name="archive_article_preview"),
            path("upload/<int:pk>/failures/", view(failures_view), name="archive_article_failures"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = context["original"]
        context |= {
            "steps": steps_from(article) if self.has_publish_permission(request) else [],
            "open_reports": article.reports.open().count(),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def maker(self, row: Article) -> User | None:
        """Who brought the article in."""
        origin = row.origins.select_related("batch__user").first()
        return origin.batch.user if origin and origin.batch else None

    def save_model(
        self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool
    ) -> None:
        with changing(reason=form.cleaned_data["reason"]):
            super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: ArticleForm, formsets: Any, change: bool
    ) -> None:
        """Read a changed text anew and look for its family, once the verdicts on both are saved."""
        super().save_related(request, form, formsets, change)
        if set(Part).intersection(form.changed_data):
            extract_mentions(form.instance)
        link([form.instance.pk])

    @admin.display(description="مقاله", ordering="headline")
    def display_headline(self, article: Article) -> str:
        return article.display_headline

    @admin.display(description="زمان انتشار", ordering="published_at")
    def published(self, article: Article) -> str:
        return str(printed_date(article) or "بدون تاریخ")

    @admin.display(description="زمان ورود", ordering="added_at")
    def added(self, article: Article) -> str:
        return format_date(article.added_at, weekday=False)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PUBLISH)

    @admin.action(description="انتشار مقاله‌های برگزیده", permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        statuses.take_step(request, STEPS[ArticleStatus.PUBLISHED], queryset, reason="")

    @admin.action(description="پس‌گرفتن مقاله‌های برگزیده", permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Ask for the reason first; the second time, with one, withdraw."""
        step = STEPS[ArticleStatus.WITHDRAWN]
        if queryset.count() > MAX_WITHDRAWN:
            most = format_number(MAX_WITHDRAWN)
            messages.error(request, f"در یک بار تا {most} مقاله را می‌توان پس گرفت.")
            return None
        form = ReasonForm(step, request.POST if "reason" in request.POST else None)
        if not form.is_valid():
            return statuses.reason_page(request, step, queryset, form, action="withdraw")
        statuses.take_step(request, step, queryset, form.cleaned_data["reason"])
        return None

    @admin.action(description="ویرایش گروهی مقاله‌های برگزیده", permissions=["publish"])
    def edit_together(
        self, request: HttpRequest, queryset: QuerySet[Article]
    ) -> HttpResponse | None:
        return bulk_edit_view(request, queryset)
