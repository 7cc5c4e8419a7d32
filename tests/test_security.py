"""Headers, cookies, error pages, limits and logins: what strangers meet."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from archive.logins import UNKNOWN
from archive.models import Event, EventKind
from archive.visitors import Allowance, address_of
from tests import factories
from tests.ops.commands import environment

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
PASSWORD = "only-for-these-tests"


def log_in(client: Client, password: str = PASSWORD, name: str = "sara", **values: Any) -> Any:
    return client.post(LOGIN, {"username": name, "password": password}, **values)


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("sara", password=PASSWORD, is_staff=True)


# Headers and cookies


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/search/", "/nowhere/", "/admin/", "/admin/login/", "/search/?page=0"),
        *("/api/v1/provinces", "/api/v1/nowhere", "/api/v1/docs", "/static/css/tokens.css"),
        *("/sitemap.xml", "/robots.txt", "/healthz", "/search/feed.atom", "/search/export.csv"),
    ],
)
def test_every_answer_tells_the_browser_what_it_may_do(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_readers_get_no_cookie(client: Client) -> None:
    article = factories.article()
    for address in ("/", "/search/?q=خبر", article.get_absolute_url(), "/nowhere/", "/about/"):
        assert not client.get(address).cookies, address


def test_cookies_of_the_desk_are_out_of_reach(client: Client, editor: User) -> None:
    client.get(LOGIN)
    cookies = log_in(client).cookies
    assert set(cookies) == {"session", "csrf"}
    for cookie in cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"


def test_behind_https_cookies_are_the_hosts_own(tmp_path: Path) -> None:
    code = """
import django; django.setup()
from django.conf import settings
from django.test import Client
answer = Client(headers={"x-forwarded-proto": "https"}).get("/admin/login/")
cookie = answer.cookies["__Host-csrf"]
assert cookie["secure"] and cookie["path"] == "/" and not cookie["domain"], cookie
assert settings.SESSION_COOKIE_NAME == "__Host-session" and settings.SESSION_COOKIE_SECURE
assert int(answer["Strict-Transport-Security"].split(";")[0].split("=")[1]) >= 31_536_000
assert Client().get("/")["Location"].startswith("https://")
"""
    values = {"SITE_HTTPS": 1, "SITE_URL": "https://testserver", "DEBUG": 1, "DATA_DIR": tmp_path}
    result = _run(code, **values)
    assert result.returncode == 0, result.stderr


def test_the_desk_can_be_elsewhere(tmp_path: Path) -> None:
    code = """
import django; django.setup()
from django.urls import reverse
assert reverse("admin:index") == "/desk-7/", reverse("admin:index")
"""
    result = _run(code, ADMIN_PATH="/desk-7/", DATA_DIR=tmp_path)
    assert result.returncode == 0, result.stderr
    refused = _run(code, ADMIN_PATH="a b", DATA_DIR=tmp_path)
    assert "ADMIN_PATH must be one word" in refused.stderr


def _run(code: str, **values: object) -> subprocess.CompletedProcess[str]:
    """Run the code in a process of its own, under these settings."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=django_settings.BASE_DIR,
        env=environment(DJANGO_SETTINGS_MODULE="config.settings", **values),
        capture_output=True,
        text=True,
    )


# Redirects and hosts


@pytest.mark.parametrize(
    "target",
    [
        *("//evil.example/", "https://evil.example/", "http:evil.example", "///evil.example"),
        *("\\\\evil.example", "/\\evil.example", "\u202e//evil.example", "javascript:alert(1)"),
        *(" //evil.example", "https:/\\evil.example", "\t//evil.example"),
    ],
)
def test_a_login_leads_nowhere_else(client: Client, editor: User, target: str) -> None:
    response = client.post(
        LOGIN, {"username": "sara", "password": PASSWORD, "next": target}, follow=False
    )
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/"), response["Location"]


@pytest.mark.parametrize(
    "path", ["//evil.example/articles", "/%2f%2fevil.example", "//evil.example"]
)
def test_no_path_leads_elsewhere(client: Client, path: str) -> None:
    response = client.get(path)
    assert not response.headers.get("Location", "/").startswith(("//", "http"))


