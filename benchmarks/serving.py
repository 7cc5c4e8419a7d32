"""The archive in DATA_DIR: its commands, and its pages as they are served, for a measurement."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PORT = 8791
SITE = f"http://127.0.0.1:{PORT}"
POLL_SECONDS = 0.2


def manage(*arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def serving() -> Iterator[int]:
    """Serve the archive as readers get it; the number of the process."""
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        env=os.environ | {"PORT": str(PORT)},
        stdout=subprocess.DEVNULL,
    )
    try:
        while not _answers():
            if server.poll() is not None:
                raise SystemExit("the server ended")
            time.sleep(POLL_SECONDS)
        yield server.pid
    finally:
        server.terminate()
        server.wait()


def family(pid: int) -> list[int]:
    """The process and all that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def _answers() -> bool:
    with suppress(OSError), urllib.request.urlopen(f"{SITE}/readyz"):
        return True
    return False
