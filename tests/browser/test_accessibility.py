"""Every kind of page, on a phone and a desk, by day and by night, before axe's rules."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/search/",
    "/search/?q=صادرات&province=alborz",
    "/search/?q=ژژژژ",
    "/search/?page=0",
    "/search/?from_year=1403&from_month=7&from_day=31",
    "/search/facets/province/?q=صادرات",
    "/search/why/1/?q=صادرات",
    "/articles/1/",
    "/articles/1/?q=صادرات",
    "/provinces/",
    "/provinces/qazvin/",
    "/markets/",
    "/markets/iq/",
    "/officials/",
    "/officials/1/",
    "/organizations/",
    "/organizations/1/",
    "/products/",
    "/quotes/",
    "/figures/",
    "/insights/",
    "/sources/",
    "/sources/irna/",
    "/help/",
    "/help/words/?text=صنایع کوچک و ۳۵٪ صادرات",
    "/search/?q=wkuj",
    "/about/",
    "/no-such-page/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_breaks_a_rule_of_accessibility_or_scrolls_sideways(
    browser: Browser, site: str, width: int, scheme: str
):
    context = browser.new_context(
        base_url=site, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    faults = []
    for address in PAGES:
        page.goto(address)
        faults += [
            f"{address}: {violation['id']}: {violation['nodes'][0]['html']}"
            for violation in Axe().run(page).response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append(f"{address}: scrolls sideways at {width} px")
    context.close()
    assert faults == []
