"""Runs the web server and the worker beside each other until one ends or a signal comes."""

import errno
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from archive.locks import SERVING, locked
from archive.management.commands.prepare import is_prepared, refuse_half_restored
from archive.processes import start

POLL_SECONDS = 0.2
STOP_SECONDS = 10


class _Stop(Exception):
    """A signal, whose number it holds, asked us to end."""


class Command(BaseCommand):
    help = "Serve the archive: gunicorn and one run_worker, until Ctrl-C."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_half_restored()
        refuse_taken_port(settings.HOST, settings.PORT)
        prepare_if_needed()
        try:
            with locked(SERVING, shared=True):
                self.serve()
        except BlockingIOError:
            raise CommandError(f"A backup is being restored into {settings.DATA_DIR}.") from None

    def serve(self) -> None:
        """Run both parts until one ends or a signal comes."""
        # What we start inherits this: Ctrl-C reaches them too, and only we shall answer it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        web = start("-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi")
        worker = start("manage.py", "run_worker")
        how_to_stop_web = signal.SIGTERM
        try:
            signal.signal(signal.SIGINT, _on_signal)
            signal.signal(signal.SIGTERM, _on_signal)
            ended = wait_for_first(web, worker)
        except _Stop as request:
            # For gunicorn SIGTERM means: finish what is open; SIGQUIT: do not wait for anybody.
            if request.args[0] == signal.SIGINT:
                how_to_stop_web = signal.SIGQUIT
            return
        finally:
            stop({web: how_to_stop_web, worker: signal.SIGTERM})
        name = "web server" if ended is web else "worker"
        raise CommandError(f"The {name} ended by itself, so the archive stops.")


def refuse_taken_port(host: str, port: int) -> None:
    """Check that we can listen at `host` and `port`.

    Raises:
        CommandError: somebody else listens there, or we may not; says what to do.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(
                f"Port {port} is taken. Choose another: PORT={port + 1} make run"
            ) from None
        raise CommandError(
            f"Cannot listen at {host}, port {port}: {error.strerror}. Choose another HOST or PORT."
        ) from None


def prepare_if_needed() -> None:
    """Have `prepare` do its work if this version of the archive was never prepared here.

    Raises:
        SystemExit: it failed, and said why.
    """
    if is_prepared():
        return
    print("The archive is not ready for this version: preparing it.", flush=True)
    prepared = subprocess.run([sys.executable, "manage.py", "prepare"], cwd=settings.BASE_DIR)
    if prepared.returncode:
        raise SystemExit(prepared.returncode)


def wait_for_first(*children: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
    """The first child that ends."""
    while True:
        for child in children:
            if child.poll() is not None:
                return child
        time.sleep(POLL_SECONDS)


def stop(children: dict[subprocess.Popen[bytes], signal.Signals]) -> None:
    """Ask each to end by its signal, then make those end that have not done so in time."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for child, how in children.items():
        child.send_signal(how)
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _on_signal(number: int, _frame: FrameType | None) -> None:
    raise _Stop(number)
