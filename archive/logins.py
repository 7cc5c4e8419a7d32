"""Notes who logged in, and who failed to, in the log of events."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest

from archive.models import Event, EventKind


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
    address = request.META.get("REMOTE_ADDR") if request else None
    return f"از {address}" if address else ""
