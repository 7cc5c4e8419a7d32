"""The versions of an article: who left them, what they show, and the way back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from archive.history import restore, told_history
from archive.ingest.files import file_or_members
from archive.ingest.importer import import_files
from archive.models import Article, ArticleStatus, Correction, OutboxEntry, ProvinceMention
from archive.models.versions import FIRST_REASON, changing
from tests import factories
from tests.forms import form_values

pytestmark = pytest.mark.django_db


def told(article: Article) -> list[tuple[str, str]]:
    """Headline and reason of the article's versions, the oldest first."""
    rows = article.history.order_by("history_id")
    return list(rows.values_list("headline", "history_change_reason"))


def history_url(article: Article) -> str:
    return reverse("admin:archive_article_history", args=[article.pk])


def edit(client: Client, article: Article, **changes: str) -> None:
    url = reverse("admin:archive_article_change", args=[article.pk])
    values = form_values(client.get(url).content.decode())
    response = client.post(url, values | {name: [value] for name, value in changes.items()})
    assert response.status_code == 302, response.context["errors"]


def restore_by_button(client: Client, article: Article, number: int) -> None:
    version = article.history.order_by("history_id")[number - 1]
    url = reverse("admin:archive_article_restore", args=[article.pk, version.pk])
    assert client.post(url).status_code == 302


def test_a_new_article_has_no_versions_but_itself():
    assert not factories.article().history.exists()


def test_saving_without_a_change_leaves_no_version():
    article = factories.article()
    article.save()
    Article.objects.update(headline=article.headline, extractor_version="9")
    assert not article.history.exists()


def test_the_first_change_keeps_what_was_before():
    article = factories.article(headline="تیتر یکم")
    article.headline = "تیتر دوم"
    with changing(reason="اصلاح"):
        article.save()
    assert told(article) == [("تیتر یکم", FIRST_REASON), ("تیتر دوم", "اصلاح")]
    first = article.history.last()
    assert (first.history_date, first.history_user) == (article.added_at, None)


