"""Does the tasks of the desk, one after the other, in a process that the worker starts for them."""

from __future__ import annotations

import json
import logging
import shutil
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from archive import fixity
from archive.backup import BackupError, make_backup
from archive.ingest.re_extraction import Difference, re_extract
from archive.locks import TASKS, locked
from archive.models import Article, RawDocument, Task, TaskKind, TaskState

logger = logging.getLogger(__name__)

HEARTBEAT = "worker-heartbeat"  # in DATA_DIR: its age is how long ago the worker went round
BACKUPS = "backups"  # in DATA_DIR: those that were asked for in the desk
KEPT_BACKUPS = 3
MOST_ATTEMPTS = 10
SHOWN = 50  # problems and articles that a result names
BEAT_SECONDS = 1.0
BROKEN_OFF = "بارها آغاز شد و به پایان نرسید."

Result = dict[str, Any]
Progress = Callable[[int, int], None]


def ask_for_due_fixity() -> None:
    """Ask for raw files to be looked at, if nobody looked at some of them for a week."""
    if fixity.due().exists():
        Task.objects.ask(TaskKind.FIXITY, None)


def run_tasks() -> None:
    """Do every task that waits, also one that a process died over; one process at a time does.

    Raises:
        BlockingIOError: another process does them.
    """
    with locked(TASKS):
        while task := Task.objects.unfinished().first():
            _run(task)


def _run(task: Task) -> None:
    if task.attempts >= MOST_ATTEMPTS:
        _finish(task, TaskState.FAILED, problem=BROKEN_OFF)
        return
    task.state, task.started_at = TaskState.RUNNING, timezone.now()
    task.attempts += 1
    task.save()
    try:
        result = _WORK[TaskKind(task.kind)](task, _beat(task))
    except (BackupError, CommandError) as error:
        _finish(task, TaskState.FAILED, problem=str(error))
    except Exception as error:  # the tasks after it must be done
        logger.exception("Task %s (%s) failed", task.pk, task.kind)
        _finish(task, TaskState.FAILED, problem=f"{type(error).__name__}: {error}")
    else:
        _finish(task, TaskState.DONE, result=result)


def _finish(task: Task, state: TaskState, **values: Any) -> None:
    Task.objects.filter(pk=task.pk).update(state=state, finished_at=timezone.now(), **values)


def _beat(task: Task) -> Progress:
    """A function that notes how far a task is, at most once a second."""
    noted_at = 0.0

    def beat(done: int, total: int) -> None:
        nonlocal noted_at
        if time.monotonic() - noted_at > BEAT_SECONDS:
            noted_at = time.monotonic()
            values = {"done": done, "total": total, "beat_at": timezone.now()}
            Task.objects.filter(pk=task.pk).update(**values)

    return beat


def _check(_task: Task, _progress: Progress) -> Result:
    out = StringIO()
    with suppress(SystemExit):  # there are problems
        call_command("check_archive", "--json", stdout=out)
    problems = json.loads(out.getvalue())["problems"]
    return {"count": len(problems), "problems": problems[:SHOWN]}


def _fixity(task: Task, progress: Progress) -> Result:
    """Look at all raw files but those that were looked at since the task was asked for."""
    unseen = RawDocument.objects.exclude(checked_at__gte=task.asked_at)
    for _damaged in fixity.verify(unseen, progress):
        pass
    damaged = list(RawDocument.objects.damaged().values_list("sha256", flat=True))
    return {
        "files": RawDocument.objects.count(),
        "count": len(damaged),
        "damaged": damaged[:SHOWN],
    }


def _rebuild(_task: Task, _progress: Progress) -> Result:
    call_command("rebuild_index", verbosity=0)
    return {"articles": Article.objects.published().count()}


def _backup(task: Task, progress: Progress) -> Result:
    folder = settings.DATA_DIR / BACKUPS
    folder.mkdir(mode=0o700, exist_ok=True)
    for left in folder.glob(".*"):  # by a process that died
        shutil.rmtree(left, ignore_errors=True)
    made = make_backup(folder / f"sanat-archive-{task.pk:06}.tar.gz", progress)
    for older in sorted(folder.glob("*.tar.gz"))[:-KEPT_BACKUPS]:
        older.unlink()
    return made.as_dict()


def _compare(task: Task, progress: Progress) -> Result:
    return _differences(task, progress, apply=False)


def _re_extract(task: Task, progress: Progress) -> Result:
    result = _differences(task, progress, apply=True)
    call_command("index_pending", verbosity=0)
    return result


def _differences(task: Task, progress: Progress, *, apply: bool) -> Result:
    articles = 0
    kinds: dict[str, Counter[str]] = {"added": Counter(), "removed": Counter()}
    shown: list[Result] = []
    for difference in re_extract(apply=apply, articles=task.articles, progress=progress):
        articles += 1
        kinds["added"].update(named.kind for named in difference.added)
        kinds["removed"].update(named.kind for named in difference.removed)
        if len(shown) < SHOWN:
            shown.append(_told(difference))
    return {"count": articles, **kinds, "articles": shown}


def _told(difference: Difference) -> Result:
    return {
        "id": difference.article.pk,
        "headline": difference.article.display_headline,
        "added": [f"{named.kind}: {named.name}" for named in difference.added],
        "removed": [f"{named.kind}: {named.name}" for named in difference.removed],
    }


_WORK: dict[TaskKind, Callable[[Task, Progress], Result]] = {
    TaskKind.CHECK: _check,
    TaskKind.FIXITY: _fixity,
    TaskKind.REBUILD: _rebuild,
    TaskKind.BACKUP: _backup,
    TaskKind.COMPARE: _compare,
    TaskKind.RE_EXTRACT: _re_extract,
}
