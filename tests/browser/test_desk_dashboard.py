"""The first page of the desk as an administrator uses it: a check, a backup to take away."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from archive.backup.bundle import unpack
from tests.browser.conftest import faults_of, log_in

pytestmark = pytest.mark.browser

DONE_SECONDS = 60


def start(page: Page, work: str) -> None:
    page.goto("/admin/")
    page.get_by_role("button", name=f"آغاز {work}").click()
    expect(page.get_by_role("heading", name=work)).to_be_visible()


def test_what_waits_leads_to_where_one_acts(page: Page):
    log_in(page)
    page.get_by_role("region", name="در انتظار شما").get_by_role("link", name="پیش‌نویس").click()
    expect(page).to_have_url("/admin/archive/article/?status__exact=draft")


def test_an_administrator_makes_a_backup_and_takes_it_away(page: Page, tmp_path: Path):
    log_in(page)
    start(page, "پشتیبان‌گیری")
    link = page.get_by_role("link", name="گرفتن پروندهٔ پشتیبان")
    expect(link).to_be_visible(timeout=DONE_SECONDS * 1000)  # without reloading
    with page.expect_download() as download:
        link.click()
    file = tmp_path / "taken.tar.gz"
    download.value.save_as(file)
    assert unpack(file, tmp_path).counts["archive_article"] >= 5
    page.goto("/admin/")
    expect(page.get_by_text("هنوز گرفته نشده است")).to_have_count(0)


def test_without_scripts_a_check_is_asked_for_and_its_result_read(plain_page: Page):
    page = plain_page
    log_in(page)
    start(page, "بررسی بایگانی")
    for _ in range(DONE_SECONDS):
        if page.get_by_text("هیچ مشکلی نبود").is_visible():
            break
        page.wait_for_timeout(1000)
        page.get_by_role("link", name="تازه‌کردن این صفحه").click()
    expect(page.get_by_text("هیچ مشکلی نبود")).to_be_visible()


def test_the_pages_of_long_work_are_accessible(looked_at: Page):
    page = looked_at
    log_in(page)
    page.goto("/admin/archive/task/")
    links = page.locator("#result_list th a").evaluate_all("all => all.map(one => one.href)")
    faults = []
    for address in ["/admin/", "/admin/archive/task/", *links]:
        page.goto(address)
        faults += faults_of(page)
    assert faults == []
