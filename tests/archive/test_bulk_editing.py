"""Editing many articles at once: previewed, applied as one, undone in one click."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive.bulk_editing import apply, change_of, plan, undo
from archive.ingest.mentions import extract_mentions
from archive.models import (
    Article,
    BulkEdit,
    Event,
    EventKind,
    MentionState,
    OutboxEntry,
    Province,
    ProvinceMention,
    Source,
)
from archive.roles import PUBLISHER, assign
from tests import factories
from tests.forms import form_values

pytestmark = pytest.mark.django_db

LIST = "/admin/archive/article/"
NOON = datetime(2023, 8, 3, 8, 30, tzinfo=UTC)


@pytest.fixture
def user() -> User:
    return User.objects.create_superuser("chief")


@pytest.fixture
def yazd() -> Province:
    return Province.objects.get(slug="yazd")


def named(article: Article) -> set[str]:
    standing = ProvinceMention.objects.standing().filter(article=article)
    return {mention.province.slug for mention in standing}


def test_each_article_changes_with_one_version_and_the_reason(user: User) -> None:
    articles = [factories.article() for _ in range(2)]
    edit = apply(articles, change_of(NOON, "day"), "از روی شماره", user)
    assert edit is not None and edit.article_count == 2
    for article in articles:
        article.refresh_from_db()
        assert (article.published_at, article.published_precision) == (NOON, "day")
        version = article.history.first()
        assert (version.history_change_reason, version.history_user) == ("از روی شماره", user)
        assert article.history.count() == 2  # the first is what it was
    assert Event.objects.get(action_flag=EventKind.BULK_EDITED).user == user


def test_all_of_it_is_undone(user: User, yazd: Province) -> None:
    qom = Province.objects.get(slug="qom")
    article = factories.article(published_at=NOON, source=factories.source("irna"))
    old = factories.mention(ProvinceMention, article, province=qom)
    change = change_of(without_date=True, source=factories.source("isna"), add=yazd, remove=qom)
    edit = apply([article], change, "آزمون", user)
    article.refresh_from_db()
    assert (article.published_at, article.source.slug, named(article)) == (None, "isna", {"yazd"})
    assert edit is not None and undo(edit, user) == 0
    article.refresh_from_db()
    assert (article.published_at, article.published_precision) == (NOON, "day")
    assert (article.source.slug, named(article)) == ("irna", {"qom"})
    old.refresh_from_db()
    assert old.state == MentionState.SUGGESTED
    with pytest.raises(ValueError, match="already"):
        undo(edit, user)


def test_what_changed_since_stays(user: User) -> None:
    articles = [factories.article() for _ in range(2)]
    edit = apply(articles, change_of(NOON, "day"), "آزمون", user)
    assert edit is not None
    Article.objects.filter(pk=articles[0].pk).update(published_precision="month")
    assert undo(edit, user) == 1
    assert Article.objects.get(pk=articles[0].pk).published_at == NOON
    assert Article.objects.get(pk=articles[1].pk).published_at is None


def test_an_article_whose_place_is_taken_is_left_out(user: User) -> None:
    factories.article(source=factories.source("isna"), external_id="7")
    articles = [
        factories.article(source=factories.source("irna"), external_id="7"),
        factories.article(source=factories.source("mehr"), external_id="8"),
        factories.article(source=factories.source("fars"), external_id="8"),
    ]
    edit = apply(articles, change_of(source=factories.source("isna")), "آزمون", user)
    assert edit is not None and edit.article_count == 1
    slugs = [Article.objects.get(pk=article.pk).source.slug for article in articles]
    assert slugs == ["irna", "isna", "fars"]


def test_rights_are_not_changed_by_the_way(user: User) -> None:
    article = factories.article(source=factories.source("isna"))
    Source.objects.filter(slug="isna").update(rights="link")
    change = change_of(source=factories.source("irna"))
    publisher = User.objects.create_user("publisher")
    assign(publisher, PUBLISHER)
    article = Article.objects.get(pk=article.pk)
    assert [one.is_change for one in plan([article], change, publisher)] == [False]
    assert apply([article], change, "آزمون", publisher) is None
    assert apply([article], change, "آزمون", user) is not None


def test_undoing_does_not_change_rights_by_the_way(user: User) -> None:
    article = factories.article(source=factories.source("isna"))
    edit = apply([article], change_of(source=factories.source("irna")), "آزمون", user)
    assert edit is not None
    Source.objects.filter(slug="irna").update(rights="link")
    publisher = User.objects.create_user("publisher")
    assign(publisher, PUBLISHER)
    assert undo(edit, publisher) == 1
    assert Article.objects.get(pk=article.pk).source.slug == "irna"


def test_a_rejected_province_gets_all_of_its_evidence_back(user: User, yazd: Province) -> None:
    article = factories.article()
    place = {"part": "headline", "start": 0, "rule": "province-name", "confidence": 0.5}
    row = factories.mention(ProvinceMention, article, province=yazd, state="rejected", **place)
    edit = apply([article], change_of(add=yazd), "آزمون", user)
    assert named(article) == {"yazd"}
    assert edit is not None and undo(edit, user) == 0
    row.refresh_from_db()
    assert (row.state, row.rule, row.confidence) == ("rejected", "province-name", 0.5)


def test_nothing_to_change_is_no_edit(user: User, yazd: Province) -> None:
    article = factories.article()
    factories.mention(ProvinceMention, article, province=yazd)
    assert apply([article], change_of(add=yazd), "آزمون", user) is None
    assert not BulkEdit.objects.exists()


def test_a_province_that_an_editor_adds_stays_when_the_text_is_read_anew(
    user: User, yazd: Province
) -> None:
    article = factories.article(body="خبری از هیچ کجا.")
    OutboxEntry.objects.all().delete()
    apply([article], change_of(add=yazd), "آزمون", user)
    assert OutboxEntry.objects.filter(article_id=article.pk).exists()
    extract_mentions(article)
    assert named(article) == {"yazd"}


def steps(client: Client, articles: list[Article], **typed: str) -> Any:
    """Choose the articles in the list, fill in the form, and give the answer with the preview."""
    chosen = {"action": "edit_together", "_selected_action": [one.pk for one in articles]}
    asked = client.post(LIST, chosen)
    values = form_values(asked.content.decode())
    return client.post(LIST, values | {name: [value] for name, value in typed.items()})


def test_the_preview_shows_before_and_after_and_saves_nothing(admin_client: Client) -> None:
    article = factories.article(published_at=NOON)
    typed = {"published_day": "۱۳", "published_month": "5", "published_year": "1402"}
    page = steps(admin_client, [article], reason="آزمون", **typed).content.decode()
    assert "<del>۱۲ مرداد ۱۴۰۲</del>" in page and "<ins>۱۳ مرداد ۱۴۰۲</ins>" in page
    article.refresh_from_db()
    assert article.published_at == NOON

    values = form_values(page)
    back = admin_client.post(LIST, values | {"again": ["1"]}).content.decode()
    assert form_values(back)["published_day"] == ["۱۳"]
    done = admin_client.post(LIST, values | {"apply": ["1"]}, follow=True)
    article.refresh_from_db()
    assert article.published_at == datetime(2023, 8, 3, 20, 30, tzinfo=UTC)

    edit = BulkEdit.objects.get()
    assert 'value="برگرداندن"' in done.content.decode()
    admin_client.post(f"/admin/archive/bulkedit/{edit.pk}/undo/")
    article.refresh_from_db()
    assert article.published_at == NOON
    again = admin_client.post(f"/admin/archive/bulkedit/{edit.pk}/undo/", follow=True)
    assert "پیش از این برگردانده شده" in again.content.decode()


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"reason": "آزمون"}, "چیزی برای تغییر برنگزیده‌اید."),
        ({"without_date": "on"}, "این فیلد لازم است"),
        (
            {"reason": "آزمون", "without_date": "on", "published_year": "1402"},
            "یا تاریخی بنویسید یا آن را بردارید.",
        ),
    ],
)
def test_a_faulty_form_is_asked_again(
    admin_client: Client, typed: dict[str, str], problem: str
) -> None:
    assert problem in steps(admin_client, [factories.article()], **typed).content.decode()
