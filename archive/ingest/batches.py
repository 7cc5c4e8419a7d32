"""The runs of the importer as rows of the database, also of those whose process died."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from archive.ingest.reports import ImportReport
from archive.ingest.store import sweep
from archive.models import BatchState, ImportBatch

_LOCKS = "import-locks"  # in DATA_DIR: one file a running batch, locked by its process


@contextmanager
def running_batch(
    report: ImportReport, *, source: str, user: User | None = None, paths: Iterable[str] = ()
) -> Iterator[ImportBatch]:
    """Keep a run and its report in the database, whatever way it ends.

    It continues the last run of the same paths and source if that was broken off.
    """
    mark_broken_off()
    told = list(paths)
    with transaction.atomic():  # nobody sees the batch before it is locked
        batch = ImportBatch.objects.create(
            user=user, paths=told, source=source, continues=_broken_off(told, source)
        )
        lock = _lock(batch)
    with lock:
        report.batch, report.continues = batch.pk, batch.continues_id
        try:
            yield batch
            batch.state = BatchState.DONE
        except Exception:
            batch.state = BatchState.FAILED
            raise
        except BaseException:  # ^C, or a signal
            batch.state = BatchState.BROKEN_OFF
            raise
        finally:
            batch.finished_at = timezone.now()
            batch.report = report.as_dict()
            batch.save()
            _lock_path(batch).unlink()


def mark_broken_off() -> None:
    """Mark the batches whose process died, and take away what it left half-written."""
    for batch in ImportBatch.objects.filter(state=BatchState.RUNNING):
        with suppress(BlockingIOError), _lock(batch):
            ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.BROKEN_OFF)
            _lock_path(batch).unlink()
            sweep()


def _broken_off(paths: list[str], source: str) -> ImportBatch | None:
    """Return the last run of these paths if it was broken off."""
    if not paths:
        return None
    last = ImportBatch.objects.filter(paths=paths, source=source).order_by("-pk").first()
    return last if last and last.state == BatchState.BROKEN_OFF else None


def _lock(batch: ImportBatch) -> IO[str]:
    """Return the batch's locked file; the lock ends with the process, however that dies.

    Raises:
        BlockingIOError: a living process holds it.
    """
    path = _lock_path(batch)
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise
    return file


def _lock_path(batch: ImportBatch) -> Path:
    folder: Path = settings.DATA_DIR / _LOCKS
    return folder / str(batch.pk)
