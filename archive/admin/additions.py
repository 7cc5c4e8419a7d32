"""What editors teach the archive: other names, role words, products, words that are no names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from archive.additions import (
    ALIASES,
    AdditionRefused,
    add_addition,
    effect_of,
    end_addition,
    entries_named,
    read_anew,
    silenced_by,
    target_name,
    target_names,
)
from archive.admin.columns import persian_moment
from archive.admin.pages import desk_page, editor, row_id
from archive.admin.recorded import ReadOnlyAdmin
from archive.admin.verdicts import for_reviewers
from archive.gazetteer import AdditionKind
from archive.models import GazetteerAddition
from archive.models.reviews import ADDITION_LABELS


class AdditionForm(forms.Form):
    """A text, and what it shall be for the archive."""

    text = forms.CharField(label="واژه یا عبارت", max_length=100)
    kind = forms.ChoiceField(
        label="چیست",
        choices=[("", "برگزینید"), *((k.value, label) for k, label in ADDITION_LABELS.items())],
    )
    target = forms.CharField(
        label="نامِ چه",
        required=False,
        max_length=100,
        help_text="تنها برای «نام دیگر»: نام خود استان، شهر، بازار، محصول یا خبرگزاری.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind in ALIASES and "target" in cleaned:
            cleaned["slug"] = self._slug(AdditionKind(kind), cleaned["target"])
        return cleaned

    def _slug(self, kind: AdditionKind, name: str) -> str:
        """The slug of what the name is of; "" with an error where that is not one thing."""
        entries = entries_named(kind, name) if name else []
        if len(entries) == 1:
            return str(entries[0].slug)
        if entries:
            slugs = "، ".join(entry.slug for entry in entries)
            self.add_error("target", f"چند جا این نام را دارند؛ شناسهٔ یکی را بنویسید: {slugs}.")
        elif name:
            self.add_error("target", "چیزی با این نام در واژه‌نامه نیست.")
        else:
            self.add_error("target", "بنویسید نام چیست.")
        return ""


def new_view(request: HttpRequest) -> HttpResponse:
    """The form, filled in by the screen that leads here; the addition once it is sent."""
    if request.method != "POST":
        return _form_page(request, AdditionForm(initial=request.GET.dict()))
    form = AdditionForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        kind, slug = AdditionKind(told["kind"]), told.get("slug", "")
        try:
            addition = add_addition(kind, told["text"], slug, editor(request))
        except AdditionRefused as error:
            form.add_error("text", error.reason)
        else:
            messages.success(request, f"«{addition.text}» افزوده شد.")
            return redirect("admin:archive_addition_effect", addition.pk)
    return _form_page(request, form, status=400)


def effect_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an addition is printed, and the buttons that bring it in or end it."""
    addition = get_object_or_404(GazetteerAddition, pk=pk)
    context = {
        "title": str(addition.text),
        "addition": addition,
        "target": target_name(addition),
        "effect": effect_of(addition),
        "silenced": silenced_by(addition),
        "reads_sources": addition.kind == AdditionKind.SOURCE,
    }
    return desk_page(request, "addition/effect.html", GazetteerAddition, context)


@require_POST
def read_anew_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Extract anew from the articles that print an addition, now or in the worker."""
    addition = get_object_or_404(GazetteerAddition, pk=pk)
    differences = read_anew(addition, editor(request))
    if differences is None:
        messages.success(request, "بازخوانی مقاله‌ها در صف کارهای بایگانی است.")
        return redirect("admin:archive_addition_effect", pk)
    context = {
        "title": str(addition.text),
        "addition": addition,
        "target": target_name(addition),
        "differences": differences,
    }
    return desk_page(request, "addition/read_anew.html", GazetteerAddition, context)


@require_POST
def end_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an addition count no more."""
    addition = get_object_or_404(GazetteerAddition, pk=pk)
    end_addition(addition, editor(request))
    messages.success(request, f"«{addition.text}» دیگر به کار نمی‌رود.")
    return redirect("admin:archive_addition_effect", pk)


@admin.register(GazetteerAddition)
class AdditionAdmin(ReadOnlyAdmin):
    """All additions, also those that were ended; each leads to its effect."""

    list_display = ["text", "kind", "named", "is_active", "added_by", "added"]
    list_filter = ["kind", "is_active"]
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ["added_by"]
    search_fields = ["text", "key", "target"]

    def get_urls(self) -> list[URLPattern]:
        def view(function: Any) -> Any:
            return self.admin_site.admin_view(for_reviewers(function))

        return [
            path("new/", view(new_view), name="archive_addition_new"),
            path("<int:pk>/effect/", view(effect_view), name="archive_addition_effect"),
            path("<int:pk>/read-anew/", view(read_anew_view), name="archive_addition_read_anew"),
            path("<int:pk>/end/", view(end_view), name="archive_addition_end"),
            *super().get_urls(),
        ]

    def change_view(self, request: HttpRequest, object_id: str, *_: Any, **__: Any) -> HttpResponse:
        if not (pk := row_id(object_id)):
            raise Http404
        return redirect("admin:archive_addition_effect", pk)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The list, each row with the name of what it names."""
        changelist = super().get_changelist_instance(request)
        names = target_names(changelist.result_list)
        for addition in changelist.result_list:
            addition.target_name = names[addition.pk]
        return changelist

    @admin.display(description="نامِ")
    def named(self, addition: Any) -> str:
        return str(addition.target_name)

    @admin.display(description="زمان", ordering="added_at")
    def added(self, addition: GazetteerAddition) -> str:
        return persian_moment(addition.added_at)


def _form_page(request: HttpRequest, form: AdditionForm, status: int = 200) -> HttpResponse:
    context = {"title": "افزودن به واژه‌نامه", "form": form}
    return desk_page(request, "addition/form.html", GazetteerAddition, context, status)
