"""Keeps the index equal to the database: what changed is in the outbox, one writer drains it."""

import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings

from archive.chunks import CHUNK_SIZE
from archive.models import OutboxEntry
from search.backends import backend
from search.building import (
    STAMP,
    analyzer_stamp,
    build_and_swap,
    note_changes,
    without_remains,
)
from search.documents import PARALLEL_FROM, Progress, replace_articles, untold
from search.exceptions import IndexUnusable
from search.locks import rebuild_lock, writer_lock
from search.outbox import newest_changes, settle

DOUBT = "doubted-index"  # file in DATA_DIR whose age is that of the last doubt
DOUBT_SECONDS = 600


@dataclass(frozen=True)
class IndexState:
    """How many articles the index holds, how often and when it last changed."""

    articles: int
    generation: int
    changed_at: datetime


def index_state() -> IndexState | None:
    """The state of the live index; None when it cannot be read."""
    try:
        snapshot = backend().live.snapshot()
        changed = max(file.stat().st_mtime for file in snapshot.key[0].glob("*.toc"))
    except (IndexUnusable, OSError, ValueError):
        return None
    articles = int(snapshot.is_alive.sum())
    return IndexState(articles, snapshot.key[1], datetime.fromtimestamp(changed, UTC))


def index_pending(progress: Progress = untold) -> int:
    """Bring every waiting change into the index; how many articles that were.

    Builds the index when it is missing, damaged or made by another analyzer.

    Raises:
        IndexBusy: another process wrote for too long.
    """
    if not is_current():
        with rebuild_lock():
            if not is_current():
                return build_and_swap(progress)
    indexed = 0
    while some := _index_some(progress):
        indexed += some
    return indexed


def is_current() -> bool:
    """Whether the live index can be read and was made by this analyzer."""
    try:
        directory = backend().live.snapshot().key[0]
        return (directory / STAMP).read_bytes() == analyzer_stamp().encode()
    except (IndexUnusable, OSError):
        return False


def doubt_index() -> None:
    """Have the live index built anew, because a search could not read it.

    Damaged files are noticed without this. Where the fault is a query's, building anew does not
    help: so this counts once in ten minutes.
    """
    mark = settings.DATA_DIR / DOUBT
    with suppress(OSError):  # without an index, or without a disk to write to: nothing to doubt
        if not mark.exists() or time.time() - mark.stat().st_mtime > DOUBT_SECONDS:
            (backend().directory / STAMP).unlink()
            mark.touch()


def _index_some(progress: Progress) -> int:
    """Index the newest of the waiting changes; they leave the outbox once that is on the disk."""
    with writer_lock():
        is_many = OutboxEntry.objects.waiting().count() >= PARALLEL_FROM
        changes = newest_changes(PARALLEL_FROM if is_many else CHUNK_SIZE)
        if not changes.article_ids:
            return 0
        with without_remains(), backend().writer() as writer:
            problems = replace_articles(writer, changes.article_ids, progress)
        note_changes(changes.article_ids)
        settle(changes.entry_ids, problems)
        return len(changes.article_ids)
