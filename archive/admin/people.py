"""Officials, their posts and the organizations they speak for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from archive.admin.columns import persian_day
from archive.models import MentionState, Official, Organization, Post
from persian import identity_key
from persian.digits import format_number


class PostInline(admin.StackedInline):
    model = Post
    extra = 0
    fields = ["role", "organization", "province", "first_seen", "last_seen"]
    readonly_fields = ["first_seen", "last_seen"]
    raw_id_fields = ["organization"]  # Django's search box has no name for screen readers

    @admin.display(description="نخستین اشاره")
    def first_seen(self, post: Post) -> str:
        return persian_day(post.first_seen_on)

    @admin.display(description="آخرین اشاره")
    def last_seen(self, post: Post) -> str:
        return persian_day(post.last_seen_on)


@admin.register(Official)
class OfficialAdmin(admin.ModelAdmin):
    list_display = ["name", "posts", "articles"]
    search_fields = ["name", "key"]
    fields = ["name"]
    inlines = [PostInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Official]:
        standing = ~Q(mentions__state=MentionState.REJECTED)
        return (
            super()
            .get_queryset(request)
            .filter(merged_into=None)
            .prefetch_related("posts__organization")
            .annotate(article_count=Count("mentions__article", filter=standing, distinct=True))
        )

    def save_model(
        self, request: HttpRequest, obj: Official, form: forms.ModelForm[Official], change: bool
    ) -> None:
        obj.key = identity_key(obj.name)
        super().save_model(request, obj, form, change)

    @admin.display(description="سمت‌ها")
    def posts(self, official: Official) -> str:
        return "؛ ".join(str(post) for post in official.posts.all())

    @admin.display(description="مقاله‌ها", ordering="article_count")
    def articles(self, official: Any) -> str:
        return format_number(official.article_count)


class OrganizationForm(forms.ModelForm):
    """An organization whose levelled name no other has."""

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Organization.objects.exclude(pk=self.instance.pk)
        if others.filter(key=identity_key(name)).exists():
            raise forms.ValidationError("سازمانی با همین نام در بایگانی هست.")
        return name


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    form = OrganizationForm
    list_display = ["name", "province", "officials"]
    list_filter = ["province"]
    list_select_related = ["province"]
    search_fields = ["name", "key"]
    fields = ["name", "province"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        current = super().get_queryset(request).filter(merged_into=None)
        return current.annotate(official_count=Count("posts__official", distinct=True))

    def save_model(
        self,
        request: HttpRequest,
        obj: Organization,
        form: forms.ModelForm[Organization],
        change: bool,
    ) -> None:
        obj.key = identity_key(obj.name)
        super().save_model(request, obj, form, change)

    @admin.display(description="مسئولان", ordering="official_count")
    def officials(self, organization: Any) -> str:
        return format_number(organization.official_count)


@admin.register(Post)
class PostAdmin(admin.ModelAdmin):
    list_display = ["role", "official", "organization", "province", "last_seen"]
    list_filter = ["province"]
    list_select_related = ["official", "organization", "province"]
    search_fields = ["role", "official__name", "organization__name"]
    fields = ["official", "role", "organization", "province", "first_seen", "last_seen"]
    readonly_fields = ["first_seen", "last_seen"]
    raw_id_fields = ["official", "organization"]

    @admin.display(description="نخستین اشاره", ordering="first_seen_on")
    def first_seen(self, post: Post) -> str:
        return persian_day(post.first_seen_on)

    @admin.display(description="آخرین اشاره", ordering="last_seen_on")
    def last_seen(self, post: Post) -> str:
        return persian_day(post.last_seen_on)
