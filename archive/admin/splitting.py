"""Splitting at the desk: tick what belongs to another, and name that."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html

from archive.admin.merging import undo_link
from archive.admin.pages import desk_page, editor, row_id
from archive.admin.split_choices import SPLITTINGS
from archive.merging import MergeRefused, portrait
from archive.models import Event, EventKind, Rearrangement

EntityAdmin = Any  # archive.admin.entities, which imports this


class SplitForm(forms.Form):
    """What the other is called, and why it is another."""

    name = forms.CharField(max_length=200)
    reason = forms.CharField(label="دلیل", max_length=300)


def split_view(request: HttpRequest, model_admin: EntityAdmin, pk: int) -> HttpResponse:
    """Show what the entity consists of; part what is ticked and posted."""
    if not model_admin.has_merge_permission(request):
        raise PermissionDenied
    entity = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    splitting = SPLITTINGS[type(entity)]
    query = request.GET.get("q", "").strip()
    groups = request.POST.getlist("group")
    rows = [key for key in request.POST.getlist("row") if row_id(key)]
    form = SplitForm(request.POST or None, initial={"name": entity.name})
    if request.method == "POST" and form.is_valid():
        chosen = splitting.find(entity, query, groups, rows)
        try:
            other = _split(request, model_admin, entity, chosen, form.cleaned_data)
        except MergeRefused as refused:
            form.add_error(None, refused.reason)
        else:
            _tell(request, model_admin, entity, other)
            return redirect(model_admin.address("change", other.target_id))
    context = {
        "title": f"جداکردن {entity}",
        "portrait": portrait(entity),
        "form": form,
        "splitting": splitting,
        "groups": splitting.groups(entity, query),
        "query": query,
        "ticked_groups": groups,
        "ticked_rows": rows,
    }
    return desk_page(request, "entity/split.html", model_admin.model, context)


def _split(
    request: HttpRequest,
    model_admin: EntityAdmin,
    entity: Any,
    chosen: list[int],
    told: dict[str, str],
) -> Rearrangement:
    if not chosen:
        raise MergeRefused("چیزی برنگزیده‌اید؛ آنچه را از آنِ دیگری است نشان کنید.")
    split = SPLITTINGS[type(entity)].split
    with transaction.atomic():
        rearrangement = split(
            entity, chosen, told["name"], user=editor(request), reason=told["reason"]
        )
        other = model_admin.model._default_manager.get(pk=rearrangement.target_id)
        model_admin.check_move(request, [entity, other])
    return rearrangement


def _tell(
    request: HttpRequest, model_admin: EntityAdmin, entity: Any, rearrangement: Rearrangement
) -> None:
    other = model_admin.model._default_manager.get(pk=rearrangement.target_id)
    done = f"«{other.name}» از «{entity.name}» جدا شد."
    Event.objects.record(request.user, EventKind.SPLIT, done, entity)
    messages.success(request, format_html("{} {}", done, undo_link(rearrangement)))
