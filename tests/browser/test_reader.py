"""What a reader does: search, filter, open an article, go on to its province and its official."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

FOUR_SPELLINGS = ["شرکت\u200cهای", "شرکت های", "شرکتهای", "شركت\u200cهاي"]


def headlines(page: Page) -> list[str]:
    return page.locator(".hit__headline").all_inner_texts()


def search_box(page: Page) -> Locator:
    """The first search field, which a script makes a combobox."""
    return page.get_by_label("جست‌وجو در مقاله‌ها", exact=True).first


def search(page: Page, text: str) -> None:
    page.goto("/")
    box = search_box(page)
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
    search_box(page).focus()
    page.keyboard.type("صادرات")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/search/"))
    assert headlines(page)


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_a_journalist_copies_a_quote_and_the_citation(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    search(page, "صادرات")
    page.locator(".hit__headline a").first.click()
    address = page.locator("link[rel=canonical]").get_attribute("href")
    quote = page.locator(".quote").first
    said = quote.locator(".quote__text").inner_text().split("…")[0].strip()
    quote.get_by_role("button", name="رونوشت با ارجاع").click()
    expect(quote.get_by_role("button")).to_have_text("رونوشت شد")
    assert said[:40] in copied(page)
    assert re.search(rf"{address}#s\d+$", copied(page))
    page.get_by_role("button", name="رونوشت ارجاع فارسی").click()
    expect(page.locator(".cite__list .copy").first).to_have_text("رونوشت شد")
    assert copied(page).endswith(f": {address}")


def test_selected_words_are_copied_with_the_address_of_their_sentence(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/articles/1/")
    bar = page.locator("[data-quote-bar]")
    expect(bar).to_be_hidden()
    page.locator("#s2").evaluate("sentence => getSelection().selectAllChildren(sentence)")
    expect(bar).to_be_visible()
    bar.get_by_role("button", name="رونوشت پیوند این جمله").click()
    expect(bar.get_by_role("status")).to_have_text("رونوشت شد")
    assert copied(page).endswith("/articles/1/#s2")
    bar.get_by_role("button", name="رونوشت با ارجاع").click()
    expect(bar.get_by_role("status")).to_have_text("رونوشت شد")
    assert copied(page).startswith("«") and copied(page).endswith("/articles/1/#s2")


def test_names_in_the_text_can_be_switched_off(page):
    page.goto("/articles/1/")
    name = page.locator(".prose .named").first
    colour = "element => getComputedStyle(element).color"
    plain = page.locator(".prose p").first.evaluate(colour)
    assert name.evaluate(colour) != plain
    page.get_by_role("checkbox", name="متن ساده").check()
    expect(name).to_have_css("color", plain)


def test_results_are_read_one_after_the_other(page):
    search(page, "صادرات")
    order = page.locator(".hit__headline a").all_inner_texts()
    page.locator(".hit__headline a").first.click()
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("link", name="نتیجهٔ پسین").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(order[1])
    page.get_by_role("link", name="بازگشت به نتیجه‌ها").click()
    expect(page).to_have_url(re.compile("/search/"))
    assert headlines(page) == order


def test_a_figure_leads_to_its_sentence(page):
    page.goto("/articles/1/")
    link = page.locator(".big-figure__link").first
    anchor = link.get_attribute("href")
    link.click()
    expect(page.locator(f"{anchor}:target")).to_be_visible()


def test_everything_works_without_javascript(browser: Browser, site: str):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/?q=صادرات&province=alborz")
    assert len(headlines(page)) == 2
    page.locator(".hit__headline a").first.click()
    expect(page.locator("mark").first).to_be_visible()
    expect(page.locator(".copy").first).to_be_hidden()
    page.get_by_role("main").get_by_role("link", name="البرز", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("البرز")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()
