"""Ways through the reading room, each with a pointer, by keyboard alone and without JavaScript."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
FAR = 300  # more steps of Tab than any page has


class Reader:
    """Someone with a pointer, who does what everybody can: follow, write, choose, press."""

    has_script = True

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, thing: Locator) -> None:
        """Follow a link, press a button or unfold what a summary hides."""
        thing.click()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def choose(self, field: Locator, label: str) -> None:
        field.select_option(label=label)


class ReaderWithoutScript(Reader):
    has_script = False


class Typist(Reader):
    """Someone who has only a keyboard: Tab leads to everything, Enter does it."""

    def reach(self, thing: Locator) -> None:
        for _ in range(FAR):
            if thing.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {thing}")

    def press(self, thing: Locator) -> None:
        self.reach(thing)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.page.keyboard.type(text)

    def choose(self, field: Locator, label: str) -> None:
        self.reach(field)
        labels = field.locator("option").all_inner_texts()
        for _ in range(labels.index(label)):
            self.page.keyboard.press("ArrowDown")


@pytest.fixture(params=[Reader, Typist, ReaderWithoutScript])
def reader(request: pytest.FixtureRequest, browser: Browser, full_site: str) -> Iterator[Reader]:
    context = browser.new_context(
        base_url=full_site,
        java_script_enabled=request.param.has_script,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/")
    yield request.param(page)
    context.close()
    assert errors == []


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def number_in(text: str) -> int:
    """The first whole number of a text in Persian digits."""
    found = re.search(r"[\d٬]+", text)
    assert found, text
    return int(found[0].replace("٬", ""))


def test_a_journalist_learns_who_said_what_about_the_exports_of_alborz(reader: Reader) -> None:
    page = reader.page
    main = page.get_by_role("main")
    reader.press(main.get_by_role("link", name="گفته‌ها", exact=True))
    reader.write(page.get_by_label("واژه‌ای در گفته"), "صادرات")
    reader.choose(page.get_by_label("در خبرهای استان"), "البرز")
    reader.press(main.get_by_role("button", name="نشان بده"))
    expect(page).to_have_url(re.compile("province=alborz"))
    found = page.locator(".quote").first
    said = found.locator(".quote__text").inner_text()
    speaker = found.get_by_role("link").first.inner_text()
    assert "صادرات" in said
    reader.press(found.get_by_role("link").last)

    expect(page.get_by_role("heading", name="گفته‌های این مقاله")).to_be_visible()
    address = page.locator("link[rel=canonical]").get_attribute("href")
    quote = page.locator(".quote", has_text=said)
    if not quote.is_visible():
        reader.press(page.locator(".after__more summary"))
    citation = page.get_by_role("region", name="ارجاع به این مقاله")
    if reader.has_script:
        reader.press(quote.get_by_role("button", name="رونوشت با ارجاع"))
        expect(quote.get_by_role("button")).to_have_text("رونوشت شد")
        assert copied(page).startswith(f"«{said}» – {speaker}، ")
        assert re.search(rf"{address}#s\d+$", copied(page))
        reader.press(citation.get_by_role("button", name="رونوشت ارجاع فارسی"))
        expect(citation.get_by_role("button").first).to_have_text("رونوشت شد")
        assert copied(page).endswith(f" {address}")
    else:
        expect(page.get_by_role("button", name="رونوشت")).to_have_count(0)
        expect(quote).to_contain_text(re.compile(rf"{address}#s\d+"))
        expect(citation).to_contain_text(f"{address}")


def test_a_researcher_drills_to_a_month_and_a_province_and_takes_the_articles_away(
    reader: Reader, tmp_path: Path
) -> None:
    page = reader.page
    reader.press(page.get_by_role("main").get_by_role("link", name="همهٔ مقاله‌ها"))
    for step in ("year=", "month="):
        expect(page.locator(".histogram__bar").first).to_be_visible()
        bars = page.locator(".histogram__bar a[href]")
        counts = [number_in(text) for text in bars.all_inner_texts()]
        reader.press(bars.nth(counts.index(max(counts))))
        expect(page).to_have_url(re.compile(step))
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            f"{max(counts)}".translate(PERSIAN)
        )
    provinces = page.get_by_role("region", name="استان")
    reader.press(provinces.locator(".facet__choose").first)
    expect(page).to_have_url(re.compile("province="))
    expect(provinces.locator("[aria-current]")).to_have_count(1)
    total = number_in(page.get_by_role("heading", level=1).inner_text())

    reader.press(page.get_by_text("استناد، خروجی و خوراک"))
    with page.expect_download() as download:
        reader.press(page.get_by_role("link", name=re.compile("CSV")))
    file = tmp_path / "export.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as rows:
        assert len(list(csv.DictReader(rows))) == total


def test_a_reader_finds_the_way_by_headings_and_landmarks_alone(reader: Reader) -> None:
    page = reader.page
    search = page.get_by_role("search")
    reader.write(search.get_by_role("combobox").or_(search.get_by_role("searchbox")), "صادرات")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/search/"))
    expect_landmarks(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("صادرات")
    expect(page.get_by_role("heading", level=2, name="نتیجه‌ها")).to_be_attached()
    results = page.get_by_role("main").get_by_role("heading", level=3)
    headline = results.first.inner_text()
    reader.press(results.first.get_by_role("link"))

    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    expect_landmarks(page)
    headings = page.get_by_role("main").get_by_role("heading", level=2).all_inner_texts()
    assert headings[0] == "رقم‌های این مقاله"
    assert headings[-2:] == ["ارجاع به این مقاله", "خاستگاه"]
    for heading in headings:
        expect(page.get_by_role("region", name=heading)).to_be_visible()


def expect_landmarks(page: Page) -> None:
    for only in (
        page.get_by_role("banner"),
        page.get_by_role("main"),
        page.get_by_role("contentinfo"),
    ):
        expect(only).to_have_count(1)
    expect(page.get_by_role("search").first).to_be_visible()
    expect(page.get_by_role("navigation", name="بخش‌های بایگانی")).to_be_visible()


def test_the_first_stop_of_the_keyboard_skips_to_the_text(browser: Browser, full_site: str) -> None:
    context = browser.new_context(base_url=full_site)
    page = context.new_page()
    page.goto("/articles/3/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="رفتن به متن اصلی")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    context.close()
