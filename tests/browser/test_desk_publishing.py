"""Publishing at the desk, seen by readers: withdraw, edit many at once, report and correct."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import faults_of, log_in, run_command
from tests.ops.commands import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("articles")]

LIST = "/admin/archive/article/"
SOON_SECONDS = 10
HEADLINES = [f"رونمایی از خط تولید پارچهٔ نمونه {number}" for number in ("یک", "دو", "سه")]


@pytest.fixture(scope="module")
def articles(
    site: str, site_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Three articles of one source, whose dates are not known."""
    folder: Path = tmp_path_factory.mktemp("publishing")
    for headline in HEADLINES:
        (folder / f"{headline}.txt").write_text(
            f"{headline}\nکارخانهٔ نمونه {headline} را آغاز کرد."
        )
    run_command(site_environment, "import_articles", str(folder), "--source", "qudsonline")


def open_article(page: Page, headline: str) -> str:
    """Open the article's page at the desk; return its address on the site."""
    page.goto(f"{LIST}?q={headline}")
    page.get_by_role("link", name=headline).first.click()
    number = re.search(r"/article/(\d+)/change/", page.url)
    assert number is not None
    return f"/articles/{number[1]}/"


def where_it_is(page: Page, address: str) -> set[str]:
    """The places in which a reader meets the article."""
    places = {
        "search": "/search/?q=پارچهٔ نمونه",
        "feed": "/search/feed.atom?q=پارچهٔ نمونه",
        "sitemap": "/sitemap-articles.xml",
    }
    return {name for name, place in places.items() if address in page.request.get(place).text()}


def wait_until_it_is(page: Page, address: str, places: set[str]) -> None:
    wait_until(lambda: where_it_is(page, address) == places, SOON_SECONDS)


def test_a_withdrawn_article_leaves_search_feed_and_sitemap(page: Page):
    log_in(page)
    address = open_article(page, HEADLINES[0])
    wait_until_it_is(page, address, {"search", "feed", "sitemap"})
    page.get_by_role("link", name="پس‌گرفتن مقاله").click()
    page.get_by_label("دلیل").fill("به درخواست منبع")
    page.get_by_role("button", name="پس بگیر").click()
    expect(page.get_by_text("۱ مقاله پس گرفته شد.")).to_be_visible()
    expect(page.get_by_text("پس‌گرفته‌شده: به درخواست منبع")).to_be_visible()
    assert where_it_is(page, address) == set()
    assert page.request.get(address).status == 410

    page.get_by_role("link", name="انتشار مقاله").click()
    page.get_by_role("button", name="منتشر کن").click()
    expect(page.get_by_text("۱ مقاله منتشر شد.")).to_be_visible()
    wait_until_it_is(page, address, {"search", "feed", "sitemap"})


def test_many_articles_get_a_date_and_lose_it_again(page: Page):
    log_in(page)
    page.goto(f"{LIST}?q=پارچهٔ نمونه")
    for headline in HEADLINES[1:]:
        page.get_by_role("row", name=headline).get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option(label="ویرایش گروهی مقاله‌های برگزیده")
    page.get_by_role("button", name="برو").click()
    page.get_by_label("روز").fill("۱۲")
    page.get_by_label("ماه").select_option(label="مرداد")
    page.get_by_label("سال").fill("۱۴۰۲")
    page.get_by_label("دلیل").fill("از روی شمارهٔ روزنامه")
    page.get_by_role("button", name="پیش‌نمایش").click()
    expect(page.get_by_role("cell", name="بدون تاریخ")).to_have_count(2)
    expect(page.get_by_role("cell", name="۱۲ مرداد ۱۴۰۲")).to_have_count(2)
    page.get_by_role("button", name="انجام بده").click()
    expect(page.get_by_text("۲ مقاله ویرایش شد.")).to_be_visible()
    page.get_by_role("button", name="برگرداندن").click()
    expect(page.get_by_text("ویرایش گروهی برگردانده شد.")).to_be_visible()
    page.goto(f"{LIST}?q=پارچهٔ نمونه")
    expect(page.get_by_role("row", name=HEADLINES[1])).to_contain_text("بدون تاریخ")


def test_a_readers_report_leads_to_a_correction_on_the_page(page: Page, browser: Browser):
    log_in(page)
    address = open_article(page, HEADLINES[2])
    context = browser.new_context(base_url=page.url, java_script_enabled=False)
    reader = context.new_page()
    reader.goto(address)
    reader.get_by_role("link", name="خطایی در این مقاله دیده‌اید؟").click()
    reader.get_by_role("button", name="فرستادن گزارش").click()
    expect(reader.get_by_role("alert")).to_contain_text("گزارش هنوز فرستاده نشده است")
    reader.get_by_label("مطلبی نادرست").check()
    reader.get_by_label("شرح").fill("نام کارخانه نادرست است.")
    reader.get_by_role("button", name="فرستادن گزارش").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("سپاس")

    page.reload()
    page.get_by_role("link", name="۱ گزارش خطا").click()
    page.get_by_role("link", name=HEADLINES[2]).click()
    page.get_by_label("پاسخ‌داده").check()
    page.get_by_label("اصلاحیه").fill("نام درست «کارخانهٔ دیگر» است.")
    page.get_by_role("button", name="ذخیره", exact=True).click()
    reader.goto(address)
    expect(reader.get_by_role("region", name="اصلاحیه")).to_contain_text("کارخانهٔ دیگر")
    context.close()


@pytest.fixture
def screens(page: Page) -> Iterator[list[str]]:
    """The addresses of the screens of this subject, on a desk that has rows for them."""
    log_in(page)
    article = open_article(page, HEADLINES[1]).split("/")[2]
    yield [
        f"/articles/{article}/report/",
        f"/articles/{article}/report/thanks/",
        f"/admin/archive/article/{article}/change/",
        f"/admin/archive/article/{article}/status/withdrawn/",
        "/admin/archive/errorreport/",
        "/admin/archive/errorreport/1/change/",
        f"/admin/archive/correction/add/?article={article}",
        "/admin/archive/bulkedit/",
        "/admin/archive/bulkedit/1/change/",
        "/admin/archive/event/?day=هیچ",
        "/admin/archive/source/1/change/",
        "/admin/auth/user/add/",
        "/admin/auth/group/1/change/",
    ]


def test_its_screens_are_accessible(looked_at: Page, screens: list[str]):
    page = looked_at
    log_in(page)
    faults = []
    for address in screens:
        page.goto(address)
        faults += faults_of(page)
    page.goto(f"{LIST}?q=پارچهٔ نمونه")
    page.get_by_role("row", name=HEADLINES[1]).get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option("edit_together")
    page.get_by_role("button", name="برو").click()
    faults += faults_of(page)
    page.get_by_label("سال").fill("۱۴۰۲")
    page.get_by_label("دلیل").fill("آزمون")
    page.get_by_role("button", name="پیش‌نمایش").click()
    faults += faults_of(page)
    assert faults == []


def test_who_fails_too_often_reads_when_to_come_again(browser: Browser, site: str):
    context = browser.new_context(base_url=site)
    page = context.new_page()
    for _ in range(5):
        page.goto("/admin/")
        page.get_by_label("نام کاربری").fill("nobody-of-ours")
        page.get_by_label("گذرواژه").fill("wrong")
        page.get_by_role("button", name="ورود").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("۱۵ دقیقه")
    assert faults_of(page) == []
    context.close()
