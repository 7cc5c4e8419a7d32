"""Who may do what at the desk: every address of it, asked by everybody.

A new address of the desk fails `test_no_address_is_forgotten` until one of these tables has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from archive.models import (
    Article,
    ArticleStatus,
    BulkEdit,
    Official,
    Organization,
    Rearrangement,
    Source,
    Task,
    Upload,
)
from archive.roles import ADMINISTRATOR, EDITOR, PUBLISHER
from tests import factories
from tests.forms import form_values
from tests.people import client_of

pytestmark = pytest.mark.django_db

PEOPLE = (None, EDITOR, PUBLISHER, ADMINISTRATOR)
ANYBODY, EDITORS, PUBLISHERS, ADMINISTRATORS, NOBODY = range(5)  # the least of PEOPLE who may


class Rights(NamedTuple):
    """The least who may look at rows of a model, add one, edit one, delete one."""

    look: int
    add: int = NOBODY
    edit: int = NOBODY
    delete: int = NOBODY


MODELS = {
    "archive_article": Rights(EDITORS, NOBODY, EDITORS, ADMINISTRATORS),
    "archive_errorreport": Rights(EDITORS, NOBODY, EDITORS, ADMINISTRATORS),
    "archive_correction": Rights(EDITORS, EDITORS, EDITORS, EDITORS),
    "archive_bulkedit": Rights(EDITORS),
    "archive_source": Rights(EDITORS, PUBLISHERS, PUBLISHERS),
    "archive_official": Rights(EDITORS, PUBLISHERS, PUBLISHERS),
    "archive_organization": Rights(EDITORS, PUBLISHERS, PUBLISHERS),
    "archive_post": Rights(EDITORS, PUBLISHERS, PUBLISHERS, PUBLISHERS),
    "archive_proposedjoin": Rights(EDITORS),
    "archive_rearrangement": Rights(EDITORS),
    "archive_province": Rights(EDITORS),
    "archive_city": Rights(EDITORS),
    "archive_exportmarket": Rights(EDITORS),
    "archive_product": Rights(EDITORS),
    "archive_verdict": Rights(EDITORS),
    "archive_gazetteeraddition": Rights(EDITORS),
    "archive_importbatch": Rights(EDITORS),
    "archive_rawdocument": Rights(EDITORS),
    "archive_outboxentry": Rights(EDITORS),
    "archive_task": Rights(EDITORS),
    "archive_event": Rights(ADMINISTRATORS),
    "auth_user": Rights(ADMINISTRATORS, ADMINISTRATORS, ADMINISTRATORS, ADMINISTRATORS),
    "auth_group": Rights(ADMINISTRATORS, ADMINISTRATORS, ADMINISTRATORS, ADMINISTRATORS),
}
# Addresses of our own, also in place of Django's: name, method, the least who may.
OWN = [
    ("archive_article_upload", "get", EDITORS),
    ("archive_article_preview", "get", PUBLISHERS),  # somebody else's upload
    ("archive_article_failures", "get", PUBLISHERS),
    ("archive_article_step", "get", PUBLISHERS),
    ("archive_article_step", "post", PUBLISHERS),
    ("archive_article_restore", "post", EDITORS),
    ("archive_bulkedit_undo", "post", PUBLISHERS),
    ("archive_review", "get", EDITORS),
    ("archive_review_decide", "post", EDITORS),
    ("archive_review_undo", "post", EDITORS),
    ("archive_review_remember", "post", EDITORS),
    ("archive_review_alike", "get", EDITORS),
    ("archive_gazetteeraddition_change", "get", ANYBODY),  # leads to what it does
    ("archive_addition_new", "get", EDITORS),
    ("archive_addition_effect", "get", EDITORS),
    ("archive_addition_read_anew", "post", EDITORS),
    ("archive_addition_end", "post", EDITORS),
    ("archive_proposedjoin_queue", "get", PUBLISHERS),
    ("archive_proposedjoin_change", "get", ANYBODY),  # leads to the queue
    *(
        (f"archive_{kind}_{page}", method, PUBLISHERS)
        for kind in ("official", "organization", "source")
        for page, method in [
            *(("merge", "get"), ("split", "get"), ("add_alias", "post")),
            *(("remove_alias", "post"), ("restore", "post")),
        ]
    ),
    ("archive_post_restore", "post", PUBLISHERS),
    ("archive_rearrangement_undo", "post", PUBLISHERS),
    ("archive_task_change", "get", EDITORS),
    ("archive_task_start", "post", ADMINISTRATORS),
    ("archive_task_download", "get", ADMINISTRATORS),
    ("archive_event_export", "get", ADMINISTRATORS),
    ("auth_user_password_change", "get", ADMINISTRATORS),
]
# Django's, for everybody at the desk.
COMMON = {
    *("index", "login", "logout", "password_change", "password_change_done", "app_list"),
    *("autocomplete", "jsi18n", "view_on_site"),
}


@pytest.fixture
def rows() -> dict[str, list[object]]:
    """The arguments of the addresses that are about a row."""
    article, source = factories.article(headline="یک"), factories.source()
    article.headline = "دو"
    article.save()
    person = factories.official(role="مدیر", organization="سازمان نمونه")
    organization, post = Organization.objects.get(), person.posts.get()
    alias = Official.objects.create(name="نام دیگر", key="x", merged_into=person)
    somebody = User.objects.create_user("somebody")
    upload = Upload.objects.create(user=somebody)
    task = Task.objects.create(kind="backup")
    undo = {"kind": "merge", "origin_id": 1, "target_id": 2, "changes": {}}
    for row in (source, person, organization, post):
        row.save()
    entities = {"source": source, "official": person, "organization": organization}
    return {
        "archive_article_preview": [upload.pk],
        "archive_article_failures": [upload.pk],
        "archive_article_step": [article.pk, "draft"],
        "archive_article_restore": [article.pk, article.history.last().pk],
        "archive_bulkedit_undo": [BulkEdit.objects.create(changes=[], article_count=0).pk],
        "archive_review_alike": ["province-1"],
        "archive_task_change": [task.pk],
        "archive_task_download": [task.pk],
        "archive_proposedjoin_change": [1],
        "archive_gazetteeraddition_change": [1],
        "archive_addition_effect": [1],
        "archive_addition_read_anew": [1],
        "archive_addition_end": [1],
        "archive_rearrangement_undo": [Rearrangement.objects.create(model="x", **undo).pk],
        "archive_post_restore": [post.pk, 1],
        "auth_user_password_change": [somebody.pk],
        **{f"archive_{kind}_split": [row.pk] for kind, row in entities.items()},
        **{f"archive_{kind}_add_alias": [row.pk] for kind, row in entities.items()},
        **{f"archive_{kind}_remove_alias": [row.pk, alias.pk] for kind, row in entities.items()},
        **{f"archive_{kind}_restore": [row.pk, 1] for kind, row in entities.items()},
    }


@pytest.fixture
def people() -> list[Client]:
    return [client_of(role) for role in PEOPLE]


def faults(people: list[Client], method: str, address: str, least: int) -> list[str]:
    """Who of PEOPLE is refused and may, or may not and is not refused."""
    found = []
    for rank, (role, client) in enumerate(zip(PEOPLE, people, strict=True)):
        status = getattr(client, method)(address).status_code
        if (status == 403) == (rank >= least) or status >= 500:
            found.append(f"{method} {address} as {role.name if role else 'nobody'}: {status}")
    return found


@pytest.mark.parametrize("model", MODELS)
def test_rows_are_for_whom_the_table_says(model: str, people: list[Client]) -> None:
    rights, own = MODELS[model], {name for name, _, _ in OWN}
    asked = [
        ("changelist", "get", rights.look),
        ("add", "get", rights.add),
        ("change", "get", rights.look),
        ("change", "post", rights.edit),
        ("delete", "post", rights.delete),
    ]
    assert [
        fault
        for page, method, least in asked
        if f"{model}_{page}" not in own
        for fault in faults(people, method, address(f"{model}_{page}"), least)
    ] == []


def address(name: str) -> str:
    """That of a page of a model; of a row, one that is not there."""
    about_a_row = name.endswith(("_change", "_delete"))
    return reverse(f"admin:{name}", args=[987_654] if about_a_row else [])


@pytest.mark.parametrize(("name", "method", "least"), OWN)
def test_our_own_pages_are_for_whom_the_table_says(
    name: str, method: str, least: int, rows: dict[str, list[object]], people: list[Client]
) -> None:
    page = reverse(f"admin:{name}", args=rows.get(name, []))
    assert faults(people, method, page, least) == []


def test_no_address_is_forgotten() -> None:
    pages = ("changelist", "add", "history", "delete", "change")
    told = {f"{model}_{page}" for model in MODELS for page in pages}
    told |= COMMON | {name for name, _, _ in OWN}
    assert set(_names(admin.site.get_urls())) == told


def _names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def test_everybody_at_the_desk_sees_its_first_page(people: list[Client]) -> None:
    assert [client.get("/admin/").status_code for client in people] == [200] * len(PEOPLE)


def test_strangers_are_led_to_the_login(client: Client) -> None:
    for model in MODELS:
        response = client.get(reverse(f"admin:{model}_changelist"))
        assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("action", ["publish", "withdraw", "edit_together", "delete_selected"])
def test_an_action_that_an_editor_may_not_do_does_nothing(action: str) -> None:
    draft = factories.article(status=ArticleStatus.DRAFT)
    values = {"action": action, "_selected_action": draft.pk, "reason": "آزمون", "post": "yes"}
    client_of(EDITOR).post("/admin/archive/article/", values)
    assert Article.objects.get(pk=draft.pk).status == ArticleStatus.DRAFT


def test_only_administrators_set_what_readers_may_see_of_a_source() -> None:
    source = factories.source("irna")
    values = {"name": "ایرنا", "rights": "link"}
    for role, rights in ((PUBLISHER, "full"), (ADMINISTRATOR, "link")):
        client_of(role).post(f"/admin/archive/source/{source.pk}/change/", values)
        found = Source.objects.get(pk=source.pk)
        assert (found.name, found.rights) == ("ایرنا", rights)
    version = found.history.last()
    User.objects.all().delete()
    back = reverse("admin:archive_source_restore", args=[source.pk, version.pk])
    assert client_of(PUBLISHER).post(back).status_code == 403
    assert client_of(ADMINISTRATOR).post(back).status_code == 302


def test_an_article_is_not_moved_to_a_source_of_other_rights() -> None:
    article, irna = factories.article(source=factories.source("isna")), factories.source("irna")
    Source.objects.filter(slug="isna").update(rights="link")
    page = f"/admin/archive/article/{article.pk}/change/"
    for role, slug in ((PUBLISHER, "isna"), (ADMINISTRATOR, "irna")):
        client = client_of(role)
        values = form_values(client.get(page).content.decode())
        client.post(page, values | {"source": [str(irna.pk)]})
        assert Article.objects.get(pk=article.pk).source.slug == slug
    User.objects.all().delete()
    back = reverse("admin:archive_article_restore", args=[article.pk, article.history.last().pk])
    assert client_of(PUBLISHER).post(back).status_code == 403


def test_the_source_form_says_what_readers_will_see(admin_client: Client) -> None:
    page = admin_client.get(f"/admin/archive/source/{factories.source().pk}/change/")
    assert "از متن چیزی نه" in page.content.decode()
