"""Readers' reports and the log of events at the desk."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive.models import Correction, ErrorReport, Event, EventKind, ReportState
from archive.roles import ADMINISTRATOR, EDITOR, PUBLISHER
from tests import factories
from tests.forms import form_values
from tests.people import client_of

pytestmark = pytest.mark.django_db

LOG = "/admin/archive/event/"


@pytest.fixture
def report() -> ErrorReport:
    article = factories.article(headline="تیتر نمونه")
    return ErrorReport.objects.create(
        article=article, kind="fact", text="رقم نادرست است.", email="reader@example.org"
    )


def decide(client: Client, report: ErrorReport, **values: str) -> Any:
    page = f"/admin/archive/errorreport/{report.pk}/change/"
    form = form_values(client.get(page).content.decode())
    return client.post(page, form | {name: [value] for name, value in values.items()})


def test_a_report_waits_in_the_list_with_its_article(report: ErrorReport) -> None:
    page = client_of(EDITOR).get("/admin/archive/errorreport/?state__exact=open").content.decode()
    assert "تیتر نمونه" in page and "مطلبی نادرست" in page


def test_an_answer_with_a_correction_is_shown_on_the_article(report: ErrorReport) -> None:
    editor = client_of(EDITOR)
    assert (
        decide(editor, report, state="answered", correction="رقم درست ۱۲ است.").status_code == 302
    )
    report.refresh_from_db()
    assert (report.state, report.user.username, report.email) == ("answered", EDITOR.name, "")
    assert report.decided_at is not None
    page = Client().get(report.article.get_absolute_url()).content.decode()
    assert "رقم درست ۱۲ است." in page
    assert Event.objects.filter(action_flag=EventKind.REPORT_DECIDED).count() == 1


def test_a_decision_that_is_sent_twice_corrects_once(report: ErrorReport) -> None:
    editor = client_of(EDITOR)
    for _ in range(2):
        decide(editor, report, state="answered", correction="درست آن ۱۲ است.")
    assert report.corrections.count() == 1


def test_a_rejected_report_corrects_nothing(report: ErrorReport) -> None:
    assert decide(client_of(EDITOR), report, state="rejected").status_code == 302
    assert not Correction.objects.exists()
    answer = decide(client_of(PUBLISHER), report, state="rejected", correction="نه")
    assert "با اصلاحیه، گزارش پاسخ‌داده است." in answer.content.decode()


def test_a_report_can_be_opened_again(report: ErrorReport) -> None:
    editor = client_of(EDITOR)
    decide(editor, report, state="rejected")
    decide(editor, report, state="open")
    report.refresh_from_db()
    assert (report.state, report.user, report.decided_at) == (ReportState.OPEN, None, None)


def test_what_another_decided_meanwhile_is_overwritten_only_knowingly(report: ErrorReport) -> None:
    editor, publisher = client_of(EDITOR), client_of(PUBLISHER)
    page = f"/admin/archive/errorreport/{report.pk}/change/"
    form = form_values(publisher.get(page).content.decode())
    decide(editor, report, state="answered", correction="درست آن ۱۲ است.", note="پرسیدم.")
    mine = {"state": ["rejected"], "note": ["درست است."]}
    told = publisher.post(page, form | mine)
    for word in [EDITOR.name, "پاسخ‌داده", "درست آن ۱۲ است.", "پرسیدم.", "درست است."]:
        assert word in told.content.decode()
    report.refresh_from_db()
    assert (report.state, report.note) == ("answered", "پرسیدم.")
    again = form_values(told.content.decode())
    assert publisher.post(page, again).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.note, report.user.username) == (
        *mine["state"],
        *mine["note"],
        PUBLISHER.name,
    )


def test_a_report_that_was_opened_again_meanwhile_is_told(report: ErrorReport) -> None:
    editor, publisher = client_of(EDITOR), client_of(PUBLISHER)
    page = f"/admin/archive/errorreport/{report.pk}/change/"
    decide(editor, report, state="rejected")
    form = form_values(publisher.get(page).content.decode())
    decide(editor, report, state="open")
    assert "دوباره باز" in publisher.post(page, form | {"note": ["دیدم."]}).content.decode()


def test_a_correction_that_was_written_anew_meanwhile_is_told(report: ErrorReport) -> None:
    correction = Correction.objects.create(article=report.article, text="درست آن ۱۲ است.")
    editor, publisher = client_of(EDITOR), client_of(PUBLISHER)
    page = f"/admin/archive/correction/{correction.pk}/change/"
    form = form_values(publisher.get(page).content.decode())
    editor.post(page, form | {"text": ["درست آن ۱۳ است."]})
    told = publisher.post(page, form | {"text": ["درست آن ۱۴ است."]}).content.decode()
    assert "درست آن ۱۳ است." in told and "درست آن ۱۴ است." in told
    assert publisher.post(page, form_values(told)).status_code == 302
    assert Correction.objects.get().text == "درست آن ۱۴ است."


def test_a_correction_is_written_without_a_report(report: ErrorReport) -> None:
    values = {"article": report.article.pk, "text": "اصلاحیهٔ دیگر"}
    client_of(EDITOR).post("/admin/archive/correction/add/", values)
    assert Correction.objects.get().user.username == EDITOR.name


def test_the_log_is_for_administrators() -> None:
    assert client_of(EDITOR).get(LOG).status_code == 403
    assert client_of(PUBLISHER).get(f"{LOG}export/").status_code == 403
    assert client_of(ADMINISTRATOR).get(LOG).status_code == 200


@pytest.fixture
def logged() -> Client:
    """An administrator, whose login is one of two events."""
    client = client_of(ADMINISTRATOR)
    Event.objects.record(User.objects.create_user("sara"), EventKind.PUBLISHED, "=1+1")
    return client


@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        ({}, 2),
        ({"kind": EventKind.LOGIN}, 1),
        ({"kind": EventKind.MERGED}, 0),
        ({"day": "۱۲ مرداد ۱۴۰۲"}, 2),
        ({"day": "1402/05/12"}, 2),
        ({"day": "مرداد ۱۴۰۲"}, 2),
        ({"day": "۱۳ مرداد ۱۴۰۲"}, 0),
        ({"day": "هیچ‌روز"}, 0),
    ],
)
def test_the_log_is_filtered(time_machine: Any, chosen: dict[str, Any], count: int) -> None:
    time_machine.move_to("2023-08-03T12:00:00+03:30", tick=False)
    client = client_of(ADMINISTRATOR)
    Event.objects.record(User.objects.create_user("sara"), EventKind.PUBLISHED, "خبر")
    assert client.get(LOG, chosen).context["cl"].result_count == count


def test_the_log_of_one_person(logged: Client) -> None:
    sara = User.objects.get(username="sara")
    assert logged.get(LOG, {"user": sara.pk}).context["cl"].result_count == 1


def test_the_log_as_a_file_is_no_spreadsheets_formula_and_is_noted(logged: Client) -> None:
    rows = list(csv.reader(logged.get(f"{LOG}export/").content.decode("utf-8-sig").splitlines()))
    assert rows[0] == ["at", "user", "kind", "text", "about"]
    assert rows[1][1:4] == ["sara", "انتشار", "انتشار: =1+1"]
    assert Event.objects.filter(action_flag=EventKind.EXPORTED).count() == 1


@pytest.mark.parametrize("query", ["nonsense=1", "o=9.9", "p=abc", f"user={'9' * 20}", "day=۱۴۹۹"])
def test_no_address_breaks_the_log(logged: Client, query: str) -> None:
    for page in (LOG, f"{LOG}export/"):
        assert logged.get(f"{page}?{query}").status_code < 500


def test_nobody_writes_in_the_log(logged: Client) -> None:
    assert logged.get(f"{LOG}add/").status_code == 403
    assert (
        logged.post(f"{LOG}{Event.objects.first().pk}/delete/", {"post": "yes"}).status_code == 403
    )
