"""The log of events: who did what when, by person, kind and day; for administrators."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html

from archive.admin.columns import NOTHING, persian_moment
from archive.admin.pages import row_id
from archive.admin.recorded import ReadOnlyAdmin
from archive.exporting import BOM, cell
from archive.models import Event, EventKind
from archive.roles import ADMINISTER
from persian.jalali import known_bounds, parse_date

COLUMNS = ("at", "user", "kind", "text", "about")


class PersonFilter(admin.SimpleListFilter):
    title = "شخص"
    parameter_name = "user"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        people = User.objects.filter(pk__in=Event.objects.order_by().values("user"))
        return [(str(user.pk), user.get_username()) for user in people.order_by("username")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(user_id=pk) if (pk := row_id(self.value())) else queryset


class KindFilter(admin.SimpleListFilter):
    title = "کار"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(kind.value), str(kind.label)) for kind in EventKind]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(action_flag=flag) if (flag := row_id(self.value())) else queryset


class DayFilter(admin.SimpleListFilter):
    """A field for a day, also for a month or a year, in any way in which Persian writes it."""

    title = "روز"
    parameter_name = "day"
    template = "admin/archive/event/day_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("", "")]  # without any, Django leaves the filter out

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        others = changelist.get_filters_params().items()
        typed = self.value() or ""
        yield {
            "typed": typed,
            "is_unknown": bool(typed) and parse_date(typed) is None,
            "kept": [
                (name, value)
                for name, values in others
                for value in values
                if name != self.parameter_name
            ],
        }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        typed = self.value()
        if not typed:
            return queryset
        date = parse_date(typed)
        if date is None:
            return queryset.none()
        begin, end = known_bounds(date.day, date.precision)
        return queryset.filter(action_time__gte=begin, action_time__lt=end)


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["at", "who", "told", "about"]
    list_display_links = None
    list_filter = [PersonFilter, KindFilter, DayFilter]
    list_select_related = ["user", "content_type"]
    list_per_page = 100
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm(ADMINISTER)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": self.opts.verbose_name_plural}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.export)
        return [path("export/", view, name="archive_event_export"), *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponse:
        """The events of the list, as it is filtered, as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            events = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters as error:
            raise Http404 from error
        headers = {"Content-Disposition": 'attachment; filename="events.csv"'}
        response = HttpResponse(BOM, content_type="text/csv; charset=utf-8", headers=headers)
        writer = csv.writer(response)
        writer.writerow(COLUMNS)
        for event in events:
            kind = EventKind(event.action_flag).label
            values = (self.who(event), kind, event.get_change_message(), event.object_repr)
            writer.writerow([event.action_time.isoformat(timespec="seconds"), *map(cell, values)])
        Event.objects.record(request.user, EventKind.EXPORTED)
        return response

    @admin.display(description="زمان", ordering="action_time")
    def at(self, event: Event) -> str:
        return persian_moment(event.action_time)

    @admin.display(description="شخص", ordering="user__username")
    def who(self, event: Event) -> str:
        return event.user.get_username()

    @admin.display(description="کار")
    def told(self, event: Event) -> str:
        return event.get_change_message() or NOTHING

    @admin.display(description="دربارهٔ")
    def about(self, event: Event) -> str:
        url = event.get_admin_url()
        if not url or event.action_flag == EventKind.DELETED:
            return event.object_repr or NOTHING
        return format_html('<a href="{}"><bdi>{}</bdi></a>', url, event.object_repr)
