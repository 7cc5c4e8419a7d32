"""What several lists of the admin share: rows that nobody edits, dates as Persian writes them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import cached_property

from archive.admin_site import ArchiveAdminSite
from archive.roles import REVIEW
from persian.jalali import format_date, format_datetime

NOTHING = ArchiveAdminSite.empty_value_display


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that come from elsewhere: to be looked at, neither added nor changed nor deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class RecordedFormSet(forms.BaseInlineFormSet):
    """Rows that went while the form was open are passed over, as mentions in a text read anew."""

    @cached_property
    def forms(self) -> list[forms.ModelForm]:
        return [form for form in super().forms if form.instance.pk]


class RecordedInline(admin.TabularInline):
    """Rows that an import made, under the row that they belong to; none is added or deleted."""

    template = "admin/archive/recorded_inline.html"
    formset = RecordedFormSet
    extra = 0
    can_delete = False

    def formfield_for_dbfield(self, *args: Any, **kwargs: Any) -> Any:
        """Rows that the editor left alone keep what others decided of them meanwhile."""
        field = super().formfield_for_dbfield(*args, **kwargs)
        if field is not None:
            field.show_hidden_initial = True
        return field

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True  # to whoever may look at the row above

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm(REVIEW)


def persian_moment(moment: dt.datetime | None) -> str:
    """The moment in Tehran as Persian writes it."""
    return format_datetime(moment, weekday=False) if moment else NOTHING


def persian_day(day: dt.date | None) -> str:
    """The day as Persian writes it."""
    return format_date(day, weekday=False) if day else NOTHING
