"""The three roles of the desk: groups of permissions that administrators may change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.db.models import Q, QuerySet

# The permissions of our own, beside the four that Django gives every table.
REVIEW = "archive.review_mentions"
PUBLISH = "archive.publish_article"
MERGE = "archive.merge_entities"
ADMINISTER = "archive.administer_archive"


@dataclass(frozen=True)
class Role:
    """What one kind of person does at the desk; everybody there may look at all of the archive."""

    name: str
    work: str
    permissions: frozenset[str]


_EDITING = frozenset({"archive.add_article", "archive.change_article", REVIEW})
_PUBLISHING = _EDITING | {
    PUBLISH,
    MERGE,
    *("archive.add_official", "archive.change_official"),
    *("archive.add_post", "archive.change_post", "archive.delete_post"),
    *("archive.add_organization", "archive.change_organization"),
    *("archive.add_source", "archive.change_source"),
}
_ADMINISTERING = _PUBLISHING | {
    *(ADMINISTER, "archive.delete_article"),
    *("auth.view_user", "auth.add_user", "auth.change_user", "auth.delete_user"),
    *("auth.view_group", "auth.add_group", "auth.change_group", "auth.delete_group"),
}
EDITOR = Role("ویراستار", "افزودن، ویرایش و بازبینی", _EDITING)
PUBLISHER = Role("ناشر", "کار ویراستار، و انتشار، پس‌گرفتن و یکی‌کردن", _PUBLISHING)
ADMINISTRATOR = Role(
    "مدیر", "کار ناشر، و کاربران، حق منبع‌ها، پشتیبان و دفتر رویدادها", _ADMINISTERING
)
ROLES = (EDITOR, PUBLISHER, ADMINISTRATOR)


def grantable() -> QuerySet[Permission]:
    """The permissions that mean something at the desk, by subject."""
    permissions = Permission.objects.select_related("content_type")
    meant = _named(ADMINISTRATOR.permissions) | _looking()
    return permissions.filter(meant).order_by("content_type__app_label", "content_type__model")


def role_of(user: User) -> Role | None:
    """The user's role, the highest of several; who may do everything is an administrator."""
    if user.is_superuser:
        return ADMINISTRATOR
    names = {group.name for group in user.groups.all()} if user.pk else set()
    return next((role for role in reversed(ROLES) if role.name in names), None)


@transaction.atomic
def assign(user: User, role: Role | None) -> None:
    """Give the user this role in place of any other; without one the desk is closed to the user.

    Groups that are no roles stay the user's, and open the desk too.
    """
    user.groups.remove(*Group.objects.filter(name__in=[one.name for one in ROLES]))
    if role is not None:
        user.groups.add(Group.objects.get(name=role.name))
    user.is_superuser = user.is_superuser and role is ADMINISTRATOR
    user.is_staff = user.groups.exists() or user.is_superuser
    user.save(update_fields=["is_superuser", "is_staff"])


@transaction.atomic
def make_roles(**_signal: Any) -> None:
    """Make the groups that are missing; runs after each migrate.

    To a group that is there it gives only permissions that this migrate brought: what
    administrators took from a role stays taken.
    """
    known = set(Permission.objects.values_list("pk", flat=True))
    for label in ("archive", "auth"):
        create_permissions(apps.get_app_config(label), verbosity=0)
    brought = Permission.objects.exclude(pk__in=known)
    for role in ROLES:
        group, is_new = Group.objects.get_or_create(name=role.name)
        permissions = Permission.objects.all() if is_new else brought
        group.permissions.add(*permissions.filter(_named(role.permissions) | _looking()))


def _named(permissions: Iterable[str]) -> Q:
    pairs = (name.split(".") for name in permissions)
    return reduce(or_, (Q(content_type__app_label=a, codename=name) for a, name in pairs))


def _looking() -> Q:
    return Q(content_type__app_label="archive", codename__startswith="view_")
