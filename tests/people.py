"""People of the desk, for tests."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.test import Client

from archive.roles import Role, assign


def client_of(role: Role | None) -> Client:
    """A client in which somebody of this role is logged in; of none, to whom the desk is open."""
    client, user = Client(), User.objects.create_user(role.name if role else "nobody")
    assign(user, role)
    User.objects.filter(pk=user.pk).update(is_staff=True)
    client.force_login(user)
    return client
