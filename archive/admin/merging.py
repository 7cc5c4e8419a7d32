"""Merging at the desk: the entities side by side, what speaks against it, which one stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from archive.admin.pages import desk_page, editor, row_id
from archive.merging import MergeRefused, doubts, merge_all, portrait
from archive.models import Event, EventKind, Rearrangement

EntityAdmin = Any  # archive.admin.entities, which imports this

MAX_MERGED = 6
CANDIDATES = 20


class MergeForm(forms.Form):
    """Which of the entities stays, and why they are one."""

    kept = forms.TypedChoiceField(coerce=int, error_messages={"required": "یکی را برگزینید."})
    reason = forms.CharField(label="دلیل", max_length=300)

    def __init__(self, keys: Sequence[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept: Any = self.fields["kept"]
        kept.choices = [(key, key) for key in keys]


def merge_view(request: HttpRequest, model_admin: EntityAdmin) -> HttpResponse:
    """Show the entities that the address names, with a search for more; merge what is posted."""
    if not model_admin.has_merge_permission(request):
        raise PermissionDenied
    chosen = _chosen(request, model_admin)
    form = MergeForm([entity.pk for entity in chosen], request.POST or None)
    if request.method == "POST" and len(chosen) > 1 and form.is_valid():
        kept = next(entity for entity in chosen if entity.pk == form.cleaned_data["kept"])
        others = [entity for entity in chosen if entity != kept]
        try:
            model_admin.check_move(request, chosen)
            merged = merge_all(
                others, kept, user=editor(request), reason=form.cleaned_data["reason"]
            )
        except MergeRefused as refused:
            form.add_error(None, refused.reason)
        else:
            _tell(request, model_admin, kept, zip(others, merged, strict=True))
            return redirect(model_admin.address("change", kept.pk))
    return _page(request, model_admin, chosen, form)


def undo_link(rearrangement: Rearrangement) -> str:
    """The way to the page where a merge or split is undone."""
    address = reverse("admin:archive_rearrangement_change", args=[rearrangement.pk])
    return format_html('<a href="{}">برگرداندن</a>', address)


def _chosen(request: HttpRequest, model_admin: EntityAdmin) -> list[Any]:
    """The entities that the address names, in its order."""
    asked = [key for text in request.GET.getlist("id") if (key := row_id(text))]
    rows = model_admin.get_queryset(request).prefetch_related("aliases").in_bulk(asked)
    return [rows[key] for key in dict.fromkeys(asked) if key in rows][:MAX_MERGED]


def _page(
    request: HttpRequest, model_admin: EntityAdmin, chosen: list[Any], form: MergeForm
) -> HttpResponse:
    portraits = [portrait(entity) for entity in chosen]
    query = request.GET.get("q", chosen[0].name.split()[-1] if len(chosen) == 1 else "")
    keys = [entity.pk for entity in chosen]
    likeliest = max(portraits, key=lambda one: one.articles).entity.pk if portraits else None
    context = {
        "title": f"یکی‌کردن {model_admin.opts.verbose_name_plural}",
        "form": form,
        "cards": [(one, _address(model_admin, _without(keys, one.entity.pk))) for one in portraits],
        "kept": form.data.get("kept") or str(likeliest),
        "doubts": doubts(chosen),
        "keys": keys,
        "query": query,
        "candidates": _candidates(request, model_admin, keys, query),
    }
    return desk_page(request, "entity/merge.html", model_admin.model, context)


def _candidates(
    request: HttpRequest, model_admin: EntityAdmin, keys: list[int], query: str
) -> list[tuple[Any, str]]:
    """Entities of such a name that are not chosen, each with the address that chooses it too."""
    if not query.strip() or len(keys) >= MAX_MERGED:
        return []
    rows = model_admin.get_queryset(request).exclude(pk__in=keys)
    found, _ = model_admin.get_search_results(request, rows, query)
    return [
        (entity, _address(model_admin, [*keys, entity.pk]))
        for entity in found.distinct()[:CANDIDATES]
    ]


def _without(keys: list[int], key: int) -> list[int]:
    return [one for one in keys if one != key]


def _address(model_admin: EntityAdmin, keys: list[int]) -> str:
    return f"{model_admin.address('merge')}?{urlencode({'id': keys}, doseq=True)}"


def _tell(request: HttpRequest, model_admin: EntityAdmin, kept: Any, merged: Any) -> None:
    for other, rearrangement in merged:
        done = f"«{other.name}» نام دیگرِ «{kept.name}» شد."
        Event.objects.record(request.user, EventKind.MERGED, done, kept)
        messages.success(request, format_html("{} {}", done, undo_link(rearrangement)))
