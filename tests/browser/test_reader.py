"""What a reader does: search, filter, open an article, go on to its province and its official."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

FOUR_SPELLINGS = ["شرکت\u200cهای", "شرکت های", "شرکتهای", "شركت\u200cهاي"]


def headlines(page: Page) -> list[str]:
    return page.locator(".hit__headline").all_inner_texts()


def search(page: Page, text: str) -> None:
    page.goto("/")
    box = page.get_by_role("searchbox").first
    box.fill(text)
    box.press("Enter")
    expect(page).to_have_url(re.compile("/search/"))


def test_any_spelling_finds_the_same_articles(page):
    found = []
    for spelling in FOUR_SPELLINGS:
        search(page, spelling)
        found.append(sorted(headlines(page)))
    assert found[0]
    assert all(found[0] == other for other in found)


def test_the_words_found_are_marked_however_they_are_spelled(page):
    search(page, "سرمایه\u200cگذاری")
    marks = {
        mark.replace("\u200c", "").replace(" ", "")
        for mark in page.locator("mark").all_inner_texts()
    }
    assert marks & {"سرمایهگذاری", "سرمایه", "گذاری"}


def test_from_search_over_a_filter_to_the_article_and_its_province(page):
    search(page, "صادرات")
    page.get_by_role("region", name="استان").get_by_role("link", name="البرز").first.click()
    expect(page).to_have_url(re.compile("province=alborz"))
    assert len(headlines(page)) == 2
    page.locator(".hit__headline a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="البرز", exact=True).first.click()
    expect(page).to_have_url(re.compile("/provinces/alborz/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("البرز")


def test_an_officials_name_leads_to_the_page_with_the_role(page):
    search(page, "اصغر مصاحب")
    page.get_by_role("main").get_by_role("link", name="اصغر مصاحب").first.click()
    expect(page).to_have_url(re.compile("/officials/"))
    expect(page.get_by_role("main")).to_contain_text("معاون صنایع کوچک")


def test_a_market_shows_the_article_of_the_province_that_exports_there(page):
    page.goto("/markets/iq/")
    expect(page.get_by_role("main")).to_contain_text("تولیدات صنعتی استان مرکزی")


def test_a_search_without_hits_says_what_to_do_next(page):
    search(page, "ژژژژ")
    assert headlines(page) == []
    expect(page.get_by_role("main")).to_contain_text("پیدا نشد")


def test_a_reader_can_search_by_keyboard_alone(page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#main")
    page.get_by_role("searchbox").first.focus()
    page.keyboard.type("صادرات")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/search/"))
    assert headlines(page)


def test_everything_works_without_javascript(browser: Browser, site: str):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/?q=صادرات&province=alborz")
    assert len(headlines(page)) == 2
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()
