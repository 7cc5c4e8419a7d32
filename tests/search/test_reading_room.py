"""What the index adds to archive's pages: marks, the trail, similar articles, time, the matrix."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.ingest.mentions import extract_mentions
from archive.models import (
    Article,
    Correction,
    ExportMarket,
    MarketMention,
    Official,
    Province,
    ProvinceMention,
    Source,
)
from persian.jalali import to_gregorian
from search.insights import province_by_market
from search.related import entities_beside
from search.similar import similar_articles
from search.timeline import timeline
from tests import factories
from tests.pages import page_of

MAX_QUERIES = 12
Reindex = Callable[[], int]
pytestmark = pytest.mark.django_db


def published_in(year: int, month: int, **values: object) -> Article:
    at = dt.datetime.combine(to_gregorian(year, month, 10), dt.time(8), tzinfo=dt.UTC)
    return factories.article(published_at=at, **values)


def test_the_words_of_the_search_are_marked_and_the_first_is_one_step_away(
    client: Client, reindex: Reindex
) -> None:
    article = factories.article(body="آغاز سخن. شركت‌هاي یزد آمدند.", headline="شرکت یزد")
    reindex()
    html = page_of(client, f"{article.get_absolute_url()}?q=شرکت")
    assert "<mark>شركت‌هاي</mark>" in html
    assert "<mark>شرکت</mark> یزد" in html[html.index("<h1") :]
    assert 'href="#s2">نخستین واژهٔ یافته' in html


def test_a_filter_leads_to_the_page_of_its_entity_and_that_page_back(
    client: Client, reindex: Reindex
) -> None:
    article = factories.article(body="صادرات یزد")
    yazd = Province.objects.get(slug="yazd")
    factories.mention(ProvinceMention, article, start=7, end=10, province=yazd)
    reindex()
    link = 'صفحهٔ استان <a class="entity-word entity-word--place" href="/provinces/yazd/">'
    assert link in page_of(client, "/search/?province=yazd&source=none")
    assert page_of(client, "/search/?q=یزد&province=yazd").count(link) == 1
    assert link not in page_of(client, "/search/?not_province=yazd")
    assert 'href="/search/?province=yazd"' in page_of(client, "/provinces/yazd/")


def test_a_mark_goes_through_names(client: Client, reindex: Reindex) -> None:
    article = factories.article(body="صادرات به عراق")
    iraq = ExportMarket.objects.get(slug="iq")
    factories.mention(MarketMention, article, start=10, end=14, market=iraq)
    reindex()
    html = page_of(client, f'{article.get_absolute_url()}?q="به عراق"')
    assert '<mark>به </mark><mark><a class="named named--market" href="/markets/iq/">عراق' in html


def test_results_are_read_one_after_the_other_over_the_edges_of_pages(
    client: Client, reindex: Reindex
) -> None:
    first, second, third = (published_in(1400, month, body="فولاد") for month in (9, 8, 7))
    reindex()
    base = "q=فولاد&sort=newest&per_page=1"
    html = page_of(client, f"{second.get_absolute_url()}?{base}&page=2")
    assert "نتیجهٔ ۲ از ۳" in html
    before, after = (html.index(f'rel="{rel}"') for rel in ("prev", "next"))
    assert f"/articles/{first.pk}/?" in html[before : before + 200]
    assert f"/articles/{third.pk}/?" in html[after : after + 200]
    assert "page=3" in html[after : after + 200]
    last = page_of(client, f"{third.get_absolute_url()}?{base}&page=3")
    assert 'rel="prev"' in last and 'rel="next"' not in last


def test_a_hit_leads_to_its_article_with_the_search(client: Client, reindex: Reindex) -> None:
    article = factories.article(body="فولاد")
    reindex()
    assert f"{article.get_absolute_url()}?q=" in page_of(client, "/search/?q=فولاد")


@pytest.mark.parametrize(
    "query", ["?q=ندارد", "?page=x", "?utm_source=elsewhere", "?q=" + "ا" * 400]
)
def test_an_article_is_read_as_it_is_when_no_search_led_to_it(
    client: Client, reindex: Reindex, query: str
) -> None:
    article = factories.article(body="فولاد")
    reindex()
    html = page_of(client, article.get_absolute_url() + query)
    assert "<mark>" not in html and 'class="trail"' not in html


def test_pages_stand_without_an_index(client: Client) -> None:
    article = factories.article(body="فولاد")
    assert "فولاد" in page_of(client, f"{article.get_absolute_url()}?q=فولاد")
    page_of(client, "/provinces/yazd/")
    assert client.get("/insights/").status_code in {200, 503}


def test_similar_articles_share_the_telling_words(reindex: Reindex) -> None:
    article = factories.article(body="کاشی لعاب‌دار یزد به آلمان رفت")
    alike = factories.article(body="کاشی لعاب‌دار یزد به فرانسه هم رفت")
    hidden = factories.article(body="کاشی لعاب‌دار یزد به ایتالیا هم رفت")
    for number in range(5):
        factories.article(body=f"باران شماره {number} بارید و هوا خنک شد")
    reindex()
    assert similar_articles(article, without=[hidden]) == [alike]


def in_province(article: Article, slug: str = "yazd") -> None:
    province = Province.objects.get(slug=slug)
    factories.mention(ProvinceMention, article, province=province)


def test_the_band_counts_the_months_and_compares_with_the_year_before(reindex: Reindex) -> None:
    for year, month in [(1400, 1), (1400, 2), (1400, 12), (1401, 1), (1401, 2), (1401, 2)]:
        in_province(published_in(year, month))
    in_province(factories.article())
    reindex()
    band = timeline("province", "yazd")
    assert band is not None
    assert [(year.label, year.count) for year in band.years] == [("۱۴۰۰", 3), ("۱۴۰۱", 3)]
    farvardin, ordibehesht, khordad = band.years[1].months[:3]
    assert (farvardin.count, farvardin.height, farvardin.step) == (1, 50, 3)
    assert (ordibehesht.count, ordibehesht.height, ordibehesht.step) == (2, 100, 5)
    assert khordad.count == 0 and farvardin.place > ordibehesht.place
    assert band.empty_months == 9 and band.undated == 1
    assert band.comparison is not None
    assert (band.comparison.count, band.comparison.count_before) == (3, 2)
    assert (band.comparison.percent, band.comparison.is_more) == (50, True)


def test_without_dated_articles_there_is_no_band(reindex: Reindex) -> None:
    in_province(factories.article())
    reindex()
    assert timeline("province", "yazd") is None


def test_the_matrix_counts_articles_of_a_province_and_a_market(
    client: Client, reindex: Reindex
) -> None:
    for slug, market in [("yazd", "iq"), ("yazd", "iq"), ("qom", "tr")]:
        article = factories.article()
        in_province(article, slug)
        wanted = ExportMarket.objects.get(slug=market)
        factories.mention(MarketMention, article, market=wanted)
    reindex()
    matrix = province_by_market()
    assert [market.slug for market in matrix.markets] == ["iq", "tr"]
    found = {row.province.slug: [cell.count for cell in row.cells] for row in matrix.rows}
    assert found == {"yazd": [2, 0], "qom": [0, 1]}
    assert "?province=yazd&amp;market=iq" in page_of(client, "/insights/")


BODY = (
    "هوشنگ نمونه‌فر، استاندار یزد، گفت: صادرات کاشی به عراق بیش از ۲۰ میلیون دلار شد.\n\n"
    "سهیلا مثالیان، شهردار یزد، گفت: راه باز است."
)


def test_the_index_counts_what_is_named_beside_an_entity_as_the_database_does(
    reindex: Reindex,
) -> None:
    for body in (BODY, BODY.replace("عراق", "ترکیه"), BODY.replace("کاشی", "فولاد"), "یزد"):
        extract_mentions(factories.article(body=body))
    named = [
        (Province.objects.get(slug="yazd"), "province"),
        (ExportMarket.objects.get(slug="iq"), "market"),
        (Official.objects.get(name="هوشنگ نمونه‌فر"), "official"),
        (Source.objects.get(slug="irna"), "source"),
    ]
    counted = [entities_beside(entity, facet) for entity, facet in named]
    assert [(row.name, row.article_count) for row in counted[0]["market"]] == [
        ("عراق", 2),
        ("ترکیه", 1),
    ]
    reindex()
    assert [entities_beside(entity, facet) for entity, facet in named] == counted


def test_full_pages_ask_the_database_twelve_times_however_much_there_is(
    client: Client, reindex: Reindex
) -> None:
    article = factories.article(body=BODY, published_at=dt.datetime(2022, 8, 23, tzinfo=dt.UTC))
    extract_mentions(article)
    Correction.objects.create(article=article, text="شهردار درست است.")
    mention = article.officialmentions.first()
    assert mention is not None and mention.post is not None
    pages = [
        "/",
        "/insights/",
        "/provinces/yazd/",
        "/markets/iq/",
        "/products/tile-ceramic/",
        f"/officials/{mention.official_id}/",
        f"/organizations/{mention.post.organization_id}/",
        f"/sources/{article.source.slug}/",
        f"{article.get_absolute_url()}?q=صادرات",
    ]
    counts: dict[str, list[int]] = {}
    for number in range(2):
        for more in range(2 + 8 * number):
            other = factories.article(body=BODY, headline=f"دیگر {number} {more}")
            extract_mentions(other)
        reindex()
        for address in pages:
            with CaptureQueriesContext(connection) as queries:
                page_of(client, address)
            counts.setdefault(address, []).append(len(queries))
    assert all(few == many <= MAX_QUERIES for few, many in counts.values()), str(counts)
