"""The editors' desk: lists, Jalali dates, publishing, verdicts, and who may do what."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from archive.admin.jalali import JalaliDateField, PrintedDate
from archive.models import (
    Article,
    ArticleOrigin,
    ArticleStatus,
    ExportMarket,
    ImportBatch,
    MarketMention,
    MentionState,
    Official,
    Organization,
    OutboxEntry,
    Province,
    ProvinceMention,
    RawDocument,
    Source,
)
from persian import identity_key
from tests import factories
from tests.forms import form_values

pytestmark = pytest.mark.django_db

LIST = "/admin/archive/article/"
MORNING = datetime(2023, 8, 3, 6, 50, 30, tzinfo=UTC)  # 12 Mordad 1402, 10:20:30 in Tehran


def change_url(article: Article) -> str:
    return reverse("admin:archive_article_change", args=[article.pk])


def save(client: Client, url: str, **changes: str) -> None:
    """Open the row's form, change these values and send it as a browser would."""
    values = form_values(client.get(url).content.decode())
    response = client.post(url, values | {name: [value] for name, value in changes.items()})
    assert response.status_code == 302, response.context["errors"]


def prefix(kind: str) -> str:
    """Name of the first row of an inline."""
    return f"{kind}mentions-0"


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model.__name__)
def test_every_list_can_be_opened_and_searched(admin_client, model):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert admin_client.get(url).status_code == 200
    assert admin_client.get(url, {"q": "صنعت"}).status_code == 200


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model.__name__)
def test_no_list_acts_on_rows_that_cannot_be(admin_client, model):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for chosen in ("abc", "", "-1", str(10**20), "\0"):
        for action in ("delete_selected", *admin.site._registry[model].actions):
            answer = admin_client.post(url, {"action": action, "_selected_action": [1, chosen]})
            assert (answer.status_code, "نفهمیدیم" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize(("part", "section"), [("archive", "گزارش‌های خطا"), ("auth", "کاربر")])
def test_the_path_above_a_page_leads_to_its_part_of_the_desk(admin_client, part, section):
    page = admin_client.get(reverse("admin:app_list", args=[part]))
    assert page.status_code == 200
    assert section in page.content.decode()


def test_the_subjects_stand_in_the_order_of_the_work(admin_client):
    apps = admin_client.get("/admin/").context["app_list"]
    assert [app["app_label"] for app in apps] == ["archive", "auth"]
    assert [model["object_name"] for model in apps[0]["models"]][:3] == [
        "Article",
        "ErrorReport",
        "Correction",
    ]


@pytest.mark.parametrize(
    ("typed", "precision", "at"),
    [
        (("۱۲", "5", "۱۴۰۲", "۱۰:۲۰"), "minute", datetime(2023, 8, 3, 6, 50, tzinfo=UTC)),
        (("12", "5", "1402", ""), "day", datetime(2023, 8, 2, 20, 30, tzinfo=UTC)),
        (("", "5", "1402", ""), "month", datetime(2023, 7, 22, 20, 30, tzinfo=UTC)),
        (("", "", "۱۴۰۲", ""), "year", datetime(2023, 3, 20, 20, 30, tzinfo=UTC)),
        (("30", "12", "1399", "00:00"), "minute", datetime(2021, 3, 19, 20, 30, tzinfo=UTC)),
    ],
)
def test_a_date_is_as_precise_as_its_boxes(typed, precision, at):
    assert JalaliDateField().clean(list(typed)) == PrintedDate(at, precision)


def test_empty_boxes_are_no_date():
    assert JalaliDateField(required=False).clean(["", "", "", ""]) is None


@pytest.mark.parametrize(
    "typed",
    [
        ("31", "7", "1402", ""),  # Mehr has 30 days
        ("30", "12", "1402", ""),  # no leap year
        ("12", "", "1402", ""),
        ("12", "5", "", ""),
        ("", "5", "1402", "10:20"),
        ("12", "5", "2023", ""),
        ("12", "5", "1402", "25:00"),
        ("دوازده", "5", "1402", ""),
    ],
)
def test_an_impossible_date_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        JalaliDateField(required=False).clean(list(typed))


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        ("minute", "۱۲ مرداد ۱۴۰۲، ساعت ۱۰:۲۰"),
        ("day", "۱۲ مرداد ۱۴۰۲"),
        ("month", "مرداد ۱۴۰۲"),
        ("year", "۱۴۰۲"),
    ],
)
def test_the_list_shows_what_is_known_of_the_date(admin_client, precision, shown):
    factories.article(published_at=MORNING, published_precision=precision)
    assert shown in admin_client.get(LIST).content.decode()