def change_by_update(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(headline="تیتر دوم")


def change_by_bulk_update(article: Article) -> None:
    article.headline = "تیتر دوم"
    Article.objects.bulk_update([article], ["headline"])


@pytest.mark.parametrize("change", [change_by_update, change_by_bulk_update])
def test_changes_in_bulk_leave_versions_and_are_indexed(change):
    article, other = factories.article(headline="تیتر یکم"), factories.article()
    OutboxEntry.objects.all().delete()
    user = User.objects.create_user("editor")
    with changing(user, "اصلاح"):
        change(article)
    assert told(article) == [("تیتر یکم", FIRST_REASON), ("تیتر دوم", "اصلاح")]
    assert article.history.first().history_user == user
    assert not other.history.exists()
    assert set(OutboxEntry.objects.values_list("article_id", flat=True)) == {article.pk}


def test_a_deleted_article_leaves_its_last_version():
    article = factories.article(headline="تیتر")
    number = article.pk
    article.delete()
    last = Article.history.get(id=number)
    assert (last.headline, last.history_type) == ("تیتر", "-")


def test_an_update_by_import_tells_its_batch_and_user(settings: Settings, tmp_path: Path):
    settings.DATA_DIR = tmp_path / "var"
    user = User.objects.create_user("importer")
    for body in ("متن یکم.", "متن دوم."):
        file = tmp_path / "x.json"
        file.write_text(json.dumps({"source": "isna", "external_id": "7", "body": body}))
        import_files(list(file_or_members(file, "x.json")), user=user)
    article = Article.objects.get()
    batch = article.origins.order_by("pk").last().batch
    newest = article.history.first()
    assert (newest.body, newest.history_user) == ("متن دوم.", user)
    assert str(batch) in newest.history_change_reason
    assert article.history.last().body == "متن یکم."


def test_an_edit_at_the_desk_tells_who_and_why(admin_client, admin_user):
    article = factories.article(headline="تیتر یکم")
    edit(admin_client, article, headline="تیتر دوم", reason="غلط املایی")
    assert told(article) == [("تیتر یکم", FIRST_REASON), ("تیتر دوم", "غلط املایی")]
    assert article.history.first().history_user == admin_user


def test_the_desk_shows_each_changed_field_in_persian(admin_client):
    article = factories.article(headline="صادرات ۲۰ هزار تن فولاد")
    edit(
        admin_client,
        article,
        headline="صادرات ۲۵ هزار تن فولاد",
        published_day="۱۲",
        published_month="5",
        published_year="۱۴۰۲",
    )
    page = admin_client.get(history_url(article)).content.decode()
    assert "<dt>تیتر</dt>" in page
    assert "<del> ۲۰</del> <ins> ۲۵</ins>" in page
    assert "<ins>۱۲ مرداد ۱۴۰۲</ins>" in page
    assert "admin" in page


def test_an_article_that_never_changed_says_so(admin_client):
    page = admin_client.get(history_url(factories.article())).content.decode()
    assert "تغییری نکرده است" in page


def test_an_earlier_version_comes_back_with_a_click_and_goes_again(admin_client):
    article = factories.article(headline="تیتر یکم")
    edit(admin_client, article, headline="تیتر دوم")
    OutboxEntry.objects.all().delete()

    restore_by_button(admin_client, article, 1)
    article.refresh_from_db()
    assert article.headline == "تیتر یکم"
    assert OutboxEntry.objects.filter(article_id=article.pk).exists()

    restore_by_button(admin_client, article, 2)
    assert [headline for headline, _ in told(article)] == [
        *("تیتر یکم", "تیتر دوم", "تیتر یکم", "تیتر دوم")
    ]


def test_a_restored_text_is_read_anew():
    article = factories.article(body="استاندار قزوین سخن گفت.")
    article.body = "خبری از هیچ کجا."
    article.save()
    restore(article.history.last(), "بازگشت")
    found = ProvinceMention.objects.filter(article=article)
    assert {mention.province.slug for mention in found} == {"qazvin"}


def test_restoring_publishes_nothing_that_was_withdrawn(admin_client):
    article = factories.article(headline="تیتر یکم")
    edit(admin_client, article, headline="تیتر دوم")
    Article.objects.update(status=ArticleStatus.WITHDRAWN, withdrawn_reason="به درخواست منبع")
    restore_by_button(admin_client, article, 1)
    article.refresh_from_db()
    assert (article.headline, article.status) == ("تیتر یکم", ArticleStatus.WITHDRAWN)
    assert article.withdrawn_reason == "به درخواست منبع"


def test_a_place_that_was_taken_meanwhile_is_not_taken_back(admin_client):
    article = factories.article(source=factories.source("isna"), external_id="7")
    Article.objects.update(source=factories.source("irna"))
    factories.article(source=factories.source("isna"), external_id="7")
    with pytest.raises(ValidationError):
        restore(article.history.last(), "بازگشت")
    restore_by_button(admin_client, article, 1)
    article.refresh_from_db()
    assert article.source.slug == "irna"


def test_only_who_may_change_articles_may_restore_them(client):
    reader = User.objects.create_user("reader", is_staff=True)
    client.force_login(reader)
    article = factories.article()
    Article.objects.update(headline="تیتر دوم")
    url = reverse("admin:archive_article_restore", args=[article.pk, article.history.last().pk])
    assert client.post(url).status_code == 403
    article.refresh_from_db()
    assert article.headline == "تیتر دوم"


def test_the_page_tells_how_many_texts_there_were_and_since_when(client, time_machine):
    time_machine.move_to("2023-08-03T06:50:00+00:00", tick=False)
    article = factories.article(headline="تیتر یکم")
    assert "بی‌تغییر" in client.get(article.get_absolute_url()).content.decode()
    time_machine.move_to("2023-08-04T06:50:00+00:00", tick=False)
    Article.objects.update(headline="تیتر دوم")
    time_machine.move_to("2023-08-05T06:50:00+00:00", tick=False)
    Article.objects.update(status=ArticleStatus.DRAFT)
    Article.objects.update(status=ArticleStatus.PUBLISHED)
    Correction.objects.create(article=article, text="سال ۱۴۰۲ درست است.")
    content_dates, corrections = told_history(article)
    assert [at.day for at in content_dates] == [3, 4]
    assert [(one.made_at.day, one.text) for one in corrections] == [(5, "سال ۱۴۰۲ درست است.")]
    page = client.get(article.get_absolute_url()).content.decode()
    assert "۲ نسخه، آخرین تغییر" in page
    assert "۱۳ مرداد ۱۴۰۲" in page
