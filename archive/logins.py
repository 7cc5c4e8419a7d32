"""Notes who logged in and who failed to; tells who failed too often when to come again."""

from __future__ import annotations

from math import ceil
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from archive.models import Event, EventKind
from archive.visitors import MINUTE_SECONDS, Allowance, address_of

UNKNOWN = "(نام ناشناخته)"  # no name that a user can have
NOTED_A_MINUTE = 30  # of one address's tries under unknown names: what strangers fill is no log
_tries = Allowance(NOTED_A_MINUTE)


def note_logins() -> None:
    """Listen to Django's signals from now on."""
    user_logged_in.connect(_logged_in)
    user_login_failed.connect(_failed)


def name_tried(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The name of a login as we keep it: of one that nobody has only a fingerprint.

    It may be a password, typed a field too high. Of the fingerprint, which needs this archive's
    secret key, nothing can be told but whether the same was typed again.
    """
    typed = credentials or (request.POST if request else {})
    name = str(typed.get("username") or "")
    if User.objects.filter(username=name).exists():
        return name
    return salted_hmac(__name__, name, algorithm="sha256").hexdigest()[:8]


def _logged_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    Event.objects.record(user, EventKind.LOGIN, _from(request))


def _failed(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_signal: Any
) -> None:
    """Under the name that was tried, if somebody has it; tries at a closed door are no news."""
    if getattr(request, "axes_locked_out", False):
        return
    name = name_tried(request, credentials)
    user = User.objects.filter(username=name).first()
    if user:
        Event.objects.record(user, EventKind.FAILED_LOGIN, _from(request))
    elif not _tries.wait_seconds(address_of(request) if request else ""):
        told = f"{_from(request)}، نشان نام {name}"
        Event.objects.record(_nobody(), EventKind.FAILED_LOGIN, told)


def _nobody() -> User:
    """Whoever has no name here; the log needs a user for each line, this one cannot log in."""
    values = {"is_active": False, "password": make_password(None)}
    return User.objects.get_or_create(username=UNKNOWN, defaults=values)[0]


def _from(request: HttpRequest | None) -> str:
    address = address_of(request) if request else ""
    return f"از {address}" if address else ""


def locked_out(
    request: HttpRequest, _answer: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """What axes answers to a name and address with too many wrong passwords: 429, how long."""
    seconds = _seconds_left(name_tried(request, credentials), address_of(request))
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