def test_a_wrong_host_is_refused_and_addresses_come_from_the_settings(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    page = factories.article().get_absolute_url()
    for address in (page, "/sitemap.xml", "/search/feed.atom", "/robots.txt"):
        assert (
            "//localhost" not in client.get(address, headers={"host": "localhost"}).content.decode()
        )


# Errors


@pytest.mark.parametrize(
    ("address", "status"), [("/nowhere/", 404), ("/admin/archive/article/upload/", 403)]
)
def test_an_error_is_told_in_persian_with_its_number(
    client: Client, editor: User, address: str, status: int
) -> None:
    client.force_login(editor)
    response = client.get(address)
    assert response.status_code == status
    assert response["X-Request-ID"] in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_a_stale_form_is_refused_in_persian(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    response = log_in(client)
    assert response.status_code == 403
    assert "این فرم پذیرفته نشد" in response.content.decode()


def test_a_failure_of_ours_tells_its_number_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr("archive.catalogue.provinces_with_counts", fail)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    page = response.content.decode()
    assert response["X-Request-ID"] in page and "secret" not in page
    assert any(
        getattr(getattr(record, "request", None), "number", "") == response["X-Request-ID"]
        for record in caplog.records
    )


# Logins


def test_the_fifth_wrong_password_closes_the_door(client: Client, editor: User) -> None:
    answers = [log_in(client, "wrong") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "۱۵ دقیقه" in answers[-1].content.decode()
    assert 0 < int(answers[-1]["Retry-After"]) <= 15 * 60
    assert log_in(client).status_code == 429


@pytest.mark.parametrize("spoofed", ["1.2.3.4", "127.0.0.1, 5.6.7.8"])
def test_another_address_in_a_header_is_not_believed(
    client: Client, editor: User, spoofed: str
) -> None:
    for number in range(5):
        log_in(client, "wrong", headers={"X-Forwarded-For": f"10.0.0.{number}"})
    assert log_in(client, headers={"X-Forwarded-For": spoofed}).status_code == 429


def test_others_may_come_in_meanwhile(client: Client, editor: User) -> None:
    User.objects.create_user("reza", password=PASSWORD, is_staff=True)
    for _ in range(5):
        log_in(client, "wrong")
    assert log_in(client, name="reza").status_code == 302
    assert log_in(Client(), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_the_door_opens_by_itself_and_by_a_command(
    client: Client, editor: User, time_machine: Any
) -> None:
    for _ in range(5):
        log_in(client, "wrong")
    now = timezone.now()
    time_machine.move_to(now + timedelta(minutes=14))
    assert log_in(client).status_code == 429
    time_machine.move_to(now + timedelta(minutes=15, seconds=1))
    assert log_in(client).status_code == 302
    for _ in range(5):
        log_in(client, "wrong")
    call_command("axes_reset_username", "sara")
    assert log_in(client).status_code == 302


def test_logins_are_noted(client: Client, editor: User) -> None:
    log_in(client, "wrong")
    log_in(client, "wrong", name="nobody")
    log_in(client)
    noted = Event.objects.filter(user=editor).order_by("pk")
    assert list(noted.values_list("action_flag", flat=True)) == [
        EventKind.FAILED_LOGIN,
        EventKind.LOGIN,
    ]
    assert "127.0.0.1" in noted[0].change_message


def test_unknown_names_are_noted_without_what_was_typed(
    admin_client: Client, client: Client
) -> None:
    """It may have been a password, typed a field too high."""
    for typed in ("correct-horse-battery", "correct-horse-battery", "another"):
        log_in(client, "wrong-password", name=typed)
    notes = Event.objects.filter(action_flag=EventKind.FAILED_LOGIN).order_by("pk")
    told = [note.change_message for note in notes]
    assert told[0] == told[1] != told[2]
    assert all("127.0.0.1" in one for one in told)
    log = admin_client.get("/admin/archive/event/").content.decode()
    assert UNKNOWN in log
    kept = [*told, *AccessAttempt.objects.values_list("username", "post_data"), log]
    assert not any(secret in str(kept) for secret in ("horse", "another", "wrong-password"))
    assert UNKNOWN not in admin_client.get("/admin/auth/user/").content.decode()
    assert User.objects.get(username=UNKNOWN).is_active is False


def test_a_name_that_nobody_has_is_locked_out_as_any_other(client: Client) -> None:
    answers = [log_in(client, "wrong", name="nobody").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]


def test_tries_at_a_closed_door_do_not_fill_the_log(client: Client, editor: User) -> None:
    for _ in range(8):
        log_in(client, "wrong")
    assert Event.objects.filter(action_flag=EventKind.FAILED_LOGIN).count() == 5


def test_a_flood_of_unknown_names_is_noted_in_part(client: Client) -> None:
    for number in range(40):
        log_in(client, "wrong", name=f"nobody{number}", REMOTE_ADDR="192.0.2.77")
    assert 20 <= Event.objects.filter(action_flag=EventKind.FAILED_LOGIN).count() <= 31


# How often


def test_searches_are_counted_by_the_minute(client: Client, settings: Any) -> None:
    settings.SEARCH_RATE_PER_MINUTE = 3
    assert [client.get("/search/").status_code for _ in range(3)] == [200] * 3
    page, api = client.get("/search/export.csv"), client.get("/api/v1/search")
    assert (page.status_code, api.status_code) == (429, 429)
    assert 0 < int(page["Retry-After"]) <= 20
    assert "ثانیه" in page.content.decode()
    assert api.json()["error"]["code"] == "too_many_requests"
    assert client.get("/", REMOTE_ADDR="127.0.0.1").status_code == 200
    assert client.get("/search/", REMOTE_ADDR="192.0.2.1").status_code == 200


def test_an_allowance_comes_back_little_by_little(time_machine: Any) -> None:
    allowance = Allowance(60)
    assert [allowance.wait_seconds("a") for _ in range(60)] == [0] * 60
    assert 0 < allowance.wait_seconds("a") <= 1
    assert allowance.wait_seconds("b") == 0


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "1.2.3.4", "192.0.2.1"),  # a stranger's word
        ("10.0.0.1", "1.2.3.4", "1.2.3.4"),
        ("10.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4"),  # the visitor wrote the first
        ("10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_only_a_trusted_proxy_is_believed(
    rf: Any, settings: Any, remote: str, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert address_of(rf.get("/", headers=headers, REMOTE_ADDR=remote)) == address


# Forms


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("address", ["/", "/search/", "/admin/login/", "/api/v1/search"])
def test_nothing_is_changed_without_a_token(method: str, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert getattr(client, method)(address).status_code in {403, 405}
