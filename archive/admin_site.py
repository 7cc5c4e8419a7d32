"""The admin site itself: its name, and its subjects in the order of the work.

Apart from `archive.admin`, which needs the models: Django asks for the site before they are loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

V = TypeVar("V", bound=Callable[..., HttpResponseBase])

SUBJECTS = (
    *("Article", "ErrorReport", "Correction", "BulkEdit", "Source"),
    *("Official", "Post", "Organization", "ProposedJoin", "Rearrangement"),
    *("Province", "City", "ExportMarket", "Product"),
    *("Verdict", "GazetteerAddition"),
    *("ImportBatch", "RawDocument", "OutboxEntry", "Task", "Event"),
)


class ArchiveAdminConfig(AdminConfig):
    default = False
    default_site = "archive.admin_site.ArchiveAdminSite"


class ArchiveAdminSite(AdminSite):
    site_title = "آرشیو صنعت"
    site_header = "آرشیو صنعت"
    index_title = "میز کار"
    empty_value_display = "—"
    enable_nav_sidebar = False  # the head of every page leads to the work, the first page to all

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The first page: what waits, how the archive is, and what can be done for it."""
        from archive.admin.dashboard import dashboard  # needs the models

        return super().index(request, {**dashboard(request), **(extra_context or {})})

    def admin_view(self, view: V, cacheable: bool = False) -> V:
        """As Django's; an action of a list over what can be no row's id answers 400."""
        from archive.admin.pages import row_id  # needs the models

        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            match = request.resolver_match
            is_list = match and (match.url_name or "").endswith("_changelist")
            if is_list and not all(map(row_id, request.POST.getlist(ACTION_CHECKBOX_NAME))):
                raise BadRequest
            return view(request, *args, **kwargs)

        return super().admin_view(cast("V", checked), cacheable)

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """Django's list, ours first and ordered by subject rather than by letter."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "archive":
                app["models"].sort(key=lambda model: SUBJECTS.index(model["object_name"]))
        return sorted(apps, key=lambda app: app["app_label"] != "archive")
