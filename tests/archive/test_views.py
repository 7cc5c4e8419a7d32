"""The pages of articles and entities, as a reader's browser gets them."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape

import pytest
from django.urls import reverse

from archive.extract.types import Part
from archive.models import (
    Article,
    ArticleOrigin,
    ArticleStatus,
    City,
    CityMention,
    ExportMarket,
    MarketMention,
    MentionState,
    OfficialMention,
    Organization,
    Province,
    ProvinceMention,
    RawDocument,
    SourceRights,
)
from archive.models.mentions import Mention
from tests import factories
from tests.pages import page_of

pytestmark = pytest.mark.django_db

MAX_QUERIES = 12
LISTS = [
    *("/", "/provinces/", "/markets/", "/products/", "/officials/", "/organizations/", "/sources/"),
    *("/quotes/", "/figures/", "/help/", "/about/"),
]
BODY = "استاندار قزوین گفت: صادرات به عراق دو برابر شد.\n\nشیرین نمونه‌پور در کرج سخن گفت."


def name(found_in: Article, kind: type[Mention], words: str, **values: object) -> None:
    """A mention of the words where the article's body first has them."""
    start = found_in.body.index(words)
    end = start + len(words)
    factories.mention(kind, found_in, start=start, end=end, **values)


def told(**values: object) -> Article:
    """An article that names a province, a city, a market and an official."""
    article = factories.article(body=BODY, **values)
    name(article, ProvinceMention, "قزوین", province=Province.objects.get(slug="qazvin"))
    name(article, CityMention, "کرج", city=City.objects.get(slug="karaj"))
    name(article, MarketMention, "عراق", market=ExportMarket.objects.get(slug="iq"))
    person = factories.official("شیرین نمونه‌پور", "مدیرعامل", "شرکت نمونه")
    words = "شیرین نمونه‌پور"
    name(article, OfficialMention, words, official=person, post=person.posts.get())
    return article


def entity_pages(article: Article) -> list[str]:
    mention = article.officialmentions.get()
    assert mention.post is not None
    return [
        "/provinces/qazvin/",
        "/markets/iq/",
        f"/officials/{mention.official_id}/",
        f"/organizations/{mention.post.organization_id}/",
        f"/sources/{article.source.slug}/",
    ]


@pytest.mark.parametrize("address", LISTS)
def test_every_page_stands_on_an_empty_archive(client, address):
    html = page_of(client, address)
    assert html.count("<h1") == 1
    assert '<html lang="fa" dir="rtl">' in html


@pytest.mark.parametrize("address", ["/provinces/qazvin/", "/markets/iq/", "/sources/irna/"])
def test_an_entity_without_articles_says_so(client, address):
    assert "هنوز مقاله‌ای در این‌جا نیست" in page_of(client, address)


def test_every_page_shows_the_archive_with_one_heading_and_persian_numbers(client):
    article = told()
    for address in [*LISTS, article.get_absolute_url(), *entity_pages(article)]:
        html = page_of(client, address)
        assert html.count("<h1") == 1, address
        assert "style=" not in html, address


