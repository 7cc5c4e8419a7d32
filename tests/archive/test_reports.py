"""A reader reports an error; an editor decides; the article's page shows the correction."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from archive.models import (
    Article,
    ArticleStatus,
    Correction,
    ErrorReport,
    ReportState,
)
from archive.models.reports import REPORT_CHARS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return factories.article(headline="تیتر نمونه")


@pytest.fixture
def reader(request: pytest.FixtureRequest) -> Client:
    """Of an address that no other test reports from: reports are limited by the minute."""
    number = hash(request.node.name) % 250**3
    parts = (number % 250, number // 250 % 250, number // 250**2)
    return Client(REMOTE_ADDR="10.{}.{}.{}".format(*parts))


def send(reader: Client, article: Article, **values: str) -> Any:
    typed = {"kind": "fact", "text": "رقم صادرات نادرست است."} | values
    return reader.post(f"/articles/{article.pk}/report/", typed)


def test_the_articles_page_leads_to_the_form(reader: Client, article: Article) -> None:
    page = f"/articles/{article.pk}/report/"
    assert page in reader.get(article.get_absolute_url()).content.decode()
    assert "تیتر نمونه" in reader.get(page).content.decode()


def test_a_report_is_kept_and_thanked_for(reader: Client, article: Article) -> None:
    response = send(reader, article, email="reader@example.org", text="یک\r\nدو")
    assert response.status_code == 302
    assert "سپاس" in reader.get(response["Location"]).content.decode()
    report = ErrorReport.objects.get()
    assert (report.article, report.text, report.email) == (article, "یک\nدو", "reader@example.org")
    assert report.state == ReportState.OPEN


@pytest.mark.parametrize(
    "values",
    [
        {"text": ""},
        {"text": " \n "},
        {"text": "ا" * (REPORT_CHARS + 1)},
        {"kind": "nonsense"},
        {"email": "nobody"},
    ],
)
def test_a_faulty_report_comes_back_as_it_was_typed(
    reader: Client, article: Article, values: dict[str, str]
) -> None:
    response = send(reader, article, **values)
    assert response.status_code == 400
    assert "گزارش هنوز فرستاده نشده است" in response.content.decode()
    assert not ErrorReport.objects.exists()


def test_line_breaks_count_as_browsers_count_them(reader: Client, article: Article) -> None:
    assert send(reader, article, text="ا\r\n" * (REPORT_CHARS // 2)).status_code == 302


def test_a_machine_is_thanked_too(reader: Client, article: Article) -> None:
    assert send(reader, article, website="https://spam.example").status_code == 302
    assert not ErrorReport.objects.exists()


def test_many_reports_at_once_are_slowed_down(reader: Client, article: Article) -> None:
    answers = [send(reader, article) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 12
    assert "رقم صادرات نادرست است." in answers[-1].content.decode()
    assert ErrorReport.objects.count() == 5


@pytest.mark.parametrize(
    ("status", "answer"), [(ArticleStatus.DRAFT, 404), (ArticleStatus.WITHDRAWN, 410)]
)
def test_only_what_is_published_is_reported(
    reader: Client, article: Article, status: ArticleStatus, answer: int
) -> None:
    article.status, article.withdrawn_reason = status, "آزمون"
    article.save()
    page = f"/articles/{article.pk}/report/"
    assert reader.get(page).status_code == answer
    assert send(reader, article).status_code == answer
    assert reader.get("/articles/999/report/").status_code == 404


def test_the_form_needs_its_token(article: Article) -> None:
    assert send(Client(enforce_csrf_checks=True), article).status_code == 403


def test_what_was_written_is_never_markup(reader: Client, article: Article) -> None:
    Correction.objects.create(article=article, text="<b>نه</b>")
    page = reader.get(article.get_absolute_url()).content.decode()
    assert "&lt;b&gt;نه&lt;/b&gt;" in page and "<b>نه</b>" not in page.replace("\\u003C", "<")


def test_corrections_are_shown_with_their_day(
    reader: Client, article: Article, time_machine: Any
) -> None:
    time_machine.move_to("2023-08-03T10:20:00+03:30")
    Correction.objects.create(article=article, text="رقم درست ۱۲ است.")
    page = reader.get(article.get_absolute_url()).content.decode()
    assert "رقم درست ۱۲ است." in page
    assert "۱۲ مرداد ۱۴۰۲" in page
    found = reader.get(f"/api/v1/articles/{article.pk}").json()
    assert found["corrections"] == [
        {"text": "رقم درست ۱۲ است.", "made_at": "2023-08-03T10:20+03:30"}
    ]
