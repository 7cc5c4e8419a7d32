"""What an editor does: log in, upload a file, find the article, withdraw it."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import faults_of, log_in
from tests.ops.commands import wait_until

pytestmark = pytest.mark.browser

UPLOAD = "/admin/archive/article/upload/"
PAGES = [
    "/admin/",
    "/admin/archive/article/",
    "/admin/archive/article/1/change/",
    UPLOAD,
    "/admin/archive/official/1/change/",
    "/admin/auth/user/1/change/",
]
FINDABLE_SECONDS = 10


def article_file(headline: str) -> dict[str, object]:
    body = "استاندار یزد در آیین گشایش کارخانهٔ نمونه از رشد صادرات کاشی به عراق خبر داد."
    article = {"id": "desk-1", "source": "irna", "title": headline, "text": body}
    content = json.dumps(article, ensure_ascii=False).encode()
    return {"name": "خبر.json", "mimeType": "application/json", "buffer": content}


def is_found(page: Page, headline: str) -> bool:
    page.goto(f"/search/?q={quote(headline)}")
    return page.get_by_role("link", name=headline).count() > 0


def wait_until_found(page: Page, headline: str, *, found: bool) -> None:
    wait_until(lambda: is_found(page, headline) == found, FINDABLE_SECONDS)


def test_an_editor_uploads_a_file_finds_it_and_withdraws_it(page: Page):
    headline = "گشایش کارخانهٔ نمونهٔ کاشی"
    log_in(page)
    page.goto("/admin/archive/article/")
    page.get_by_role("link", name="افزودن مقاله از پرونده").click()
    page.locator("input[type=file]").set_input_files(article_file(headline))
    page.get_by_role("button", name="بخوان و نشان بده").click()
    page.get_by_role("button", name="انتشار", exact=True).click()
    expect(page.get_by_text("۱ مقالهٔ تازه")).to_be_visible()
    wait_until_found(page, headline, found=True)

    page.goto("/admin/archive/article/")
    page.get_by_role("row", name=headline).get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option(label="پس‌گرفتن مقاله‌های برگزیده")
    page.get_by_role("button", name="برو").click()
    page.get_by_label("دلیل").fill("آزمون")
    page.get_by_role("button", name="پس بگیر").click()
    expect(page.get_by_text("۱ مقاله پس گرفته شد.")).to_be_visible()
    wait_until_found(page, headline, found=False)


def test_the_pages_of_the_desk_log_no_error(page: Page):
    log_in(page)
    expect(page.get_by_role("heading", name="میز کار")).to_be_visible()
    for address in PAGES:
        page.goto(address)


def test_the_desk_is_accessible(looked_at: Page):
    page = looked_at
    log_in(page)
    faults = []
    for address in PAGES:
        page.goto(address)
        faults += faults_of(page)
    assert faults == []
