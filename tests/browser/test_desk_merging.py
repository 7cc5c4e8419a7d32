"""Two spellings of an official are merged and parted again, by mouse, keys and without JS."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import faults_of, log_in
from tests.ops.commands import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("spellings")]

NAME, SPELLING = "پیمان آزمون‌زاده", "سید پیمان آزمون‌زاده"
LIST = "/admin/archive/official/?q=آزمون‌زاده"
QUEUE = "/admin/archive/proposedjoin/queue/"
FINDABLE_SECONDS = 10


@pytest.fixture(scope="module")
def spellings(bring_in: Callable[[list[dict[str, str]]], None]) -> None:
    """Two articles of one person, whom each spells another way."""
    articles = [
        {
            "id": f"merging-{name}",
            "source": "taavon-news",
            "title": f"نشست {name}",
            "text": f"{name}، مدیرعامل شرکت آزمون، گفت: تولید این شرکت رشد کرد.",
        }
        for name in (NAME, SPELLING)
    ]
    bring_in(articles)


def numbers(page: Page) -> dict[str, str]:
    """The officials' numbers by name, from the list that the page shows."""
    links = page.locator("#result_list .field-name a").all()
    return {link.inner_text(): (link.get_attribute("href") or "").split("/")[4] for link in links}


def merge(page: Page) -> dict[str, str]:
    page.goto(LIST)
    people = numbers(page)
    for name in people:
        page.get_by_role("row", name=name).first.get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option(label="یکی‌کردن برگزیده‌ها")
    page.get_by_role("button", name="برو").click()
    page.get_by_role("radio", name=NAME, exact=True).check()
    page.get_by_label("دلیل").fill("دو املای یک نام")
    page.get_by_role("button", name="یکی کن").click()
    expect(page.get_by_text(f"«{SPELLING}» نام دیگرِ «{NAME}» شد.")).to_be_visible()
    return people


def undo(page: Page) -> None:
    """Follow the link beside the message of the merge, and undo it."""
    page.get_by_role("link", name="برگرداندن").click()
    page.get_by_role("button", name="برگرداندن").click()
    expect(page.get_by_text("مانند پیش‌اند")).to_be_visible()


def wait_until_found(page: Page, official: str, count: int) -> None:
    def are_found() -> bool:
        page.goto(f"/search/?official={official}")
        return page.get_by_role("link", name="نشست").count() == count

    wait_until(are_found, FINDABLE_SECONDS)


def test_a_merge_shows_on_both_pages_and_in_the_search_and_is_undone(page: Page):
    log_in(page, LIST)
    people = merge(page)
    assert set(people) == {NAME, SPELLING}
    kept, gone = people[NAME], people[SPELLING]
    desk = page.url

    page.goto(f"/officials/{gone}/")
    assert page.url.endswith(f"/officials/{kept}/")
    expect(page.get_by_text(f"با نام‌های «{SPELLING}»")).to_be_visible()
    wait_until_found(page, kept, 2)
    wait_until_found(page, gone, 2)
    expect(page.get_by_role("link", name=SPELLING)).to_have_count(1)  # the headline alone

    page.goto(desk)
    page.get_by_role("link", name=f"از یکی‌کردن {SPELLING}").click()
    page.get_by_role("button", name="برگرداندن").click()
    expect(page.get_by_text("مانند پیش‌اند")).to_be_visible()
    for official, name in ((kept, NAME), (gone, SPELLING)):
        wait_until_found(page, official, 1)
        page.goto(f"/officials/{official}/")
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        expect(page.get_by_text("با نام‌های")).to_have_count(0)
    page.goto(LIST)
    assert numbers(page) == people


def test_the_other_is_found_by_its_name(page: Page):
    log_in(page, LIST)
    page.get_by_role("link", name=NAME, exact=True).click()
    page.get_by_role("link", name="یکی‌کردن با دیگری").click()
    page.get_by_label("نام", exact=True).fill("سيد پيمان")
    page.get_by_role("button", name="بجوی").click()
    page.get_by_role("link", name=SPELLING, exact=True).click()
    expect(page.get_by_role("radio")).to_have_count(2)


def test_a_proposed_join_is_decided_by_keyboard_alone(page: Page):
    log_in(page, QUEUE)
    question = page.locator(".review__question")
    expect(question).to_be_focused()
    expect(question).to_contain_text(SPELLING)
    page.keyboard.press("a")
    expect(page.locator(".review__last")).to_contain_text("پذیرفته")
    page.keyboard.press("u")
    expect(question).to_contain_text(SPELLING)
    page.keyboard.press("r")
    expect(page.locator(".review__last")).to_contain_text("ردشده")
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="یک نفرند")).to_be_visible()


def test_merging_and_undoing_work_without_javascript(plain_page: Page):
    page = plain_page
    log_in(page, LIST)
    people = merge(page)
    undo(page)
    page.goto(LIST)
    assert numbers(page) == people
    page.goto(f"/admin/archive/official/{people[NAME]}/change/")
    page.get_by_label("نامی دیگر").fill("پیمان آ.")
    page.get_by_role("button", name="بیفزا").click()
    page.get_by_role("button", name="برداشتن پیمان آ.").click()
    expect(page.get_by_text("نام دیگر «پیمان آ.» برداشته شد.")).to_be_visible()


def test_the_screens_of_merging_are_accessible(looked_at: Page):
    page = looked_at
    log_in(page, LIST)
    people = numbers(page)
    one, other = people[NAME], people[SPELLING]
    addresses = [
        LIST,
        f"/admin/archive/official/{one}/change/",
        f"/admin/archive/official/{one}/history/",
        f"/admin/archive/official/merge/?id={one}",
        f"/admin/archive/official/merge/?id={one}&id={other}",
        f"/admin/archive/official/{one}/split/",
        "/admin/archive/organization/1/split/",
        "/admin/archive/source/1/split/?q=نشست",
        "/admin/archive/post/1/change/",
        "/admin/archive/rearrangement/",
        "/admin/archive/proposedjoin/",
        QUEUE,
    ]
    faults = []
    for address in addresses:
        answer = page.goto(address)
        assert answer and answer.status == 200, address
        faults += faults_of(page)
    assert faults == []
