"""Who works here: Django's users and groups, with Jalali dates and permissions told in Persian."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import ManyToManyField
from django.http import HttpRequest

from archive.admin.columns import persian_moment

VERBS = {"view": "دیدن", "add": "افزودن", "change": "تغییر", "delete": "حذف"}

admin.site.unregister(User)
admin.site.unregister(Group)


class PermissionField(forms.ModelMultipleChoiceField):
    """The permissions over what the archive keeps, each told in words."""

    def __init__(self, **options: Any) -> None:
        permissions = Permission.objects.filter(content_type__app_label="archive")
        super().__init__(
            permissions.select_related("content_type").order_by("content_type__model", "pk"),
            widget=forms.CheckboxSelectMultiple,
            **options,
        )

    def label_from_instance(self, obj: Permission) -> str:
        kind = obj.content_type.model_class()
        verb = VERBS.get(obj.codename.partition("_")[0])
        if verb is None or kind is None:
            return obj.name
        return f"{verb} {kind._meta.verbose_name}"


@admin.register(User)
class UserAdmin(StockUserAdmin):
    list_display = ["username", "last_name", "first_name", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_active", "groups"]
    filter_horizontal = ()
    readonly_fields = ["last_visit", "joined"]
    formfield_overrides = {ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("شخص", {"fields": ("first_name", "last_name", "email")}),
        ("دسترسی", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        ("زمان‌ها", {"fields": ("last_visit", "joined")}),
    )

    @admin.display(description="آخرین ورود")
    def last_visit(self, user: User) -> str:
        return persian_moment(user.last_login)

    @admin.display(description="عضو از")
    def joined(self, user: User) -> str:
        return persian_moment(user.date_joined)


@admin.register(Group)
class GroupAdmin(StockGroupAdmin):
    filter_horizontal = ()

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any
    ) -> Any:
        return PermissionField(label="اجازه‌ها", required=False)