def test_no_page_asks_more_of_the_database_when_there_are_more_articles(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    article = told()
    addresses = [*LISTS, article.get_absolute_url(), *entity_pages(article)]
    counts = {}
    for address in addresses:
        with django_assert_max_num_queries(MAX_QUERIES) as queries:
            page_of(client, address)
        counts[address] = len(queries)
    for number in range(6):
        told(external_id=f"more-{number}")
    for address in addresses:
        with django_assert_num_queries(counts[address]):
            page_of(client, address)


def test_home_counts_what_is_published(client):
    told()
    factories.article(status=ArticleStatus.DRAFT)
    html = page_of(client, "/")
    assert re.findall(r'numbers__value">([^<]+)<', html) == ["۱", "۱", "۱", "۱"]
    assert html.count("map__province map__province--") == 31
    assert 'aria-label="قزوین: ۱ مقاله"' in html


def test_names_in_the_text_lead_to_their_pages(client):
    article = told()
    person = article.officialmentions.get().official
    html = page_of(client, article.get_absolute_url())
    text = html[html.index('class="prose"') :]
    assert '<a class="named named--place" href="/provinces/qazvin/">قزوین</a>' in text
    assert '<a class="named named--place" href="/search/?city=karaj">کرج</a>' in text
    assert '<a class="named named--market" href="/markets/iq/">عراق</a>' in text
    link = f'<a class="named named--person" href="/officials/{person.pk}/">{person.name}</a>'
    assert link in text


def test_rejected_mentions_are_nowhere(client):
    article = told()
    article.marketmentions.update(state=MentionState.REJECTED)
    assert "/markets/iq/" not in page_of(client, article.get_absolute_url())
    assert article.display_headline not in page_of(client, "/markets/iq/")
    assert "/markets/iq/" not in page_of(client, "/markets/")


def test_markup_in_an_article_is_shown_as_text(client):
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    article = factories.article(
        headline=hostile, lead=hostile, body=hostile + "\n\n" + hostile, kicker=hostile
    )
    html = page_of(client, article.get_absolute_url())
    assert "<script>alert" not in html
    assert "<img" not in html


def test_structured_data_is_whole_and_cannot_end_its_element(client):
    article = told(
        headline="تیتر </script><b>&",
        published_at=dt.datetime(2022, 8, 23, 17, 51, tzinfo=dt.UTC),
        published_precision="minute",
    )
    html = page_of(client, article.get_absolute_url())
    match = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert match is not None
    data = json.loads(match[1])
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == article.headline
    assert data["datePublished"] == "2022-08-23T22:21+04:30"
    assert {"@type": "Country", "name": "عراق"} in data["mentions"]


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        ("minute", '<time datetime="2022-08-23T22:21+04:30">۱ شهریور ۱۴۰۱، ساعت ۲۲:۲۱</time>'),
        ("day", '<time datetime="2022-08-23">۱ شهریور ۱۴۰۱</time>'),
        ("month", "<span>شهریور ۱۴۰۱</span>"),
        ("year", "<span>سال ۱۴۰۱</span>"),
    ],
)
def test_a_date_is_as_exact_as_its_source_told_it(client, precision, shown):
    moment = dt.datetime(2022, 8, 23, 17, 51, tzinfo=dt.UTC)
    article = factories.article(published_at=moment, published_precision=precision)
    assert shown in page_of(client, article.get_absolute_url())


def test_an_undated_article_says_so_and_comes_last(client):
    undated = told(headline="خبر بی‌زمان")
    dated = told(headline="خبر کهنه", published_at=dt.datetime(2001, 1, 1, tzinfo=dt.UTC))
    assert "بدون تاریخ" in page_of(client, undated.get_absolute_url())
    html = page_of(client, "/provinces/qazvin/")
    assert html.index(dated.headline) < html.index(undated.headline)


def test_the_foot_of_an_article_tells_where_it_came_from(client):
    article = factories.article()
    raw = RawDocument.objects.create(
        sha256="ab" * 32, size_bytes=10, format="text", encoding="utf-8"
    )
    ArticleOrigin.objects.create(
        article=article, raw=raw, file_name="/srv/incoming/dump.txt", line=12, reader="plain_text"
    )
    html = page_of(client, article.get_absolute_url())
    for shown in ["ab" * 32, "dump.txt", "سطر ۱۲", "TEXT · UTF-8"]:
        assert shown in html
    assert "/srv/incoming" not in html


@pytest.mark.parametrize(
    ("rights", "shows_lead", "shows_body"),
    [
        (SourceRights.FULL, True, True),
        (SourceRights.EXTRACT, True, False),
        (SourceRights.LINK, False, False),
    ],
)
def test_an_article_shows_as_much_as_its_source_allows(client, rights, shows_lead, shows_body):
    source = factories.source("careful", rights=rights)
    article = factories.article(source=source, lead="لید خبر", body="بند یکم.\n\nبند دوم.")
    html = page_of(client, article.get_absolute_url())
    assert ("لید خبر" in html) == shows_lead
    assert ("بند دوم" in html) == shows_body
    assert ("اجازهٔ نمایش متن کامل را نداده" in html) == (rights != SourceRights.FULL)
    assert ("لید خبر" in page_of(client, "/sources/careful/")) == shows_lead


def test_a_lead_that_opens_the_body_is_shown_once(client):
    article = factories.article(lead="لید خبر", body="لید خبر و ادامهٔ آن.")
    html = page_of(client, article.get_absolute_url())
    assert html[html.index("<main") :].count("لید خبر") == 1


def test_what_follows_the_number_of_an_article_is_decoration(client):
    response = client.get("/articles/7/any-headline/at-all/")
    assert response.status_code == 301
    assert response["Location"] == "/articles/7/"


def test_a_draft_is_not_there(client):
    draft = factories.article(status=ArticleStatus.DRAFT)
    page_of(client, draft.get_absolute_url(), 404)


def test_a_withdrawn_article_is_gone_with_its_reason(client):
    article = told(headline="تیتر پس‌گرفته")
    article.status, article.withdrawn_reason = ArticleStatus.WITHDRAWN, "به خواست منبع"
    article.save()
    html = page_of(client, article.get_absolute_url(), 410)
    assert "به خواست منبع" in html
    assert article.headline not in html
    for address in ["/", "/provinces/qazvin/", "/sitemap.xml"]:
        assert article.get_absolute_url() not in page_of(client, address)


