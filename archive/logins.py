"""Notes who logged in and who failed to; tells who failed too often when to come again."""

from __future__ import annotations

from math import ceil
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from archive.models import Event, EventKind
from archive.visitors import MINUTE_SECONDS, address_of


def note_logins() -> None:
    """Listen to Django's signals from now on."""
    user_logged_in.connect(_logged_in)
    user_login_failed.connect(_failed)


def _logged_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    Event.objects.record(user, EventKind.LOGIN, _from(request))


def _failed(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_signal: Any
) -> None:
    """Under the name that was tried; a name that nobody has is only counted by axes."""
    user = User.objects.filter(username=credentials.get("username", "")).first()
    Event.objects.record(user, EventKind.FAILED_LOGIN, _from(request))


def _from(request: HttpRequest | None) -> str:
    address = address_of(request) if request else ""
    return f"از {address}" if address else ""


def locked_out(
    request: HttpRequest, _answer: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """What axes answers to a name and address with too many wrong passwords: 429, how long."""
    seconds = _seconds_left((credentials or {}).get("username", ""), address_of(request))
    context = {"minutes": ceil(seconds / MINUTE_SECONDS)}
    response = render(request, "admin/locked_out.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _seconds_left(name: str, address: str) -> int:
    attempts = AccessAttempt.objects.filter(username=name, ip_address=address)
    last = attempts.aggregate(last=Max("attempt_time"))["last"]
    cool_off = get_cool_off()
    if last is None or cool_off is None:
        return 0
    return max(1, ceil((last + cool_off - timezone.now()).total_seconds()))
