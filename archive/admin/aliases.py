"""The other names of an official, organization or source: add one, take one away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html
from django.utils.http import urlencode

from archive.merging import MergeRefused, add_alias, remove_alias
from archive.models import Rearrangement
from archive.models.merging import Entity

EntityAdmin = Any  # archive.admin.entities, which imports this


class AliasForm(forms.Form):
    """One more name of an entity."""

    alias = forms.CharField(label="نامی دیگر", max_length=200)


@dataclass(frozen=True)
class OtherName:
    """Another name of an entity, and the merge that made it one, if that can be undone."""

    alias: Entity
    merge: Rearrangement | None


def other_names(entity: Any) -> list[OtherName]:
    """The names beside its own, in their alphabetical order."""
    aliases = list(entity.aliases.all())
    merges = Rearrangement.objects.merges_of(aliases)
    return [OtherName(alias, merges.get(alias.pk)) for alias in aliases]


def add_alias_view(request: HttpRequest, model_admin: EntityAdmin, pk: int) -> HttpResponse:
    """Add a posted name; one that something else has leads to merging the two."""
    entity = _renamable(request, model_admin, pk)
    form = AliasForm(request.POST)
    if form.is_valid():
        name = form.cleaned_data["alias"]
        try:
            add_alias(entity, name)
        except MergeRefused as refused:
            query = urlencode({"id": pk, "q": name})
            address = f"{model_admin.address('merge')}?{query}"
            link = format_html('<a href="{}">یکی‌کردن</a>', address)
            messages.error(request, format_html("{} {}", refused.reason, link))
        else:
            _tell(request, model_admin, entity, f"نام دیگر «{name}» افزوده شد.")
    else:
        messages.error(request, "نامی ننوشته‌اید، یا بیش از ۲۰۰ نویسه است.")
    return redirect(model_admin.address("change", pk))


def remove_alias_view(
    request: HttpRequest, model_admin: EntityAdmin, pk: int, alias_pk: int
) -> HttpResponse:
    """Take away a name that was added, not one that came by a merge."""
    entity = _renamable(request, model_admin, pk)
    alias = get_object_or_404(entity.aliases, pk=alias_pk)
    try:
        remove_alias(alias)
    except MergeRefused as refused:
        messages.error(request, refused.reason)
    else:
        _tell(request, model_admin, entity, f"نام دیگر «{alias.name}» برداشته شد.")
    return redirect(model_admin.address("change", pk))


def _renamable(request: HttpRequest, model_admin: EntityAdmin, pk: int) -> Any:
    entity = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if not model_admin.has_change_permission(request, entity):
        raise PermissionDenied
    return entity


def _tell(request: HttpRequest, model_admin: EntityAdmin, entity: Entity, done: str) -> None:
    model_admin.log_change(request, entity, done)
    messages.success(request, done)
