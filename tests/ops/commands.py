"""Runs the project's commands as a person does: in a process of their own, from a clean shell."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
STOP_SECONDS = 8
CHAOS_ROUNDS = int(os.environ.get("CHAOS_ROUNDS", "3"))  # of each test that kills processes


def environment(**values: object) -> dict[str, str]:
    """A bare environment with these variables; nothing of the test run's own settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {name: str(value) for name, value in values.items()}


def manage(*arguments: str, **values: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(**values),
        capture_output=True,
        text=True,
        timeout=100,
    )


def start(*arguments: str, **values: object) -> subprocess.Popen[bytes]:
    """A running management command, to be killed."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(**values),
        stdout=subprocess.DEVNULL,
    )


def wait_until(
    is_so: Callable[[], bool],
    seconds: float = START_SECONDS,
    process: subprocess.Popen[bytes] | None = None,
) -> None:
    """Wait for what shall be so soon; the process that brings it about must go on meanwhile."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert process is None or process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)


@contextmanager
def database(data_dir: Path) -> Iterator[sqlite3.Connection]:
    """The archive's database, past Django and beside its processes; what is written stays."""
    with closing(sqlite3.connect(data_dir / "archive.db", timeout=20)) as opened, opened:
        yield opened


def rows(data_dir: Path, query: str) -> list[Any]:
    with database(data_dir) as opened:
        return opened.execute(query).fetchall()


def assert_one_line(result: subprocess.CompletedProcess[str], *words: str) -> None:
    """The command failed with one line for people, which holds these words."""
    assert result.returncode not in (0, None)
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    for word in words:
        assert word in result.stderr


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def copy_of(data_dir: Path, target: Path) -> Path:
    return Path(shutil.copytree(data_dir, target, symlinks=True))


class Server:
    """A running `manage.py serve` in a process group of its own."""

    def __init__(self, data_dir: Path, **values: object) -> None:
        self.port = free_port()
        self.log = data_dir / "serve.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=ROOT,
                env=environment(
                    **{"DATA_DIR": data_dir, "PORT": self.port, "WORKERS": 1, **values}
                ),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(self.log.read_text())

    def child(self, word: str) -> int:
        """The id of the child process whose command line holds the word."""
        pid = self.process.pid
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            if word in Path(f"/proc/{child}/cmdline").read_text():
                return int(child)
        raise AssertionError(f"no child with {word}")

    def wait(self) -> int:
        return self.process.wait(timeout=STOP_SECONDS)

    def is_gone(self) -> bool:
        """Whether no process of the group is left; a dying one gets a moment."""
        deadline = time.monotonic() + 1
        while time.monotonic() < deadline:
            try:
                os.killpg(self.process.pid, 0)
            except ProcessLookupError:
                return True
            time.sleep(0.05)
        return False

    def kill(self) -> None:
        if not self.is_gone():
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
