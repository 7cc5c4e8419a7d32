"""Work on the archive as a whole, which takes too long for a request: the rows are the queue.

`manage.py run_tasks` does it, one task after the other; archive.tasks knows how.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models


class TaskKind(models.TextChoices):
    CHECK = "check", "بررسی بایگانی"
    FIXITY = "fixity", "بررسی پرونده‌های خام"
    REBUILD = "rebuild", "ساختن دوبارهٔ نمایه"
    BACKUP = "backup", "پشتیبان‌گیری"
    COMPARE = "compare", "سنجش بازخوانی مقاله‌ها"
    RE_EXTRACT = "re_extract", "بازخوانی مقاله‌ها"


class TaskState(models.TextChoices):
    WAITING = "waiting", "در انتظار"
    RUNNING = "running", "در حال انجام"
    DONE = "done", "انجام‌شده"
    FAILED = "failed", "ناموفق"


class TaskQuerySet(models.QuerySet["Task"]):
    def unfinished(self) -> Self:
        """Tasks still to be done, in the order of asking; a dead process leaves one running."""
        return self.filter(state__in=[TaskState.WAITING, TaskState.RUNNING]).order_by("pk")

    def last_done(self, kind: TaskKind) -> Task | None:
        """The newest task of a kind that was done."""
        return self.filter(kind=kind, state=TaskState.DONE).order_by("-pk").first()

    def ask(self, kind: TaskKind, user: User | None, articles: Iterable[int] = ()) -> Task:
        """The task that waits for this to be done; a new one unless there is one."""
        chosen = sorted(set(articles))
        waiting = self.filter(kind=kind, state=TaskState.WAITING, articles=chosen).first()
        return waiting or self.create(kind=kind, user=user, articles=chosen)


class Task(models.Model):
    """One piece of such work: who asked for it, how far it is, what came of it.

    `articles` are the ids of those that it is about; without any it is about all. The shape of
    `result` depends on the kind; `problem` says why the task failed.
    """

    kind = models.CharField("کار", max_length=10, choices=TaskKind.choices)
    state = models.CharField(
        "وضعیت", max_length=10, choices=TaskState.choices, default=TaskState.WAITING
    )
    articles = models.JSONField("مقاله‌ها", default=list, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="کاربر",
    )
    asked_at = models.DateTimeField("زمان درخواست", auto_now_add=True)
    started_at = models.DateTimeField("آغاز", null=True, blank=True)
    beat_at = models.DateTimeField("آخرین نشانهٔ کار", null=True, blank=True)
    finished_at = models.DateTimeField("پایان", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("بارهای آغاز", default=0)
    done = models.PositiveIntegerField("انجام‌شده", default=0)
    total = models.PositiveIntegerField("همه", default=0)
    result = models.JSONField("نتیجه", default=dict, blank=True)
    problem = models.TextField("مشکل", blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "کار بایگانی"
        verbose_name_plural = "کارهای بایگانی"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "kind"], name="task_by_state")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
