"""Rows that come from elsewhere: at the desk none is added or deleted, and few are edited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import cached_property

from archive.roles import REVIEW


class ReadOnlyAdmin(admin.ModelAdmin):
    """A list of such rows, each with a page of its own."""

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
