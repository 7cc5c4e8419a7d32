"""Large uploads: the worker has another process bring them in, and sweeps what nobody confirmed."""

from __future__ import annotations

import logging
import subprocess
import time
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from archive.ingest.importer import import_files
from archive.locks import locked
from archive.models import ArticleStatus, ImportBatch, Upload, UploadState
from archive.processes import start
from archive.uploading.receiving import stored_files

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=30)
MOST_ATTEMPTS = 5
SWEEP_SECONDS = 3600
_LOCK = "uploads.lock"


class UploadProcess:
    """The worker's hold on the process that brings in large uploads."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._swept_at: float | None = None

    def see_to_uploads(self) -> None:
        """See to it that uploads which wait are brought in; returns at once."""
        if self._process and self._process.poll() is None:
            return
        if self._swept_at is None or time.monotonic() - self._swept_at > SWEEP_SECONDS:
            self._swept_at = time.monotonic()
            sweep()
        waits = Upload.objects.queued().exists()
        self._process = start("manage.py", "import_uploads") if waits else None


def import_queued() -> None:
    """Bring in every upload that waits, also one that a process died over; one process does.

    Raises:
        BlockingIOError: another process does it.
    """
    with locked(_LOCK):
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
