"""The review queue as an editor uses it: by keyboard alone, correcting, in bulk, without JS."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from persian.digits import format_number
from tests.browser.conftest import faults_of, log_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("uncertain")]

QUEUE = "/admin/archive/verdict/review/"
TOWNS = ("کاشان", "نجف\u200cآباد", "شاهین\u200cشهر", "گلپایگان", "نطنز")
PROVINCES = "kind=province&rule=province-of-city&source=taavon-news"


@pytest.fixture(scope="module")
def uncertain(bring_in: Callable[[list[dict[str, str]]], None]) -> None:
    """Articles that name only towns, from which extraction guesses the province."""
    articles = [
        {
            "id": f"review-{number}",
            "source": "taavon-news",
            "title": f"نمایشگاه شمارهٔ {number} در شهرستان {town}",
            "text": f"نمایشگاه {number} در شهرستان {town} برپا شد. مردم از آن دیدن کردند.",
        }
        for number in range(30)
        for town in [TOWNS[number % len(TOWNS)]]
    ]
    bring_in(articles)


def open_queue(page: Page, query: str) -> None:
    log_in(page, f"{QUEUE}?{query}")
    expect(page.get_by_role("heading", name="بازبینی گمان")).to_be_visible()


def waiting(page: Page) -> int:
    return int(page.locator(".review__filters summary").inner_text().split()[0])


def expect_waiting(page: Page, count: int) -> None:
    expect(page.locator(".review__filters summary")).to_have_text(
        f"{format_number(count)} گمان در انتظار"
    )


def test_twenty_guesses_are_cleared_by_keyboard_alone(page: Page):
    open_queue(page, PROVINCES)
    before = waiting(page)
    assert before >= 20
    for number in range(1, 21):
        heading = page.locator(".review__question")
        expect(heading).to_be_focused()
        expect(heading).to_have_text("استان اصفهان؟")
        page.keyboard.press("a" if number % 2 else "r")
        expect_waiting(page, before - number)
    expect(page.get_by_role("status")).to_contain_text("رد: «")
    page.keyboard.press("u")
    expect_waiting(page, before - 19)
    expect(page.locator(".review__question")).to_be_focused()
    page.keyboard.press("n")
    page.wait_for_url("**after=**")
    expect_waiting(page, before - 19)


def test_a_guess_is_corrected_by_keyboard(page: Page):
    open_queue(page, "kind=city&certain_too=on&source=taavon-news")
    before = waiting(page)
    page.keyboard.press("c")
    page.keyboard.type("تبریز")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="تبریز")).to_be_focused()
    page.keyboard.press("Enter")
    expect_waiting(page, before - 1)
    expect(page.get_by_role("status")).to_contain_text("شهر تبریز")


def test_guesses_that_are_alike_are_rejected_together(page: Page):
    open_queue(page, "kind=city&rule=city-explicit&certain_too=on&source=taavon-news")
    before = waiting(page)
    page.get_by_role("link", name="جملهٔ مانند این").click()
    boxes = page.get_by_role("checkbox")
    alike = boxes.count()
    assert alike > 3
    boxes.first.uncheck()
    page.get_by_role("button", name="برگزیده‌ها نادرست‌اند").click()
    expect_waiting(page, before - alike + 1)
    page.get_by_role("button", name="برگردان").click()
    expect_waiting(page, before)


def test_the_queue_works_without_javascript(plain_page: Page):
    page = plain_page
    open_queue(page, "kind=city&rule=city-explicit&certain_too=on&source=taavon-news")
    before = waiting(page)
    page.get_by_role("button", name="نادرست است").click()
    expect_waiting(page, before - 1)
    page.locator("summary", has_text="اصلاح").click()
    page.get_by_label("شهر درست").fill("تبریز")
    page.get_by_role("button", name="بجوی").click()
    page.get_by_role("button", name="تبریز").click()
    expect_waiting(page, before - 2)
    page.get_by_role("button", name="برگردان").click()
    expect_waiting(page, before - 1)
    page.get_by_role("link", name="بعدی").click()
    expect_waiting(page, before - 1)


def test_a_mistake_is_taught_where_it_is_seen(page: Page):
    open_queue(page, "kind=city&rule=city-explicit&certain_too=on&source=taavon-news")
    page.keyboard.press("r")
    page.get_by_role("link", name="به بایگانی بیاموز").click()
    expect(page.get_by_label("چیست")).to_have_value("no_place")
    page.get_by_label("واژه یا عبارت").fill("شهرستان نطنز")
    page.get_by_role("button", name="بیفزا").click()
    expect(page.get_by_text("این عبارت در ۶ مقاله آمده است")).to_be_visible()
    page.get_by_role("button", name="بازبخوان").click()
    expect(page.locator("del", has_text="شهر: نطنز").first).to_be_visible()
    page.get_by_role("link", name="بازگشت به این افزوده").click()
    page.get_by_role("button", name="کنار بگذار").click()
    expect(page.get_by_text("دیگر به کار نمی\u200cرود.").first).to_be_visible()
    page.get_by_role("button", name="بازبخوان").click()
    expect(page.locator("ins", has_text="شهر: نطنز").first).to_be_visible()


def test_the_screens_of_review_are_accessible(looked_at: Page):
    page = looked_at
    open_queue(page, "kind=city&rule=city-explicit&certain_too=on&source=taavon-news")
    alike = page.get_by_role("link", name="جملهٔ مانند این").get_attribute("href")
    find = page.locator(".review__find [name=mention]").get_attribute("value")
    faults = []
    additions = "/admin/archive/gazetteeraddition/"
    page.goto(f"{additions}new/?text=دیدن کردند&kind=no_place")
    page.get_by_role("button", name="بیفزا").click()
    page.wait_for_url("**/effect/")
    queue = (QUEUE, f"{QUEUE}?mention={find}&find=تبر", alike, "/admin/archive/verdict/")
    for address in (*queue, additions, f"{additions}new/?text=کاشان&kind=city", page.url):
        page.goto(str(address))
        faults += faults_of(page)
    assert faults == []
