"""An editor uploads, corrects in the preview, publishes and finds; with and without JavaScript."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import faults_of, log_in
from tests.browser.test_desk import wait_until_found

pytestmark = pytest.mark.browser

UPLOAD = "/admin/archive/article/upload/"
SEED = Path(__file__).resolve().parents[2] / "fixtures" / "000_d95379f02688b0f1.txt"


def news(place: str, name: str, **values: str) -> dict[str, Any]:
    """A file with one article about a place."""
    article = {
        "id": f"{name}-{place}",
        "source": "isna",
        "title": f"گشایش کارگاه {name} در {place}",
        "text": f"استاندار {place} در آیین گشایش کارگاه {name} از رشد صادرات کاشی خبر داد.",
        **values,
    }
    content = json.dumps(article, ensure_ascii=False).encode()
    return {"name": f"{name}-{place}.json", "mimeType": "application/json", "buffer": content}


def five_files(name: str) -> list[dict[str, Any]]:
    """Three good articles, one of them with a wrong date; a duplicate; a broken one."""
    return [
        news("یزد", name),
        news("قزوین", name, date="۱۳۹۰/۱/۱"),
        news("زنجان", name),
        {"name": SEED.name, "mimeType": "text/plain", "buffer": SEED.read_bytes()},
        {"name": "شکسته.json", "mimeType": "application/json", "buffer": b'{"title": '},
    ]


def publish_five_files(page: Page, name: str) -> None:
    log_in(page, UPLOAD)
    page.get_by_label("پرونده‌ها", exact=False).first.set_input_files(five_files(name))
    page.get_by_role("button", name="بخوان و نشان بده").click()
    expect(page.get_by_text("JSON این پرونده در سطر ۱ شکسته است.")).to_be_visible()
    expect(page.get_by_text("همین مقاله در بایگانی هست")).to_have_count(1)
    dated = page.get_by_role("region", name=f"گشایش کارگاه {name} در قزوین")
    expect(dated.get_by_label("سال")).to_have_value("۱۳۹۰")
    dated.get_by_label("سال").fill("۱۴۰۲")
    page.get_by_role("button", name="انتشار", exact=True).click()
    expect(page.get_by_text("۳ مقالهٔ تازه")).to_be_visible()
    wait_until_found(page, f"گشایش کارگاه {name} در قزوین", found=True)
    page.get_by_role("link", name=f"گشایش کارگاه {name} در قزوین").first.click()
    expect(page.get_by_text("۱۴۰۲").first).to_be_visible()


def test_five_files_at_once_are_corrected_published_and_found(page: Page):
    publish_five_files(page, "سفال")


def test_the_same_without_javascript(plain_page: Page):
    publish_five_files(plain_page, "شیشه")


def test_two_clicks_at_the_same_moment_save_once(page: Page):
    log_in(page, UPLOAD)
    page.locator("input[type=file]").set_input_files(news("اردبیل", "چرم"))
    page.get_by_role("button", name="بخوان و نشان بده").click()
    answers = page.evaluate(
        """() => {
            const values = new FormData(document.querySelector("main form"));
            values.set("do", "publish");
            const send = () => fetch(location.href, { method: "POST", body: values });
            return Promise.all([send(), send(), send()].map((sent) => sent.then((a) => a.status)));
        }"""
    )
    assert answers == [200, 200, 200]
    page.reload()
    expect(page.get_by_text("۱ مقالهٔ تازه")).to_be_visible()
    wait_until_found(page, "گشایش کارگاه چرم در اردبیل", found=True)
    hits = page.get_by_role("heading", name="گشایش کارگاه چرم در اردبیل", level=3)
    expect(hits).to_have_count(1)


def test_dropped_files_are_listed_and_can_be_taken_away(page: Page):
    log_in(page, UPLOAD)
    dropped = page.evaluate_handle(
        """() => {
            const data = new DataTransfer();
            for (const name of ["یک.txt", "دو.txt"])
                data.items.add(new File(["خبر"], name, { type: "text/plain" }));
            return data;
        }"""
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})
    files = page.get_by_role("list", name="پرونده‌های برگزیده").get_by_role("listitem")
    expect(files).to_have_count(2)
    page.get_by_role("button", name="یک.txt را بردار").click()
    expect(files).to_have_count(1)
    expect(files).to_contain_text("دو.txt")


def large_file() -> dict[str, Any]:
    lines = [
        json.dumps({"id": f"large-{n}", "source": "isna", "text": f"متن خبر {n} دربارهٔ صنعت."})
        for n in range(40)
    ]
    content = "\n".join(lines).encode()
    return {"name": "دسته.jsonl", "mimeType": "text/plain", "buffer": content}


def test_a_large_upload_goes_on_in_the_worker(page: Page):
    log_in(page, UPLOAD)
    page.locator("input[type=file]").set_input_files(large_file())
    page.get_by_role("button", name="بخوان و نشان بده").click()
    expect(page.get_by_role("heading", name="نخستین مقاله‌ها چنین خوانده شدند")).to_be_visible()
    page.get_by_role("button", name="ورود و انتشار").click()
    expect(page.get_by_text("۴۰ مقالهٔ تازه")).to_be_visible(timeout=60_000)


def test_upload_and_preview_are_accessible(looked_at: Page):
    page = looked_at
    log_in(page, UPLOAD)
    faults = faults_of(page)
    page.locator("input[type=file]").set_input_files(five_files("گچ"))
    page.get_by_role("button", name="بخوان و نشان بده").click()
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    faults += faults_of(page)
    page.get_by_role("button", name="نگه‌داشتن به صورت پیش‌نویس").click()
    expect(page.get_by_text("۳ مقالهٔ تازه")).to_be_visible()
    faults += faults_of(page)
    page.goto(UPLOAD)
    page.locator("input[type=file]").set_input_files(large_file())
    page.get_by_role("button", name="بخوان و نشان بده").click()
    expect(page.get_by_role("button", name="دور انداختن")).to_be_visible()
    faults += faults_of(page)
    page.get_by_role("button", name="دور انداختن").click()
    assert faults == []
