"""Every page that a reader can reach, before axe's rules and a reader's settings.

Each is looked at by day and by night, on a desk and on a phone.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Browser, Page, Route

from archive.models import Article
from tests.browser.conftest import HELD_STILL, ROOT, faults_of

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/search/",
    "/search/?q=صادرات&province=alborz&not_market=iq",
    "/search/?q=صادرات&year=1404",
    "/search/?q=ژژژژ",
    "/search/?q=wkuj",
    "/search/?page=0",
    "/search/?from_year=1403&from_month=7&from_day=31",
    "/search/facets/province/?q=صادرات",
    "/search/why/3/?q=صادرات",
    "/articles/3/",
    "/articles/3/?q=صادرات",
    "/articles/3/whatever/",
    "/articles/3/report/",
    "/articles/3/report/thanks/",
    "/provinces/",
    "/provinces/alborz/",
    "/markets/?letter=ع",
    "/markets/iq/",
    "/products/",
    "/products/gems/",
    "/officials/",
    "/officials/1/",
    "/organizations/",
    "/organizations/1/",
    "/sources/",
    "/sources/source-a0a266cf/",
    "/quotes/?province=alborz",
    "/figures/",
    "/insights/",
    "/help/",
    "/help/words/?text=صنایع کوچک و ۳۵٪ صادرات",
    "/about/",
    "/no-such-page/",
]
ERROR_PAGES = [
    "archive/withdrawn.html",
    *sorted(file.name for file in (ROOT / "templates").glob("[45]*.html")),
]
STYLES = [f"/static/css/{name}.css" for name in ("tokens", "base", "layout")]
TEXT_SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
CUT_OFF = """() => [...document.querySelectorAll("button, summary, h1, h2, h3, .chip")]
    .filter((one) => one.checkVisibility() && !one.matches(".visually-hidden")
        && one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll("*")].filter((one) => {
    const style = getComputedStyle(one);
    return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
}).length"""
STILL_PRINTED = """() => [...document.querySelectorAll("nav, form, .skip-link, .side")]
    .filter((one) => one.checkVisibility())
    .map((one) => one.outerHTML.slice(0, 120))"""


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """The routes of all addresses below, as `resolve()` names them."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern, route)


def is_for_readers(route: str) -> bool:
    """The desk has tests of its own; feeds, files and probes are for machines."""
    is_elsewhere = route.startswith(("admin/", "api/", "styleguide/"))
    return not is_elsewhere and "." not in route.replace("/?", "") and route[-1:] != "z"


def test_no_page_is_forgotten():
    every = {route for route in routes(get_resolver()) if is_for_readers(route)}
    looked_at = {resolve(re.split(r"\?", page)[0]).route for page in PAGES[:-1]}
    assert every - looked_at == set()


@pytest.fixture(scope="module")
def page(browser: Browser, full_site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=full_site, locale="fa-IR")
    yield context.new_page()
    context.close()


@pytest.fixture
def errors(page: Page) -> Iterator[list[str]]:
    """What the browser complains of; the address that names no page does not count."""
    found: list[str] = []

    def note(message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            found.append(message.text)

    def fail(error: Any) -> None:
        found.append(str(error))

    page.on("console", note)
    page.on("pageerror", fail)
    yield found
    page.remove_listener("console", note)
    page.remove_listener("pageerror", fail)


def faults_and_settings_of(page: Page) -> list[str]:
    """What is wrong with the page that is open, in every look and with a reader's settings."""
    faults = faults_of(page)
    if page.evaluate(MOVING):
        faults.append("moves though motion is to be reduced")
    page.evaluate(TEXT_SPACING)
    faults += [f"cut off when letters are spaced: {one}" for one in page.evaluate(CUT_OFF)]
    if not page.evaluate(HELD_STILL):
        faults.append("scrolls sideways when letters are spaced")
    page.emulate_media(media="print")
    faults += [f"printed: {one}" for one in page.evaluate(STILL_PRINTED)]
    page.emulate_media(media="screen")
    return faults


@pytest.mark.parametrize("address", PAGES)
def test_a_page_breaks_no_rule_however_it_is_looked_at(
    page: Page, errors: list[str], address: str
) -> None:
    page.goto(address)
    assert faults_and_settings_of(page) + errors == []


@pytest.mark.parametrize("template", ERROR_PAGES)
def test_what_is_shown_instead_of_a_page_breaks_none_either(
    browser: Browser, template: str
) -> None:
    withdrawn = Article(withdrawn_reason="منبع آن را پس گرفت.")
    context = {"article": withdrawn, "styles": STYLES, "seconds": 30}
    html = render_to_string(template, context, RequestFactory().get("/"))

    def answer(route: Route) -> None:
        address = urlsplit(route.request.url).path
        if address.startswith("/static/"):
            route.fulfill(path=ROOT / address.lstrip("/"))
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page = browser.new_page()
    page.route("**/*", answer)
    page.goto("http://archive.test/")
    faults = faults_and_settings_of(page)
    page.close()
    assert faults == []
