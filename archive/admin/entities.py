"""What the desk does alike for officials, organizations and sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from archive.admin.aliases import AliasForm, add_alias_view, other_names, remove_alias_view
from archive.admin.forms import ReasonedForm
from archive.admin.history import VersionedAdmin
from archive.admin.merging import merge_view
from archive.admin.splitting import split_view
from archive.models.versions import changing
from archive.roles import MERGE
from persian import identity_key

RENAMED = (
    "خبرهای تازه با نام پیشین، «{}»، دیگر به این‌جا نمی‌رسند؛ اگر باید برسند آن را به"
    " «نام‌های دیگر» بیفزایید."
)


class ReasonedAdmin(VersionedAdmin):
    """Rows that are edited with a reason."""

    form = ReasonedForm

    def save_model(self, request: HttpRequest, obj: Any, form: ReasonedForm, change: bool) -> None:
        with changing(reason=form.cleaned_data["reason"]):
            super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: ReasonedForm, formsets: Any, change: bool
    ) -> None:
        with changing(reason=form.cleaned_data["reason"]):
            super().save_related(request, form, formsets, change)


class EntityAdmin(ReasonedAdmin):
    """Entities with their other names; a name of something else leads on to that."""

    change_form_template = "admin/archive/entity/change_form.html"
    actions = ["merge_selected"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(merged_into=None)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By any of its names, also levelled, so that spellings do not matter."""
        every = self.model._default_manager.all()
        meant = Q()
        for term in {search_term, identity_key(search_term)}:
            named, _ = super().get_search_results(request, every, term)
            meant |= Q(pk__in=named.order_by().values_list(Coalesce("merged_into", "pk")))
        return queryset.filter(meant), False

    def save_model(self, request: HttpRequest, obj: Any, form: ReasonedForm, change: bool) -> None:
        if hasattr(obj, "key"):
            obj.key = identity_key(obj.name)
        super().save_model(request, obj, form, change)
        old = form.initial.get("name", "")
        if change and identity_key(old) != identity_key(obj.name):
            messages.warning(request, RENAMED.format(old))

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Whether the user may merge and split, by an action or a page of its own."""
        return request.user.has_perm(MERGE)

    def check_move(self, request: HttpRequest, entities: Sequence[Any]) -> None:
        """Refuse to move articles between these entities to who may not.

        Raises:
            MergeRefused: with the reason.
        """

    @admin.action(description="یکی‌کردن برگزیده‌ها", permissions=["merge"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        chosen = [("id", key) for key in queryset.values_list("pk", flat=True)]
        return redirect(f"{self.address('merge')}?{urlencode(chosen)}")

    def get_urls(self) -> list[URLPattern]:
        return [
            self._page("merge/", merge_view, "merge"),
            self._page("<int:pk>/split/", split_view, "split"),
            self._page("<int:pk>/aliases/", require_POST(add_alias_view), "add_alias"),
            self._page(
                "<int:pk>/aliases/<int:alias_pk>/remove/",
                require_POST(remove_alias_view),
                "remove_alias",
            ),
            *super().get_urls(),
        ]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """The entity's page; that of what it was merged into, if it was."""
        named = self.model._default_manager.filter(pk=object_id) if object_id.isdecimal() else []
        for entity in named:
            if entity.merged_into_id:
                return redirect(self.address("change", entity.merged_into_id))
        return super().change_view(request, object_id, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if entity := context["original"]:
            context |= {
                "other_names": other_names(entity),
                "alias_form": AliasForm(),
                "can_merge": self.has_merge_permission(request),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def _page(self, route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        def page(request: HttpRequest, **arguments: Any) -> HttpResponse:
            return view(request, self, **arguments)

        return path(route, self.admin_site.admin_view(page), name=self.url_name(name))
