"""Three roles: what each may do, made once, given and taken, and no way to lock everybody out."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from archive.models import Event, EventKind
from archive.roles import ADMINISTRATOR, EDITOR, PUBLISHER, Role, assign, make_roles, role_of
from tests.forms import form_values

pytestmark = pytest.mark.django_db


def user(role: Role | None = None, name: str = "somebody") -> User:
    created = User.objects.create_user(name)
    assign(created, role)
    return User.objects.get(pk=created.pk)


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("archive.view_article", {EDITOR, PUBLISHER, ADMINISTRATOR}),
        ("archive.add_article", {EDITOR, PUBLISHER, ADMINISTRATOR}),
        ("archive.change_article", {EDITOR, PUBLISHER, ADMINISTRATOR}),
        ("archive.review_mentions", {EDITOR, PUBLISHER, ADMINISTRATOR}),
        ("archive.publish_article", {PUBLISHER, ADMINISTRATOR}),
        ("archive.merge_entities", {PUBLISHER, ADMINISTRATOR}),
        ("archive.administer_archive", {ADMINISTRATOR}),
        ("auth.change_user", {ADMINISTRATOR}),
    ],
)
def test_each_role_has_its_work(permission: str, roles: set[Role]) -> None:
    for role in (EDITOR, PUBLISHER, ADMINISTRATOR, None):
        name = role.name if role else "nobody"
        assert user(role, name).has_perm(permission) == (role in roles), name


def test_what_an_administrator_took_from_a_role_stays_taken() -> None:
    group = Group.objects.get(name=EDITOR.name)
    group.permissions.remove(Permission.objects.get(codename="change_article"))
    make_roles()
    assert not group.permissions.filter(codename="change_article").exists()


def test_a_permission_that_an_update_brings_goes_to_the_roles_that_have_it() -> None:
    Permission.objects.filter(codename="publish_article").delete()
    make_roles()
    having = Group.objects.filter(permissions__codename="publish_article")
    assert {group.name for group in having} == {PUBLISHER.name, ADMINISTRATOR.name}


def test_a_missing_group_is_made_whole() -> None:
    before = set(Group.objects.get(name=PUBLISHER.name).permissions.all())
    Group.objects.filter(name=PUBLISHER.name).delete()
    make_roles()
    assert set(Group.objects.get(name=PUBLISHER.name).permissions.all()) == before


def page_of(who: User) -> str:
    return f"/admin/auth/user/{who.pk}/change/"


def send(client: Client, who: User, **values: str) -> int:
    form = form_values(client.get(page_of(who)).content.decode())
    changes = {name: [value] for name, value in values.items()}
    return client.post(page_of(who), form | changes).status_code


def test_a_role_is_one_choice_of_the_users_page(admin_client: Client) -> None:
    colleague = user()
    assert send(admin_client, colleague, role=PUBLISHER.name) == 302
    colleague.refresh_from_db()
    assert (role_of(colleague), colleague.is_staff) == (PUBLISHER, True)
    assert "— ← ناشر" in Event.objects.get(action_flag=EventKind.ROLE_CHANGED).change_message
    assert send(admin_client, colleague, role="") == 302
    colleague = User.objects.get(pk=colleague.pk)
    assert (role_of(colleague), colleague.is_staff) == (None, False)


def test_a_user_is_made_with_a_role(admin_client: Client) -> None:
    password = "a-long-enough-password"
    new = {"username": "sara", "role": EDITOR.name, "usable_password": "true"}
    passwords = {"password1": password, "password2": password}
    assert admin_client.post("/admin/auth/user/add/", new | passwords).status_code == 302
    assert role_of(User.objects.get(username="sara")) == EDITOR


def test_a_superuser_who_gets_a_lesser_role_is_none_any_more(admin_client: Client) -> None:
    other = User.objects.create_superuser("other")
    send(admin_client, other, role=EDITOR.name)
    other = User.objects.get(pk=other.pk)
    assert (other.is_superuser, role_of(other)) == (False, EDITOR)


def test_nobody_can_take_the_own_role_away(client: Client) -> None:
    chief = user(ADMINISTRATOR)
    Group.objects.create(name="مهمانان")  # then the form has a field of groups
    client.force_login(chief)
    assert send(client, chief, role="", last_name="نمونه") == 302
    chief = User.objects.get(pk=chief.pk)
    assert (role_of(chief), chief.last_name, chief.is_staff) == (ADMINISTRATOR, "نمونه", True)
    assert client.post(f"/admin/auth/user/{chief.pk}/delete/", {"post": "yes"}).status_code == 403


def test_whoever_did_something_stays_in_the_log(admin_client: Client) -> None:
    idle, busy = user(EDITOR, "idle"), user(EDITOR, "busy")
    Event.objects.record(busy, EventKind.PUBLISHED)
    for who in (idle, busy):
        admin_client.post(f"/admin/auth/user/{who.pk}/delete/", {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [busy.pk], "post": "yes"}
    admin_client.post("/admin/auth/user/", chosen)
    assert set(User.objects.filter(pk__in=[idle.pk, busy.pk])) == {busy}
    assert Event.objects.filter(user=busy).exists()


def test_other_groups_stay_beside_the_role(admin_client: Client) -> None:
    colleague = user(EDITOR)
    guests = Group.objects.create(name="مهمانان")
    send(admin_client, colleague, groups=str(guests.pk), role=PUBLISHER.name)
    assert set(colleague.groups.values_list("name", flat=True)) == {"مهمانان", PUBLISHER.name}


@pytest.mark.parametrize("chosen", ["abc", "-1", str(10**20)])
def test_what_can_be_no_row_is_no_choice(admin_client: Client, chosen: str) -> None:
    guests = Group.objects.create(name="مهمانان")
    colleague = user(EDITOR)
    assert send(admin_client, colleague, groups=chosen) == 200
    address = f"/admin/auth/group/{guests.pk}/change/"
    values = {"name": "مهمانان", "permissions": chosen}
    assert admin_client.post(address, values).status_code == 200


def test_a_role_is_neither_renamed_nor_deleted(admin_client: Client) -> None:
    group = Group.objects.get(name=EDITOR.name)
    page = f"/admin/auth/group/{group.pk}/"
    assert 'name="name"' not in admin_client.get(f"{page}change/").content.decode()
    assert admin_client.post(f"{page}delete/", {"post": "yes"}).status_code == 403
