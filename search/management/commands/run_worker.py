"""The worker: indexes changed articles, has tasks done and large uploads brought in."""

import logging
import math
import signal
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from archive.disk import NO_ROOM, is_full
from archive.models import Task, Upload
from archive.processes import Helper
from archive.tasks import HEARTBEAT, ask_for_due_fixity
from archive.uploading import sweep as delete_old_uploads
from search.building import remove_leftovers
from search.indexing import index_pending

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.25
PAUSE_AFTER_ERROR_SECONDS = 5
HOUR_SECONDS = 3600


class Command(BaseCommand):
    help = "Index changed articles, do tasks, take in uploads; ends on SIGTERM or SIGINT."

    def handle(self, *args: Any, **options: Any) -> None:
        # At any moment: what is half done is left behind, as after a kill, and done again.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # `serve` keeps Ctrl-C to itself
            signal.signal(signal.SIGINT, lambda *_: sys.exit())
        remove_leftovers()
        worker = Worker()
        while True:
            time.sleep(PAUSE_SECONDS if worker.go_round() else PAUSE_AFTER_ERROR_SECONDS)


class Worker:
    """Indexes what waits, and has other processes do what takes longer."""

    def __init__(self) -> None:
        self._heartbeat = settings.DATA_DIR / HEARTBEAT
        self._helpers = (
            Helper("run_tasks", lambda: Task.objects.unfinished().exists()),
            Helper("import_uploads", lambda: Upload.objects.queued().exists()),
        )
        self._housekept_at = -math.inf

    def go_round(self) -> bool:
        """See to all once; whether that went well. Trouble is logged and tried again later."""
        try:
            self._heartbeat.touch()
            close_old_connections()
            indexed = index_pending(progress=lambda _: self._heartbeat.touch())
            for helper in self._helpers:
                helper.see_to_it()
            self._keep_house()
        except Exception as error:  # whatever it is, the site must go on
            if is_full(error):
                logger.error(NO_ROOM)
            else:
                logger.exception("Cannot do what waits; trying again")
            return False
        if indexed:
            logger.info("Indexed %s articles", indexed)
        return True

    def _keep_house(self) -> None:
        if time.monotonic() - self._housekept_at > HOUR_SECONDS:
            self._housekept_at = time.monotonic()
            ask_for_due_fixity()
            delete_old_uploads()
