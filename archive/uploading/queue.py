"""Large uploads: brought in by a process of the worker, and deleted when nobody confirms them."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from archive.ingest.arriving import Arrival
from archive.ingest.importer import import_files
from archive.ingest.reports import Outcome
from archive.ingest.saving import Saved
from archive.locks import UPLOADS, locked
from archive.models import ArticleStatus, BatchState, ImportBatch, Upload, UploadState
from archive.uploading.receiving import is_much, keep_articles, stored_files

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=30)
MOST_ATTEMPTS = 5


def import_queued() -> None:
    """Bring in every upload that waits, also one that a process died over; one process does.

    Raises:
        BlockingIOError: another process does it.
    """
    with locked(UPLOADS):
        while upload := Upload.objects.queued().first():
            _import(upload)


def retry(upload: Upload) -> None:
    """Let an upload that failed wait for the worker once more."""
    failed = Upload.objects.filter(pk=upload.pk, state=UploadState.FAILED)
    failed.update(state=UploadState.QUEUED, attempts=0)


def sweep() -> None:
    """Delete old uploads but those that wait for the worker; the raw store keeps their files."""
    old = Upload.objects.filter(sent_at__lt=timezone.now() - KEPT_FOR)
    old.exclude(state=UploadState.QUEUED).delete()


def _import(upload: Upload) -> None:
    upload.attempts += 1
    upload.save()
    left: dict[str, object] = {"state": UploadState.FAILED}
    if upload.attempts <= MOST_ATTEMPTS:
        try:
            left = _import_files(upload)
        except Exception:  # the uploads after it must be done
            logger.exception("Cannot import %s", upload)
    Upload.objects.filter(pk=upload.pk).update(**left)


def _import_files(upload: Upload) -> dict[str, object]:
    """Bring the files in, the second time only what was held back; what the upload is then."""
    name = f"upload:{upload.pk}"
    finished = ImportBatch.objects.filter(paths=[name], state=BatchState.DONE)
    is_rest = finished.filter(report__held__gt=0).exists()
    if not is_rest:
        upload.articles.all().delete()  # what was looked at before

    def begun(batch: ImportBatch) -> None:
        Upload.objects.filter(pk=upload.pk).update(batch=batch)

    def keep_held(arrival: Arrival, saved: Saved) -> None:
        if saved.outcome is Outcome.HELD and not is_rest:
            keep_articles(upload, [arrival])

    report = import_files(
        stored_files(upload),
        name=name,
        source=upload.source,
        user=upload.user,
        max_bytes=settings.UPLOAD_MAX_BYTES,
        status=ArticleStatus(upload.status),
        begun=begun,
        finish=keep_held,
        only=set(upload.articles.values_list("raw", "position")) if is_rest else None,
    )
    if report.count(Outcome.HELD):
        return _left(upload)
    upload.articles.all().delete()
    return {"state": UploadState.DONE}


def _left(upload: Upload) -> dict[str, object]:
    """What an upload is whose articles wait for a publisher."""
    records = upload.articles.values_list("record", flat=True)
    chars = sum(len(record["body"]) + len(record["lead"]) for record in records.iterator())
    return {"state": UploadState.PREVIEWED, "is_large": is_much(records.count(), chars)}