@pytest.mark.parametrize(
    "address",
    [
        "/provinces/atlantis/",
        "/markets/zz/",
        "/officials/1/",
        "/organizations/1/",
        "/sources/none/",
        "/articles/1/",
        "/articles/99999999999999999999999999/",
    ],
)
def test_what_does_not_exist_is_not_found(client, address):
    assert "این‌جا صفحه‌ای نیست" in page_of(client, address, 404)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/news/صنایع-کوچک/1402/", "صنایع کوچک"),
        ("/steel-exports_2020", "steel exports"),
        ("/articles/12345/", ""),
        ("/شرکت\u200cهای-البرز/", "شرکت\u200cهای البرز"),
    ],
)
def test_a_missing_page_offers_to_search_for_the_words_of_its_address(client, address, words):
    html = page_of(client, address, 404)
    field = re.search(r'id="lost-q"[^>]*?value="([^"]*)"', html)
    assert field is not None
    assert unescape(field[1]) == words


def test_an_entity_page_marks_the_words_that_name_it(client):
    told()
    for address, words in [("/provinces/qazvin/", "قزوین"), ("/markets/iq/", "عراق")]:
        assert f"<mark>{words}</mark>" in page_of(client, address)


def test_evidence_in_the_text_is_told_rather_than_the_headline(client):
    article = factories.article(headline="خبر قزوین", body="در قزوین کارخانه‌ای باز شد.")
    province = Province.objects.get(slug="qazvin")
    factories.mention(
        ProvinceMention, article, province=province, part=Part.HEADLINE, start=4, end=9
    )
    name(article, ProvinceMention, "قزوین", province=province)
    assert "در <mark>قزوین</mark> کارخانه‌ای" in page_of(client, "/provinces/qazvin/")


def test_an_officials_page_tells_role_organization_and_time(client):
    article = told()
    post = article.officialmentions.get().post
    post.first_seen_on = dt.date(2022, 8, 23)
    post.last_seen_on = dt.date(2023, 8, 23)
    post.save()
    html = page_of(client, post.official.get_absolute_url())
    assert "مدیرعامل" in html
    assert reverse("archive:organization", args=[post.organization_id]) in html
    assert "از ۱ شهریور ۱۴۰۱ تا ۱ شهریور ۱۴۰۲ در خبرها" in html


def test_an_organization_lists_its_people(client):
    told()
    organization = Organization.objects.get(name="شرکت نمونه")
    html = page_of(client, f"/organizations/{organization.pk}/")
    assert "شیرین نمونه‌پور" in html


def test_long_lists_come_in_pages(client):
    source = factories.source("busy")
    for _ in range(21):
        factories.article(source=source)
    first = page_of(client, "/sources/busy/")
    assert 'href="?page=2"' in first and "صفحهٔ ۱ از ۲" in first
    assert page_of(client, "/sources/busy/?page=2").count('class="line"') == 1
    for odd in ["x", "0", "-1", "999", "9" * 40]:
        page_of(client, f"/sources/busy/?page={odd}")


def test_the_place_in_the_navigation_is_told(client):
    assert 'href="/provinces/" aria-current="page"' in page_of(client, "/provinces/")
    assert 'href="/provinces/" aria-current="true"' in page_of(client, "/provinces/qazvin/")


def test_the_sitemap_holds_articles_and_named_entities_under_the_sites_address(client, settings):
    article = told()
    html = page_of(client, "/sitemap.xml")
    for address in [article.get_absolute_url(), "/provinces/qazvin/", "/markets/iq/", "/about/"]:
        assert f"<loc>{settings.SITE_URL}{address}</loc>" in html
    assert "/provinces/tehran/" not in html


def test_robots_are_told_of_the_sitemap(client, settings):
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml\n" in page_of(client, "/robots.txt")


def test_health_and_readiness(client):
    assert client.get("/healthz").json() == {"ok": True}
    assert client.get("/readyz").json()["ok"] is True


def test_the_page_of_an_own_fault_needs_neither_database_nor_request():
    from archive.views import server_error

    response = server_error(None)
    assert response.status_code == 500
    assert "خطایی از ما بود" in response.content.decode()


def test_reading_changes_nothing_and_only_reading_is_allowed(client):
    assert client.post("/").status_code == 405


def test_anonymous_readers_get_no_cookie(client):
    article = told()
    for address in [*LISTS, article.get_absolute_url(), "/search/"]:
        assert not client.get(address).cookies, address
