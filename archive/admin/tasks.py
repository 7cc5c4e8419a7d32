"""Work on the whole archive: asked for here, done by the worker's process, its result shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from archive.admin.columns import persian_moment
from archive.admin.pages import desk_page, editor
from archive.admin.recorded import ReadOnlyAdmin
from archive.models import Event, EventKind, Task, TaskKind, TaskState
from archive.roles import ADMINISTER
from archive.tasks import BACKUPS
from persian.digits import format_number

# What each kind of work is for. Reading anew is asked for where its difference is shown.
OFFERED = {
    TaskKind.CHECK: "نمایه با پایگاه داده و پرونده‌های خام با اثر انگشتشان سنجیده می‌شوند.",
    TaskKind.BACKUP: "پایگاه داده، پرونده‌های خام و کلید سایت در یک پرونده، بی‌آنکه سایت بایستد.",
    TaskKind.REBUILD: "نمایه از نو کنار نمایهٔ کنونی ساخته می‌شود و جای آن را می‌گیرد.",
    TaskKind.FIXITY: "بایت‌های هر پروندهٔ خام با SHA-256 آن سنجیده می‌شود؛ هر هفته خودبه‌خود هم.",
    TaskKind.COMPARE: "همهٔ مقاله‌ها از نو خوانده می‌شوند و تنها تفاوت نشان داده می‌شود.",
}
PROBLEMS = {
    "index_unusable": "نمایه خوانده نمی‌شود",
    "not_indexed": "منتشر شده و در نمایه نیست",
    "not_published": "در نمایه هست و منتشر نیست",
    "indexed_twice": "بیش از یک بار در نمایه است",
    "outdated": "در نمایه کهنه است",
    "cannot_be_indexed": "نمایه‌شدنی نیست",
    "raw_file_missing": "پروندهٔ خام گم شده است",
    "raw_file_changed": "پروندهٔ خام دگرگون شده است",
}


@dataclass(frozen=True)
class Offer:
    """A kind of work with what it is for and how the last of it went."""

    kind: TaskKind
    purpose: str
    last: Task | None
    outcome: str


@dataclass(frozen=True)
class ProblemLine:
    words: str
    article_id: int | None
    detail: str


def offers() -> list[Offer]:
    """The work that can be asked for on the first page."""
    found = []
    for kind, purpose in OFFERED.items():
        kinds = [kind, TaskKind.RE_EXTRACT] if kind == TaskKind.COMPARE else [kind]
        last = Task.objects.filter(kind__in=kinds).first()
        found.append(Offer(kind, purpose, last, outcome(last) if last else ""))
    return found


def outcome(task: Task) -> str:
    """How far a task is or what came of it, in a few words."""
    if task.state == TaskState.WAITING:
        return "در صف است"
    if task.state == TaskState.RUNNING:
        if not task.total:
            return "در حال انجام است"
        return f"در حال انجام است: {format_number(task.done)} از {format_number(task.total)}"
    if task.state == TaskState.FAILED:
        return "انجام نشد"
    return _result(TaskKind(task.kind), task.result)


def _result(kind: TaskKind, result: dict[str, Any]) -> str:
    count = format_number(result.get("count", 0))
    if kind == TaskKind.CHECK:
        return f"{count} مشکل" if result["count"] else "هیچ مشکلی نبود"
    if kind == TaskKind.FIXITY:
        of = format_number(result["files"])
        damaged = f"{count} از {of} پروندهٔ خام آسیب دیده است"
        return damaged if result["count"] else f"هر {of} پروندهٔ خام سالم است"
    if kind == TaskKind.COMPARE:
        return f"{count} مقاله عوض می‌شود" if result["count"] else "هیچ مقاله‌ای عوض نمی‌شود"
    if kind == TaskKind.RE_EXTRACT:
        return f"{count} مقاله عوض شد" if result["count"] else "هیچ مقاله‌ای عوض نشد"
    return f"{format_number(result['articles'])} مقاله"


def backup_file(task: Task) -> Path | None:
    """The file of a backup that was made here, while it is kept."""
    folder: Path = settings.DATA_DIR / BACKUPS
    file = folder / Path(task.result.get("path", "")).name
    is_ours = task.kind == TaskKind.BACKUP and Path(task.result.get("path", "")) == file
    return file if is_ours and file.is_file() else None


@admin.register(Task)
class TaskAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "state", "told", "user", "asked"]
    list_filter = ["kind", "state"]
    list_select_related = ["user"]
    show_facets = admin.ShowFacets.NEVER

    @admin.display(description="نتیجه")
    def told(self, task: Task) -> str:
        return outcome(task)

    @admin.display(description="زمان درخواست", ordering="asked_at")
    def asked(self, task: Task) -> str:
        return persian_moment(task.asked_at)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("start/", view(start_view), name="archive_task_start"),
            path("<int:pk>/download/", view(download_view), name="archive_task_download"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """What came of one task."""
        task = self.get_object(request, object_id)
        if not self.has_view_permission(request, task):
            raise PermissionDenied
        if task is None:
            raise Http404
        context = {
            "title": str(task),
            "task": task,
            "outcome": outcome(task),
            "is_busy": task.state in (TaskState.WAITING, TaskState.RUNNING),
            "problems": _problems(task),
            "file": backup_file(task),
            "may_act": request.user.has_perm(ADMINISTER),
        }
        return desk_page(request, "task/page.html", Task, context)


def _problems(task: Task) -> list[ProblemLine]:
    return [
        ProblemLine(PROBLEMS.get(one["kind"], one["kind"]), one["id"], one["detail"])
        for one in task.result.get("problems", [])
    ]


@require_POST
def start_view(request: HttpRequest) -> HttpResponse:
    """Ask for work of the posted kind."""
    if not request.user.has_perm(ADMINISTER):
        raise PermissionDenied
    try:
        kind = TaskKind(request.POST.get("kind", ""))
    except ValueError as error:
        raise Http404 from error
    task = Task.objects.ask(kind, editor(request))
    Event.objects.record(request.user, EventKind.TASK, task.get_kind_display(), task)
    messages.success(request, f"«{task}» در صف کارهاست؛ نتیجه همین‌جا می‌آید.")
    return redirect("admin:archive_task_change", task.pk)


@require_safe
def download_view(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a backup. It holds the hashes of passwords: for administrators alone."""
    if not request.user.has_perm(ADMINISTER):
        raise PermissionDenied
    task = get_object_or_404(Task, pk=pk)
    file = backup_file(task)
    if file is None:
        raise Http404
    Event.objects.record(request.user, EventKind.TASK, "گرفتن پروندهٔ پشتیبان", task)
    return FileResponse(file.open("rb"), as_attachment=True, content_type="application/gzip")
