"""The runs of the importer as rows of the database, also of those whose process died."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from archive.ingest.reports import ImportReport
from archive.ingest.store import sweep
from archive.locks import locked
from archive.models import BatchState, ImportBatch


@contextmanager
def running_batch(
    report: ImportReport, *, source: str, user: User | None = None, paths: Iterable[str] = ()
) -> Iterator[ImportBatch]:
    """Keep a run and its report in the database, whatever way it ends.

    It continues the last run of the same paths and source if that was broken off.
    """
    mark_broken_off()
    told = list(paths)
    with ExitStack() as lock:
        with transaction.atomic():  # nobody sees the batch before it is locked
            batch = ImportBatch.objects.create(
                user=user, paths=told, source=source, continues=_broken_off(told, source)
            )
            lock.enter_context(locked(lock_of(batch)))
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
            _forget_lock(batch)


def mark_broken_off() -> None:
    """Mark the batches whose process died, and take away what it left half-written."""
    for batch in ImportBatch.objects.filter(state=BatchState.RUNNING):
        with suppress(BlockingIOError), locked(lock_of(batch)):
            ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.BROKEN_OFF)
            _forget_lock(batch)
            sweep()


def _broken_off(paths: list[str], source: str) -> ImportBatch | None:
    """Return the last run of these paths if it was broken off."""
    if not paths:
        return None
    last = ImportBatch.objects.filter(paths=paths, source=source).order_by("-pk").first()
    return last if last and last.state == BatchState.BROKEN_OFF else None


def lock_of(batch: ImportBatch) -> str:
    """The lock that is the running batch's own, while its process lives."""
    return f"import-locks/{batch.pk}"


def _forget_lock(batch: ImportBatch) -> None:
    (settings.DATA_DIR / lock_of(batch)).unlink()
