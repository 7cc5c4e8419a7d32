"""The living style page and the colours of tokens.css."""

import pytest
from django.conf import settings as project
from django.test import Client
from pytest_django import Settings

from archive.ingest.mentions import extract_mentions
from config.design_tokens import Contrast, contrast, contrasts
from tests import factories

NO_MARKUP = {"archive/partials/entity_styles.html"}
BODY = "هوشنگ نمونه‌فر، استاندار یزد، گفت: صادرات کاشی بیش از ۲۰ میلیون دلار شد."


@pytest.mark.parametrize("pair", contrasts(), ids=lambda pair: f"{pair.colour} on {pair.ground}")
def test_colours_that_meet_are_far_enough_apart_by_day_and_by_night(pair: Contrast) -> None:
    assert min(pair.light, pair.dark) >= pair.least


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_table_in_the_docs_is_the_measured_one() -> None:
    table = [
        f"| {one.colour} | {one.ground} | {one.least} | {one.light:.1f} | {one.dark:.1f} |"
        for one in contrasts()
    ]
    page = (project.BASE_DIR / "docs/design-language.md").read_text(encoding="utf-8")
    assert "\n".join(table) in page


@pytest.mark.django_db
def test_every_partial_is_shown_with_the_debug_switch_on(
    client: Client, settings: Settings
) -> None:
    extract_mentions(factories.article(body=BODY))
    settings.DEBUG = True
    html = client.get("/styleguide/?scheme=dark&dir=ltr").content.decode()
    partials = {
        f"{file.parent.parent.name}/partials/{file.name}"
        for package in ("archive", "search")
        for file in (project.BASE_DIR / "templates" / package / "partials").glob("*.html")
    }
    assert {
        partial for partial in partials - NO_MARKUP if f"<code>{partial}</code>" not in html
    } == set()
    assert 'dir="ltr"' in html
    assert "components/facet" in html
    assert "components/desk" not in html
    css = client.get("/styleguide/dark.css").content.decode()
    assert css.startswith(":root { color-scheme: dark; --paper: #12161c;")


@pytest.mark.parametrize("address", ["/styleguide/", "/styleguide/light.css"])
def test_readers_find_no_style_page(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