def test_the_list_is_filtered_by_jalali_year(admin_client):
    factories.article(headline="سال پیش", published_at=datetime(2023, 3, 20, 20, 29, tzinfo=UTC))
    factories.article(headline="سال نو", published_at=datetime(2023, 3, 20, 20, 30, tzinfo=UTC))
    factories.article(headline="هیچ سال")

    def headlines(year: str) -> list[str]:
        return [a.headline for a in admin_client.get(LIST, {"year": year}).context["cl"].queryset]

    assert headlines("1401") == ["سال پیش"]
    assert headlines("1402") == ["سال نو"]
    assert headlines("none") == ["هیچ سال"]
    assert headlines("99999") == []


def test_a_date_is_set_through_the_form(admin_client):
    article = factories.article()
    save(
        admin_client,
        change_url(article),
        published_day="۱۲",
        published_month="5",
        published_year="۱۴۰۲",
    )
    article.refresh_from_db()
    assert article.published_at == datetime(2023, 8, 2, 20, 30, tzinfo=UTC)
    assert article.published_precision == "day"


def test_an_untouched_date_keeps_its_seconds(admin_client):
    article = factories.article(published_at=MORNING, published_precision="minute")
    save(admin_client, change_url(article), byline="خبرنگار")
    article.refresh_from_db()
    assert (article.byline, article.published_at) == ("خبرنگار", MORNING)


def test_articles_are_published_in_bulk(admin_client):
    articles = [factories.article(status=ArticleStatus.DRAFT) for _ in range(2)]
    OutboxEntry.objects.all().delete()
    ids = [article.pk for article in articles]
    admin_client.post(LIST, {"action": "publish", "_selected_action": ids})
    assert Article.objects.published().count() == 2
    assert set(OutboxEntry.objects.values_list("article_id", flat=True)) == set(ids)


def test_withdrawing_asks_for_a_reason(admin_client):
    article = factories.article()
    chosen = {"action": "withdraw", "_selected_action": [article.pk]}
    asked = admin_client.post(LIST, chosen)
    assert asked.status_code == 200
    assert "دلیل" in asked.content.decode()
    assert admin_client.post(LIST, chosen | {"reason": " "}).status_code == 200
    article.refresh_from_db()
    assert article.status == ArticleStatus.PUBLISHED

    admin_client.post(LIST, chosen | {"reason": "به درخواست منبع"})
    article.refresh_from_db()
    assert (article.status, article.withdrawn_reason) == ("withdrawn", "به درخواست منبع")


def test_more_articles_than_a_form_can_hold_are_not_withdrawn_at_once(admin_client, monkeypatch):
    monkeypatch.setattr("archive.admin.articles.MAX_WITHDRAWN", 1)
    keys = [factories.article().pk for _ in range(2)]
    chosen = {"action": "withdraw", "_selected_action": keys, "reason": "آزمون"}
    assert "تا ۱ مقاله" in admin_client.post(LIST, chosen, follow=True).content.decode()
    assert Article.objects.published().count() == 2


