"""Two serving processes count strangers' searches and wrong passwords together."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPMessage
from pathlib import Path

import pytest

from tests.ops.commands import Server, copy_of

SEARCHES = 12


@pytest.fixture(scope="module")
def public(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data_dir = copy_of(prepared, tmp_path_factory.mktemp("public") / "var")
    server = Server(data_dir, WORKERS=2, SEARCH_RATE_PER_MINUTE=SEARCHES)
    try:
        server.wait_until_it_answers()
        yield server
    finally:
        server.kill()


def ask(server: Server, path: str, form: dict[str, str] | None = None, cookie: str = "") -> int:
    return _open(server, path, form, cookie)[0]


def _open(
    server: Server, path: str, form: dict[str, str] | None = None, cookie: str = ""
) -> tuple[int, HTTPMessage, str]:
    """Ask on a connection of its own, so that either process may answer."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{path}",
        urllib.parse.urlencode(form).encode() if form else None,
        {"Cookie": cookie, "Connection": "close"},
    )
    try:
        answer = urllib.request.urlopen(request, timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    return answer.status, answer.headers, answer.read().decode()


def test_searches_of_one_address_are_counted_over_all_processes(public: Server) -> None:
    answers = Counter(ask(public, "/search/") for _ in range(30))
    assert set(answers) == {200, 429}
    assert answers[200] >= SEARCHES  # some come back while we ask
    assert ask(public, "/articles/1/") == 200


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "PATH_INFO", "REMOTE_ADDR", "REMOTE_USER"])
@pytest.mark.parametrize("value", ["/elsewhere", "/articles"])
def test_no_header_of_a_visitor_becomes_the_address(public: Server, name: str, value: str) -> None:
    address = f"http://127.0.0.1:{public.port}/articles/1/"
    request = urllib.request.Request(address, headers={name: value})
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status == 200
        assert f'href="{value}/articles/' not in answer.read().decode()


def test_wrong_passwords_are_counted_over_all_processes(public: Server) -> None:
    _, headers, page = _open(public, "/admin/login/")
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    cookie = str(headers["Set-Cookie"]).partition(";")[0]
    form = {"csrfmiddlewaretoken": token[1], "username": "admin", "password": "wrong"}
    answers = [ask(public, "/admin/login/", form, cookie) for _ in range(6)]
    assert answers == [200, 200, 200, 200, 429, 429]
