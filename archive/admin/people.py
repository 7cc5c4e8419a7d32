"""Officials and the organizations they speak for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from archive.admin.entities import EntityAdmin
from archive.admin.forms import ReasonedForm
from archive.admin.history import shown_fields
from archive.admin.posts import PostInline
from archive.models import MentionState, Official, Organization
from persian import identity_key
from persian.digits import format_number


@admin.register(Official)
class OfficialAdmin(EntityAdmin):
    shown = shown_fields(Official, "name")
    list_display = ["name", "posts", "articles"]
    search_fields = ["name", "key"]
    fields = ["name", "reason"]
    inlines = [PostInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Official]:
        standing = ~Q(mentions__state=MentionState.REJECTED)
        return (
            super()
            .get_queryset(request)
            .prefetch_related("posts__organization")
            .annotate(article_count=Count("mentions__article", filter=standing, distinct=True))
        )

    @admin.display(description="سمت‌ها")
    def posts(self, official: Official) -> str:
        return "؛ ".join(str(post) for post in official.posts.all())

    @admin.display(description="مقاله‌ها", ordering="article_count")
    def articles(self, official: Any) -> str:
        return format_number(official.article_count)


class OrganizationForm(ReasonedForm):
    """An organization whose levelled name no other has."""

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Organization.objects.exclude(pk=self.instance.pk)
        if others.filter(key=identity_key(name)).exists():
            raise forms.ValidationError("سازمانی با همین نام در بایگانی هست.")
        return name


@admin.register(Organization)
class OrganizationAdmin(EntityAdmin):
    form = OrganizationForm
    shown = shown_fields(Organization, "name", "province")
    list_display = ["name", "province", "officials"]
    list_filter = ["province"]
    list_select_related = ["province"]
    search_fields = ["name", "key"]
    fields = ["name", "province", "reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        rows = super().get_queryset(request)
        return rows.annotate(official_count=Count("posts__official", distinct=True))

    @admin.display(description="مسئولان", ordering="official_count")
    def officials(self, organization: Any) -> str:
        return format_number(organization.official_count)
