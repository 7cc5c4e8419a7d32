"""Large uploads: brought in by a process of the worker, and deleted when nobody confirms them."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from archive.ingest.importer import import_files
from archive.locks import UPLOADS, locked
from archive.models import ArticleStatus, ImportBatch, Upload, UploadState
from archive.uploading.receiving import stored_files

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
    state = UploadState.FAILED
    if upload.attempts <= MOST_ATTEMPTS:
        try:
            _import_files(upload)
            state = UploadState.DONE
        except Exception:  # the uploads after it must be done
            logger.exception("Cannot import %s", upload)
    Upload.objects.filter(pk=upload.pk).update(state=state)


def _import_files(upload: Upload) -> None:
    def begun(batch: ImportBatch) -> None:
        Upload.objects.filter(pk=upload.pk).update(batch=batch)

    import_files(
        stored_files(upload),
        name=f"upload:{upload.pk}",
        source=upload.source,
        user=upload.user,
        max_bytes=settings.UPLOAD_MAX_BYTES,
        status=ArticleStatus(upload.status),
        begun=begun,
    )