def test_a_large_batch_is_shown_by_its_first_articles(
    admin_client, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("archive.admin.provenance.SHOWN_ORIGINS", 20)
    batch = ImportBatch.objects.create()
    raw = RawDocument.objects.create(sha256="0" * 64, size_bytes=1)
    for number in range(30):
        article = factories.article(headline=f"تیتر {number:02}.")
        file = {"file_name": "الف", "position": number}
        ArticleOrigin.objects.create(article=article, raw=raw, batch=batch, **file)
    for row in (batch, raw):
        page = reverse(f"admin:archive_{row._meta.model_name}_change", args=[row.pk])
        with django_assert_max_num_queries(15):
            shown = admin_client.get(page).content.decode()
        assert "تیتر 19." in shown and "تیتر 20." not in shown


def test_the_form_leaves_the_status_alone(admin_client):
    article = factories.article()
    save(admin_client, change_url(article), status="withdrawn", withdrawn_reason="نه")
    article.refresh_from_db()
    assert (article.status, article.withdrawn_reason) == ("published", "")


def test_two_articles_of_a_source_never_share_an_external_id(admin_client):
    factories.article(source=factories.source("isna"), external_id="7")
    article = factories.article(source=factories.source("irna"), external_id="7")
    url = change_url(article)
    values = form_values(admin_client.get(url).content.decode())
    values["source"] = [str(Source.objects.get(slug="isna").pk)]
    response = admin_client.post(url, values)
    assert "مقاله‌ای با همین شناسه از این منبع در بایگانی هست." in response.content.decode()


def test_a_verdict_is_given_beside_the_evidence(admin_client):
    article = factories.article()
    market = ExportMarket.objects.get(slug="iq")
    mention = factories.mention(MarketMention, article, market=market)
    OutboxEntry.objects.all().delete()
    save(admin_client, change_url(article), **{f"{prefix('market')}-state": "rejected"})
    mention.refresh_from_db()
    assert mention.state == MentionState.REJECTED
    assert OutboxEntry.objects.filter(article_id=article.pk).exists()


def test_a_verdict_that_another_gave_meanwhile_stays(admin_client):
    article = factories.article()
    market = ExportMarket.objects.get(slug="iq")
    mention = factories.mention(MarketMention, article, market=market)
    values = form_values(admin_client.get(change_url(article)).content.decode())
    MarketMention.objects.filter(pk=mention.pk).update(state=MentionState.REJECTED)
    answer = admin_client.post(change_url(article), values | {"byline": ["خبرنگار"]})
    assert answer.status_code == 302
    mention.refresh_from_db()
    assert mention.state == MentionState.REJECTED


def test_what_another_edited_meanwhile_is_overwritten_only_knowingly(admin_client):
    article = factories.article(body="متن نخست.")
    url = change_url(article)
    values = form_values(admin_client.get(url).content.decode()) | {"byline": ["خبرنگار"]}
    Article.objects.filter(pk=article.pk).update(body="متن همکار.")
    answer = admin_client.post(url, values)
    assert "ویرایش دیگری شده است" in answer.content.decode()
    article.refresh_from_db()
    assert (article.body, article.byline) == ("متن همکار.", "")
    assert admin_client.post(url, form_values(answer.content.decode())).status_code == 302
    article.refresh_from_db()
    assert (article.body, article.byline) == ("متن نخست.", "خبرنگار")


def test_mentions_that_went_meanwhile_keep_nobody_from_saving(admin_client):
    """As when a colleague changes the text, which is read anew."""
    article = factories.article()
    slugs = ["iq", "af", "tr"]
    gone, left, also_gone = [
        factories.mention(MarketMention, article, market=ExportMarket.objects.get(slug=slug))
        for slug in slugs
    ]
    url = change_url(article)
    values = form_values(admin_client.get(url).content.decode())
    MarketMention.objects.filter(pk__in=[gone.pk, also_gone.pk]).delete()
    states = {f"marketmentions-{number}-state": ["rejected"] for number in range(3)}
    wrong = admin_client.post(url, values | states | {"body": [""]})
    assert wrong.status_code == 200 and wrong.context["errors"]
    again = form_values(wrong.content.decode())
    assert admin_client.post(url, again | {"body": ["متن من."]}).status_code == 302
    article.refresh_from_db()
    left.refresh_from_db()
    assert (article.body, left.state) == ("متن من.", MentionState.REJECTED)


@pytest.mark.parametrize("sent", ["abc", "-1", str(10**20), "\0"])
@pytest.mark.parametrize("name", ["marketmentions-0-id", "marketmentions-INITIAL_FORMS", "seen"])
def test_no_value_of_the_form_breaks_it(admin_client, name, sent):
    article = factories.article()
    factories.mention(MarketMention, article, market=ExportMarket.objects.get(slug="iq"))
    url = change_url(article)
    values = form_values(admin_client.get(url).content.decode())
    assert admin_client.post(url, values | {name: [sent]}).status_code < 500


def test_a_changed_text_is_read_anew(admin_client):
    article = factories.article(body="خبری از هیچ کجا.")
    save(admin_client, change_url(article), body="استاندار قزوین از کارخانه‌ها بازدید کرد.")
    found = ProvinceMention.objects.filter(article=article)
    assert {mention.province.slug for mention in found} == {"qazvin"}


def test_an_official_gets_the_levelled_name(admin_client):
    values = {"name": "علي كريمي نمونه", "posts-TOTAL_FORMS": 0, "posts-INITIAL_FORMS": 0}
    admin_client.post("/admin/archive/official/add/", values)
    assert Official.objects.get().key == identity_key("علی کریمی نمونه")


def test_an_organization_is_made_once_in_any_spelling(admin_client):
    url = "/admin/archive/organization/add/"
    admin_client.post(url, {"name": "شرکت نمونه"})
    response = admin_client.post(url, {"name": "شركت نمونه"})
    assert "سازمانی با همین نام در بایگانی هست." in response.content.decode()
    assert Organization.objects.count() == 1


def test_a_source_keeps_its_slug(admin_client):
    source = factories.source("irna")
    url = f"/admin/archive/source/{source.pk}/change/"
    save(admin_client, url, name="ایرنا", slug="other", rights="extract")
    source.refresh_from_db()
    assert (source.slug, source.rights) == ("irna", "extract")


def test_the_gazetteer_is_only_looked_at(admin_client):
    province = Province.objects.get(slug="yazd")
    url = f"/admin/archive/province/{province.pk}/change/"
    assert admin_client.get(url).status_code == 200
    assert admin_client.post(url, {"name": "x"}).status_code == 403
    assert admin_client.get("/admin/archive/province/add/").status_code == 403


def test_permissions_of_a_group_are_told_in_persian(admin_client):
    page = admin_client.get("/admin/auth/group/add/").content.decode()
    assert "انتشار و پس‌گرفتن مقاله" in page
    assert "Can " not in page
    permission = Permission.objects.get(codename="change_article")
    values = {"name": "دستیاران", "permissions": [permission.pk]}
    admin_client.post("/admin/auth/group/add/", values)
    assert list(Group.objects.get(name="دستیاران").permissions.all()) == [permission]


def test_history_has_jalali_dates(admin_client, time_machine):
    article = factories.article()
    time_machine.move_to(MORNING)
    admin_client.force_login(User.objects.get())
    save(admin_client, change_url(article), byline="خبرنگار")
    page = admin_client.get(reverse("admin:archive_article_history", args=[article.pk]))
    assert "۱۲ مرداد ۱۴۰۲، ساعت ۱۰:۲۰" in page.content.decode()


def test_the_desk_needs_a_login(client):
    response = client.get(LIST)
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_the_compiled_catalogue_is_that_of_its_source(settings):
    folder = Path(settings.LOCALE_PATHS[0]) / "fa" / "LC_MESSAGES"
    with (folder / "django.po").open("rb") as source:
        catalogue = read_po(source)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    assert (folder / "django.mo").read_bytes() == compiled.getvalue()
