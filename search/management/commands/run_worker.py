"""The worker: indexes changed articles and has tasks done until it is told to stop."""

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
from search.building import remove_leftovers
from search.indexing import index_pending

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.25
PAUSE_AFTER_ERROR_SECONDS = 5


class Command(BaseCommand):
    help = "Index changed articles and do tasks as they come; ends on SIGTERM or SIGINT."

    def handle(self, *args: Any, **options: Any) -> None:
        # At any moment: what is half done is left behind, as after a kill, and done again.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # `serve` keeps Ctrl-C to itself
            signal.signal(signal.SIGINT, lambda *_: sys.exit())
        remove_leftovers()
        heartbeat = settings.DATA_DIR / HEARTBEAT
        tasks = TaskProcess()
        while True:
            heartbeat.touch()
            time.sleep(PAUSE_SECONDS if work(heartbeat, tasks) else PAUSE_AFTER_ERROR_SECONDS)


def work(heartbeat: Path, tasks: TaskProcess) -> bool:
    """Index what waits; whether that went well. Trouble is logged and tried again later."""
    close_old_connections()
    try:
        indexed = index_pending(progress=lambda _: heartbeat.touch())
        tasks.work_one_task()
    except Exception:  # whatever it is, the site must go on
        logger.exception("Cannot do what waits; trying again")
        return False
    if indexed:
        logger.info("Indexed %s articles", indexed)
    return True
