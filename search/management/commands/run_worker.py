"""The worker: brings changed articles into the index until it is told to stop."""

import logging
import signal
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from search.indexing import index_pending

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5
PAUSE_AFTER_ERROR_SECONDS = 5
HEARTBEAT = "worker-heartbeat"


class Command(BaseCommand):
    help = "Index changed articles as they come; ends on SIGTERM or SIGINT."

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = Event()
        signal.signal(signal.SIGTERM, lambda *_: stopping.set())
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # `serve` keeps Ctrl-C to itself
            signal.signal(signal.SIGINT, lambda *_: stopping.set())
        heartbeat = settings.DATA_DIR / HEARTBEAT
        while not stopping.is_set():
            heartbeat.touch()
            stopping.wait(PAUSE_SECONDS if work() else PAUSE_AFTER_ERROR_SECONDS)


def work() -> bool:
    """Index what waits; whether that went well. Trouble is logged and tried again later."""
    close_old_connections()
    try:
        indexed = index_pending()
    except Exception:  # whatever it is, the site must go on
        logger.exception("Cannot index; trying again")
        return False
    if indexed:
        logger.info("Indexed %s articles", indexed)
    return True
