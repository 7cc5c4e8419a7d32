"""`manage.py serve`: web server and worker live and die together."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path

import pytest

from tests.ops.commands import Server, assert_one_line, copy_of, manage


@pytest.mark.parametrize(
    ("signal_number", "to_all"),
    [(signal.SIGINT, True), (signal.SIGINT, False), (signal.SIGTERM, False)],
    ids=["Ctrl-C in a terminal", "SIGINT", "SIGTERM"],
)
def test_one_signal_ends_everything_silently(
    server: Server, signal_number: signal.Signals, to_all: bool
) -> None:
    send = os.killpg if to_all else os.kill
    send(server.process.pid, signal_number)
    assert server.wait() == 0
    assert server.is_gone()
    said = server.log.read_text().splitlines()
    assert said[0] == f"Sanat Archive is at http://127.0.0.1:{server.port}/ (Ctrl-C ends it)"
    assert len([line for line in said if " INFO " not in line]) == 1


@pytest.mark.parametrize(("word", "name"), [("run_worker", "worker"), ("gunicorn", "web server")])
def test_it_ends_when_a_part_of_it_dies(server: Server, word: str, name: str) -> None:
    os.kill(server.child(word), signal.SIGTERM)
    assert server.wait() == 1
    assert server.is_gone()
    assert f"The {name} ended by itself" in server.log.read_text()


def test_persian_in_an_address_needs_no_percent_signs(server: Server) -> None:
    request = "GET /api/v1/search?q=صادرات HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(request.encode())
        answer = connection.makefile("rb").read().decode()
    assert answer.startswith("HTTP/1.1 200 OK")
    assert '"total": 5' in answer


def test_a_taken_port_is_one_line(prepared: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = manage("serve", DATA_DIR=prepared, PORT=port)
    assert_one_line(result, f"Port {port} is taken", f"PORT={port + 1} make run")


def test_an_address_of_another_machine_is_one_line(prepared: Path) -> None:
    result = manage("serve", DATA_DIR=prepared, HOST="192.0.2.1", PORT=8000)
    assert_one_line(result, "192.0.2.1", "HOST")


def test_what_another_version_prepared_is_prepared_first(prepared: Path, tmp_path: Path) -> None:
    data_dir = copy_of(prepared, tmp_path / "var")
    mark = data_dir / "static" / ".collected"
    mark.write_text("another version")
    server = Server(data_dir)
    try:
        server.wait_until_it_answers()
    finally:
        server.kill()
    said = server.log.read_text().splitlines()
    assert said[0] == "The archive is not ready for this version: preparing it."
    assert mark.read_text() != "another version"
