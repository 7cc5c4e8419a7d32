"""Who works here: users with one of three roles, and what each role allows, told in Persian."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from archive.admin.columns import NOTHING, persian_moment
from archive.admin.pages import row_id
from archive.logins import UNKNOWN
from archive.models import Event, EventKind
from archive.roles import ROLES, Role, assign, grantable, role_of

VERBS = {"view": "دیدن", "add": "افزودن", "change": "تغییر", "delete": "حذف"}
ROLE_NAMES = [role.name for role in ROLES]

admin.site.unregister(User)
admin.site.unregister(Group)


class RoleField(forms.ChoiceField):
    """One of the roles, or none."""

    def __init__(self) -> None:
        super().__init__(
            label="نقش",
            required=False,
            widget=forms.RadioSelect({"class": "radiolist"}),
            choices=[
                ("", "بی‌نقش: میز کار برای او بسته است"),
                *((role.name, f"{role.name}: {role.work}") for role in ROLES),
            ],
        )


class UserForm(UserChangeForm):
    role = RoleField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = role_of(self.instance)
        self.initial["role"] = role.name if role else ""


class NewUserForm(AdminUserCreationForm):
    role = RoleField()


class RowsField(forms.ModelMultipleChoiceField):
    """Rows of a list; what can be no row's id is no choice, before SQLite breaks over it."""

    def clean(self, value: Any) -> Any:
        for chosen in value or []:
            if not row_id(str(chosen)):
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": chosen}
                )
        return super().clean(value)


@admin.register(User)
class UserAdmin(StockUserAdmin):
    form = UserForm
    add_form = NewUserForm
    list_display = ["username", "last_name", "first_name", "role", "is_active"]
    list_filter = ["is_active", "groups"]
    filter_horizontal = ()
    show_facets = admin.ShowFacets.NEVER
    add_fieldsets = (
        (None, {"fields": ("username", "role", "usable_password", "password1", "password2")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).exclude(username=UNKNOWN).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        has_others = Group.objects.exclude(name__in=ROLE_NAMES).exists()
        return (
            (None, {"fields": ("username", "password")}),
            ("شخص", {"fields": ("first_name", "last_name", "email")}),
            ("دسترسی", {"fields": ("is_active", "role", *["groups"] * has_others)}),
            ("زمان‌ها", {"fields": ("last_visit", "joined")}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Nobody takes the own role away: so there is always an administrator."""
        own = ["is_active", "role"] if obj == request.user else []
        return ["last_visit", "joined", *own]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Not oneself, and nobody who did anything: with a user the log loses what they did."""
        if obj is not None and (obj == request.user or Event.objects.filter(user=obj.pk).exists()):
            return False
        return super().has_delete_permission(request, obj)

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        """Of the groups those that are no roles."""
        others = Group.objects.exclude(name__in=ROLE_NAMES)
        return RowsField(
            others, label="گروه‌های دیگر", required=False, widget=forms.CheckboxSelectMultiple
        )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = role = role_of(form.instance)
        super().save_related(request, form, formsets, change)
        if "role" in form.cleaned_data:
            chosen = form.cleaned_data["role"]
            role = next((one for one in ROLES if one.name == chosen), None)
        assign(form.instance, role)
        if role != before:
            told = f"{_name(before)} ← {_name(role)}"
            Event.objects.record(request.user, EventKind.ROLE_CHANGED, told, form.instance)

    @admin.display(description="نقش")
    def role(self, user: User) -> str:
        return _name(role_of(user))

    @admin.display(description="آخرین ورود")
    def last_visit(self, user: User) -> str:
        return persian_moment(user.last_login)

    @admin.display(description="عضو از")
    def joined(self, user: User) -> str:
        return persian_moment(user.date_joined)


def _name(role: Role | None) -> str:
    return role.name if role else NOTHING


class PermissionField(RowsField):
    """What may be allowed at the desk, told in words, one list a subject."""

    def __init__(self) -> None:
        super().__init__(
            grantable(),
            label="اجازه‌ها",
            required=False,
            widget=forms.CheckboxSelectMultiple({"class": "permission-list"}),
        )
        shown = filter(_is_shown, grantable())
        self.choices = [
            (subject, [(p.pk, self.label_from_instance(p)) for p in permissions])
            for subject, permissions in groupby(shown, key=_subject)
        ]

    def label_from_instance(self, obj: Permission) -> str:
        return VERBS.get(obj.codename.partition("_")[0], obj.name)


def _is_shown(permission: Permission) -> bool:
    kind = permission.content_type.model_class()
    return kind is not None and admin.site.is_registered(kind)


def _subject(permission: Permission) -> str:
    kind = permission.content_type.model_class()
    return str(kind._meta.verbose_name) if kind else ""


@admin.register(Group)
class GroupAdmin(StockGroupAdmin):
    """The roles, and groups that an administrator adds to them."""

    fields = ["name", "permissions"]
    filter_horizontal = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["name"] if _is_role(obj) else []

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return not _is_role(obj) and super().has_delete_permission(request, obj)

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        return PermissionField()


def _is_role(group: Model | None) -> bool:
    return isinstance(group, Group) and group.name in ROLE_NAMES
