"""Does the tasks that were asked for in the desk, then ends; the worker starts it."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand

from archive.tasks import run_tasks

NICENESS = 10  # readers and the index come first


class Command(BaseCommand):
    help = "Do every task that waits: checks, backups, extraction anew."

    def handle(self, *args: Any, **options: Any) -> None:
        os.nice(NICENESS)
        with suppress(BlockingIOError):  # another process does them
            run_tasks()
