"""The worker: indexes changed articles, has tasks done and large uploads brought in."""

import logging
import signal
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from archive.tasks import HEARTBEAT, TaskProcess
from archive.uploading import UploadProcess
from search.building import remove_leftovers
from search.indexing import index_pending

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.25
PAUSE_AFTER_ERROR_SECONDS = 5


class Command(BaseCommand):
    help = "Index changed articles, do tasks, take in uploads; ends on SIGTERM or SIGINT."

    def handle(self, *args: Any, **options: Any) -> None:
        # At any moment: what is half done is left behind, as after a kill, and done again.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # `serve` keeps Ctrl-C to itself
            signal.signal(signal.SIGINT, lambda *_: sys.exit())
        remove_leftovers()
        heartbeat = settings.DATA_DIR / HEARTBEAT
        tasks, uploads = TaskProcess(), UploadProcess()
        while True:
            heartbeat.touch()
            went_well = work(heartbeat, tasks, uploads)
            time.sleep(PAUSE_SECONDS if went_well else PAUSE_AFTER_ERROR_SECONDS)


def work(heartbeat: Path, tasks: TaskProcess, uploads: UploadProcess) -> bool:
    """Index what waits; whether that went well. Trouble is logged and tried again later."""
    close_old_connections()
    try:
        indexed = index_pending(progress=lambda _: heartbeat.touch())
        tasks.work_one_task()
        uploads.see_to_uploads()
    except Exception:  # whatever it is, the site must go on
        logger.exception("Cannot do what waits; trying again")
        return False
    if indexed:
        logger.info("Indexed %s articles", indexed)
    return True
