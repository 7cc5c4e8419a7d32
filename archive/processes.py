"""Processes that belong to another and end with it."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys

from django.conf import settings

SET_PARENT_DEATH_SIGNAL = 1  # linux/prctl.h


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """Start a part of the archive, which ends when we do, even by kill -9."""
    return subprocess.Popen(
        [sys.executable, *arguments], cwd=settings.BASE_DIR, preexec_fn=end_with_parent
    )


def end_with_parent() -> None:
    """Have the kernel send SIGTERM to this process when its parent dies; only Linux can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
