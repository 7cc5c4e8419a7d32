"""What the first page of the desk tells: what waits for whom, and how the archive is."""

from __future__ import annotations

import platform
import shutil
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from archive import reviewing
from archive.extract import VERSION as EXTRACTOR_VERSION
from archive.models import (
    Article,
    ArticleStatus,
    BatchState,
    ErrorReport,
    ImportBatch,
    OutboxEntry,
    ProposedJoin,
    RawDocument,
    Task,
    TaskKind,
    Upload,
)
from archive.roles import MERGE, REVIEW
from archive.tasks import HEARTBEAT

ALIVE_WITHIN = timedelta(minutes=1)
LOW_ROOM = 1 << 30  # bytes; an import or a backup may need as much


@dataclass(frozen=True)
class Waiting:
    """Things that wait for somebody, and where to see to them."""

    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Condition:
    """How the archive is, apart from its index, which only the search knows."""

    worker_seen_at: datetime | None
    is_worker_alive: bool
    changes_waiting: int
    changes_set_aside: int
    batches: int
    uploads_queued: int
    damaged_files: int
    raw_files: int
    raw_bytes: int
    oldest_check_at: datetime | None
    database_bytes: int
    free_bytes: int
    last_backup: Task | None
    versions: dict[str, str]

    @property
    def has_little_room(self) -> bool:
        return self.free_bytes < LOW_ROOM


def what_waits(user: User | AnonymousUser) -> list[Waiting]:
    """All that waits for this user, also what happens to be none; in the order of the work."""
    found = []
    if user.has_perm(REVIEW):
        count = reviewing.waiting_count()
        found.append(Waiting("گمان برای بازبینی", count, _url("review")))
    if user.has_perm(MERGE):
        count = ProposedJoin.objects.waiting().count()
        found.append(Waiting("پیشنهاد یکی‌کردن", count, _url("proposedjoin_queue")))
    if user.has_perm("archive.change_article"):
        count = ErrorReport.objects.open().count()
        found.append(
            Waiting("گزارش خطا", count, _url("errorreport_changelist", "state__exact=open"))
        )
        count = Article.objects.filter(status=ArticleStatus.DRAFT).count()
        found.append(Waiting("پیش‌نویس", count, _url("article_changelist", "status__exact=draft")))
    if user.has_perm("archive.add_article"):
        count = Upload.objects.unconfirmed().filter(user_id=user.pk or 0).count()
        found.append(Waiting("بارگذاری تأییدنشدهٔ شما", count, _url("article_upload")))
    return found


def condition() -> Condition:
    """How the archive is now."""
    seen_at = _changed_at(settings.DATA_DIR / HEARTBEAT)
    raw = RawDocument.objects.aggregate(size=Sum("size_bytes", default=0))
    checked = RawDocument.objects.exclude(checked_at=None).order_by("checked_at").first()
    return Condition(
        worker_seen_at=seen_at,
        is_worker_alive=seen_at is not None and timezone.now() - seen_at < ALIVE_WITHIN,
        changes_waiting=OutboxEntry.objects.waiting().count(),
        changes_set_aside=OutboxEntry.objects.set_aside().count(),
        batches=ImportBatch.objects.filter(state=BatchState.RUNNING).count(),
        uploads_queued=Upload.objects.queued().count(),
        damaged_files=RawDocument.objects.damaged().count(),
        raw_files=RawDocument.objects.count(),
        raw_bytes=raw["size"],
        oldest_check_at=checked.checked_at if checked else None,
        database_bytes=_database_bytes(),
        free_bytes=shutil.disk_usage(settings.DATA_DIR).free,
        last_backup=Task.objects.last_done(TaskKind.BACKUP),
        versions=_versions(),
    )


def _url(name: str, query: str = "") -> str:
    url = reverse(f"admin:archive_{name}")
    return f"{url}?{query}" if query else url


def _changed_at(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def _database_bytes() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            )
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


@cache
def _versions() -> dict[str, str]:
    """What runs here, by name."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        "آرشیو صنعت": project["project"]["version"],
        "استخراج": str(EXTRACTOR_VERSION),
        "Python": platform.python_version(),
        "Django": django.get_version(),
    }
