"""Officials who may be one person: a queue of pairs, each accepted or rejected with one key."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode

from archive.admin.columns import percent, persian_moment
from archive.admin.pages import desk_page, editor, row_id
from archive.admin.recorded import ReadOnlyAdmin
from archive.merging import MergeRefused, accept_join, doubts, portrait, reject_join, reopen_join
from archive.models import Event, EventKind, ProposedJoin
from archive.roles import MERGE

LATE = "پیش از شما دربارهٔ این دو تصمیم گرفته‌اند."


@admin.register(ProposedJoin)
class ProposedJoinAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "reason", "certainty", "state", "user", "decided"]
    list_filter = ["state"]
    list_select_related = ["first", "second", "user"]
    search_fields = ["first__name", "second__name", "reason"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.queue_view)
        return [path("queue/", view, name="archive_proposedjoin_queue"), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *_: Any) -> HttpResponse:
        """Each pair is looked at in the queue."""
        return redirect(f"{_queue()}?{urlencode({'join': object_id})}")

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        """Show the pair that the address names, or the next one; note the verdict on one."""
        if not request.user.has_perm(MERGE):
            raise PermissionDenied
        if request.method == "POST":
            return self._decide(request)
        asked = row_id(request.GET.get("join"))
        join = get_object_or_404(ProposedJoin, pk=asked) if asked else _next(request)
        pair = [join.first, join.second] if join else []
        context = {
            "title": "همان شخص؟",
            "join": join,
            "is_open": join in ProposedJoin.objects.waiting().filter(pk=join.pk if join else 0),
            "portraits": [portrait(official) for official in pair],
            "doubts": doubts(pair) if pair else [],
            "waiting": ProposedJoin.objects.waiting().count(),
            "decided": ProposedJoin.objects.filter(pk=row_id(request.GET.get("decided"))).first(),
        }
        return desk_page(request, "proposedjoin/queue.html", ProposedJoin, context)

    def _decide(self, request: HttpRequest) -> HttpResponse:
        join = get_object_or_404(ProposedJoin, pk=row_id(request.POST.get("join")))
        verdict = request.POST.get("verdict")
        user = editor(request)
        if verdict == "undo":
            return self._undo(request, join)
        with transaction.atomic():
            waiting = ProposedJoin.objects.waiting().select_for_update(of=("self",))
            if waiting.filter(pk=join.pk).first() is None:
                messages.error(request, LATE)
            elif verdict == "accept":
                accept_join(join, user)
                Event.objects.record(user, EventKind.MERGED, str(join), join)
            elif verdict == "reject":
                reject_join(join, user)
                self.log_change(request, join, f"یک شخص نیستند: {join}")
        return redirect(f"{_queue()}?{urlencode({'after': join.pk, 'decided': join.pk})}")

    def _undo(self, request: HttpRequest, join: ProposedJoin) -> HttpResponse:
        try:
            reopen_join(join)
        except MergeRefused as refused:
            messages.error(request, refused.reason)
        else:
            Event.objects.record(request.user, EventKind.UNDONE, str(join), join)
        return redirect(f"{_queue()}?{urlencode({'join': join.pk})}")

    @admin.display(description="اطمینان", ordering="score")
    def certainty(self, join: ProposedJoin) -> str:
        return percent(join.score)

    @admin.display(description="زمان تصمیم", ordering="decided_at")
    def decided(self, join: ProposedJoin) -> str:
        return persian_moment(join.decided_at)


def _next(request: HttpRequest) -> ProposedJoin | None:
    """The pair behind the one that the address names; after the last, the first."""
    waiting = ProposedJoin.objects.waiting()
    before = ProposedJoin.objects.filter(pk=row_id(request.GET.get("after"))).first()
    behind = waiting.after(before).first() if before else None
    first: ProposedJoin | None = behind or waiting.first()
    return first


def _queue() -> str:
    return reverse("admin:archive_proposedjoin_queue")
