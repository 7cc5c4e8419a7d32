"""What JavaScript adds to the search page, and that nothing is lost without it."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert problems == []


def test_suggestions_are_a_list_for_the_keyboard(page: Page) -> None:
    page.goto("/search/")
    field = page.get_by_role("combobox", name="جست‌وجو در مقاله‌ها")
    field.press_sequentially("قزو")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("قزوین")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert not Axe().run(page).response["violations"]
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("ArrowDown")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile("/(provinces|search)/"))


def test_filters_change_the_page_and_the_history_without_reloading(page: Page) -> None:
    page.goto("/search/?q=صادرات")
    page.evaluate("window.stayed = true")
    before = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("region", name="استان").get_by_role("link", name="البرز").first.click()
    expect(page).to_have_url(re.compile("province=alborz"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("در البرز")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(before)
    expect(page).not_to_have_url(re.compile("province"))
    assert page.evaluate("window.stayed")


def test_a_search_is_saved_and_forgotten_in_this_browser(page: Page) -> None:
    page.goto("/search/?q=صادرات")
    own = page.locator(".own-searches")
    own.locator("summary").click()
    own.get_by_role("button", name="ذخیرهٔ این جست‌وجو").click()
    page.goto("/search/")
    own.locator("summary").click()
    expect(own.get_by_role("link").first).to_contain_text("صادرات")
    own.get_by_role("button", name=re.compile("فراموش کردن")).first.click()
    own.locator("summary").click()
    own.get_by_role("button", name=re.compile("فراموش کردن")).first.click()
    expect(own).to_have_count(0)


def test_without_javascript_dates_facets_reasons_and_files_are_a_click_away(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/?q=صادرات")
    page.get_by_role("textbox", name="سال").first.fill("۱۳۹۰")
    page.get_by_role("button", name="اعمال بازه").click()
    expect(page).to_have_url(re.compile("from_year="))
    expect(page.get_by_role("list", name="فیلترهای این جست‌وجو")).to_contain_text("۱ فروردین ۱۳۹۰")
    page.goto("/search/?q=صادرات")
    page.get_by_role("link", name=re.compile("چرا این نتیجه؟")).first.click()
    expect(page.get_by_role("cell", name="متن").first).to_be_visible()
    page.get_by_role("link", name="بازگشت به نتیجه‌ها").click()
    page.get_by_text("استناد، خروجی و خوراک").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("CSV")).click()
    assert download.value.suggested_filename == "sanat-search.csv"
    context.close()
