"""Processes that belong to another and end with it."""

from __future__ import annotations

import ctypes
import math
import signal
import subprocess
import sys
import time
from collections.abc import Callable

from django.conf import settings

REST_SECONDS = 5
SET_PARENT_DEATH_SIGNAL = 1  # linux/prctl.h


class Helper:
    """A process that does what waits, while its owner goes on; at most one at a time."""

    def __init__(self, command: str, waits: Callable[[], bool]) -> None:
        self._command = command
        self._waits = waits
        self._process: subprocess.Popen[bytes] | None = None
        self._rests_until = -math.inf

    def see_to_it(self) -> None:
        """Start the process if something waits and it does not run already; returns at once.

        One that failed is not started again at once, as where there is no room on the disk.
        """
        if self._process and self._process.poll() is None:
            return
        if self._process and self._process.returncode:
            self._process, self._rests_until = None, time.monotonic() + REST_SECONDS
        if time.monotonic() < self._rests_until:
            return
        self._process = start("manage.py", self._command) if self._waits() else None


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """Start a part of the archive, which ends when we do, even by kill -9."""
    return subprocess.Popen(
        [sys.executable, *arguments], cwd=settings.BASE_DIR, preexec_fn=end_with_parent
    )


def end_with_parent() -> None:
    """Have the kernel send SIGTERM to this process when its parent dies; only Linux can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
