"""The pages and API lists of products, quotes and figures."""

from __future__ import annotations

import pytest

from archive.ingest.mentions import extract_mentions
from archive.models import (
    Article,
    ArticleStatus,
    Figure,
    MentionState,
    Official,
    Quote,
    SourceRights,
)
from tests import factories
from tests.pages import page_of

pytestmark = pytest.mark.django_db

BODY = (
    "هوشنگ نمونه‌فر، استاندار یزد، گفت: صادرات کاشی بیش از ۲۰ میلیون دلار شد.\n\n"
    "وی از فعالیت ۳۰ واحد خبر داد. سهیلا مثالیان، شهردار یزد، گفت: راه باز است."
)
MAX_QUERIES = 12


def told(**values: object) -> Article:
    return factories.read_article(body=BODY, **values)


@pytest.mark.parametrize("address", ["/products/", "/quotes/", "/figures/"])
def test_every_list_stands_on_an_empty_archive(client, address):
    assert "هنوز" in page_of(client, address) or "نیست" in page_of(client, address)


def test_a_product_has_a_page_with_its_articles(client):
    article = told()
    assert 'href="/products/tile-ceramic/"' in page_of(client, "/products/")
    html = page_of(client, "/products/tile-ceramic/")
    assert article.headline in html and "<mark>کاشی</mark>" in html
    page_of(client, "/products/nothing/", 404)


def test_quotes_are_listed_with_their_speakers(client):
    told()
    html = page_of(client, "/quotes/")
    assert "صادرات کاشی بیش از ۲۰ میلیون دلار شد." in html
    mayor = Official.objects.get(name="سهیلا مثالیان")
    only = page_of(client, f"/quotes/?official={mayor.pk}")
    assert "راه باز است." in only and "صادرات کاشی" not in only
    page_of(client, "/quotes/?official=999999", 404)
    page_of(client, "/quotes/?official=x", 404)


def test_quotes_are_found_by_the_province_of_their_articles(client):
    told()
    html = page_of(client, "/quotes/?province=yazd&q=صادرات")
    assert "صادرات کاشی بیش از ۲۰ میلیون دلار شد." in html and "راه باز است." not in html
    assert "صادرات کاشی" not in page_of(client, "/quotes/?province=fars")
    assert '"/quotes/?province=yazd"' in page_of(client, "/provinces/yazd/")
    page_of(client, "/quotes/?province=atlantis", 404)


def test_figures_are_found_by_unit_and_size(client):
    told()
    assert "20000000" not in page_of(client, "/figures/")
    assert "۲۰ میلیون دلار" in page_of(client, "/figures/?unit=دلار&at_least=۱۰۰۰")
    html = page_of(client, "/figures/?unit=واحد&at_most=100&sort=largest")
    assert "۳۰ واحد" in html and "میلیون دلار</p>" not in html
    page_of(client, "/figures/?at_least=many", 400)


@pytest.mark.parametrize(
    ("address", "count"), [("/quotes/", 3), ("/figures/", 2), ("/products/tile-ceramic/", 1)]
)
def test_the_database_is_asked_as_often_for_many_as_for_few(
    client, django_assert_max_num_queries, address, count
):
    for _ in range(3):
        told()
    with django_assert_max_num_queries(MAX_QUERIES):
        assert page_of(client, address).count("quote__text") in {0, 3 * count}


def test_what_editors_reject_and_what_is_not_published_is_not_told(client):
    told(status=ArticleStatus.DRAFT)
    article = told(headline="دومی")
    Quote.objects.filter(article=article, text__contains="راه باز").update(
        state=MentionState.REJECTED
    )
    html = page_of(client, "/quotes/")
    assert html.count("quote__text") == 2 and "راه باز است" not in html


def test_the_text_of_a_source_without_rights_is_not_quoted(client):
    told(source=factories.source("reader-only", rights=SourceRights.LINK))
    assert "صادرات کاشی" not in page_of(client, "/quotes/")
    assert "صادرات کاشی بیش از" not in page_of(client, "/figures/")


def test_extracting_again_keeps_decisions_and_adds_nothing():
    article = told()
    Figure.objects.filter(unit="واحد").update(state=MentionState.REJECTED)
    before = sorted(Figure.objects.values_list("pk", "state"))
    extract_mentions(article)
    assert sorted(Figure.objects.values_list("pk", "state")) == before


def test_a_decided_figure_stays_where_the_rules_now_read_another():
    article = told()
    Figure.objects.filter(unit="واحد").update(state=MentionState.CONFIRMED, value=31)
    extract_mentions(article)
    assert Figure.objects.get(unit="واحد").value == 31


def test_the_api_lists_them(client):
    article = told()
    quotes = client.get("/api/v1/quotes?per_page=1").json()
    assert quotes["total"] == 3 and quotes["pages"] == 3
    assert quotes["results"][0]["speaker"] == "هوشنگ نمونه‌فر"
    assert quotes["results"][0]["article"] == article.pk
    (figure,) = client.get("/api/v1/figures?unit=دلار").json()["results"]
    assert (figure["value"], figure["approximate"], figure["bound"]) == (2e7, True, "at_least")
    products = client.get("/api/v1/products?per_page=1").json()["results"]
    assert (products[0]["slug"], products[0]["articles"]) == ("tile-ceramic", 1)
    told_of = client.get(f"/api/v1/articles/{article.pk}").json()
    assert [p["slug"] for p in told_of["products"]] == ["tile-ceramic"]
    assert [q["speaker"] for q in told_of["quotes"]][-1] == "سهیلا مثالیان"
    assert {f["unit"] for f in told_of["figures"]} == {"دلار", "واحد"}
