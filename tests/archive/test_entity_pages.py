"""Entity pages beyond their articles: what is named with them, feeds, filters; on this day."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

import jdatetime
import pytest
from django.test import Client

from archive import beside, catalogue
from archive.ingest.mentions import extract_mentions
from archive.models import (
    Article,
    ArticleStatus,
    Official,
    OfficialMention,
    Organization,
    Post,
    Province,
    Source,
    SourceRights,
)
from archive.post_band import draw_posts
from persian.jalali import to_gregorian
from tests import factories
from tests.pages import page_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
BODY = (
    "هوشنگ نمونه‌فر، استاندار یزد، گفت: صادرات کاشی به عراق بیش از ۲۰ میلیون دلار شد.\n\n"
    "سهیلا مثالیان، شهردار یزد، گفت: راه باز است."
)
PAGES = [
    "/provinces/yazd/",
    "/markets/iq/",
    "/products/tile-ceramic/",
    "/sources/irna/",
]


def told(**values: object) -> Article:
    return factories.read_article(body=BODY, **values)


def entries(client: Client, address: str) -> list[ElementTree.Element]:
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_tells_who_is_named_with_it_what_was_said_and_counted(client, address):
    told()
    html = page_of(client, address)
    assert "هوشنگ نمونه‌فر" in html and "استاندار" in html
    assert "راه باز است" in html
    assert "۲۰ میلیون دلار" in html
    for other in {*PAGES[:3]} - {address}:
        assert f'href="{other}"' in html, other


def test_an_official_is_not_named_beside_himself(client):
    told()
    governor = Official.objects.get(name="هوشنگ نمونه‌فر")
    articles = catalogue.articles_of(governor)
    related = beside.related(beside.most(beside.count_beside(articles), 10, without=governor))
    assert [row.name for row in related["official"]] == ["سهیلا مثالیان"]


def test_related_entities_are_counted_by_article_and_the_most_frequent_come_first():
    for _ in range(2):
        told()
    article = factories.article(body="صادرات به ترکیه از یزد")
    extract_mentions(article)
    yazd = Province.objects.get(slug="yazd")
    articles = catalogue.articles_of(yazd)
    related = beside.related(beside.most(beside.count_beside(articles), 10, without=yazd))
    assert [(row.name, row.article_count) for row in related["market"]] == [
        ("عراق", 2),
        ("ترکیه", 1),
    ]


def test_other_names_of_an_official_are_told(client):
    told()
    governor = Official.objects.get(name="هوشنگ نمونه‌فر")
    other = factories.official("ه. نمونه‌فر")
    other.merged_into = governor
    other.save()
    assert "«<bdi>ه. نمونه‌فر</bdi>»" in page_of(client, governor.get_absolute_url())
    assert client.get(other.get_absolute_url()).status_code == 301
    moved = client.get(f"{other.get_absolute_url()}feed.atom")
    assert moved.status_code == 301
    assert moved["Location"] == f"{governor.get_absolute_url()}feed.atom"


@pytest.mark.parametrize("address", PAGES)
def test_every_entity_has_a_feed(client, settings, address):
    article = told(headline="تیتر & <b>", lead="لید & خبر")
    [entry] = entries(client, f"{address}feed.atom")
    assert entry.findtext(f"{ATOM}title") == article.headline
    assert entry.findtext(f"{ATOM}summary") == "لید &amp; خبر"
    assert entry.findtext(f"{ATOM}id") == settings.SITE_URL + article.get_absolute_url()
    assert f'href="{address}feed.atom"' in page_of(client, address)


def test_people_and_organizations_have_feeds(client):
    article = factories.article()
    person = factories.official("شیرین نمونه‌پور", "مدیرعامل", "شرکت نمونه")
    factories.mention(OfficialMention, article, official=person, post=person.posts.get())
    organization = Organization.objects.get(name="شرکت نمونه")
    assert len(entries(client, f"/officials/{person.pk}/feed.atom")) == 1
    assert len(entries(client, f"/organizations/{organization.pk}/feed.atom")) == 1
    page_of(client, "/officials/99999/feed.atom", 404)


def test_a_feed_holds_what_came_last_and_is_published_and_as_much_as_may_be_shown(client):
    old = told(
        headline="کهنه", external_id="1", published_at=dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
    )
    Source.objects.filter(pk=old.source_id).update(rights=SourceRights.LINK)
    undated = told(headline="بی‌تاریخ", external_id="2")
    told(headline="پیش‌نویس", external_id="3", status=ArticleStatus.DRAFT)
    found = entries(client, "/provinces/yazd/feed.atom")
    assert [entry.findtext(f"{ATOM}title") for entry in found] == ["بی‌تاریخ", "کهنه"]
    assert found[0].findtext(f"{ATOM}published") == undated.added_at.isoformat()
    assert not any(entry.findtext(f"{ATOM}summary") for entry in found)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"کاظم نمونه", "کریم مثال", "گیتی نمونه"}),
        ("?name=نمونه", {"کاظم نمونه", "گیتی نمونه"}),
        ("?name=كاظم", {"کاظم نمونه"}),
        ("?letter=ک", {"کاظم نمونه", "کریم مثال"}),
        ("?letter=ک&name=مثال", {"کریم مثال"}),
        ("?letter=%25", {"کاظم نمونه", "کریم مثال", "گیتی نمونه"}),
        ("?name=%00ندارد", set()),
    ],
)
def test_officials_are_found_by_name_and_letter(client, query, names):
    every = {"کاظم نمونه", "کریم مثال", "گیتی نمونه"}
    for one in every:
        factories.official_mention(factories.article(), factories.official(one))
    html = page_of(client, f"/officials/{query}")
    assert {one for one in every if one in html} == names


def test_letters_lead_only_where_there_are_names(client):
    html = page_of(client, "/provinces/")
    assert 'href="?letter=%DA%AF"' in html  # گیلان، گلستان
    assert "?letter=%D8%AB" not in html  # no province begins with ث
    chosen = page_of(client, "/provinces/?letter=گ")
    assert 'href="/provinces/gilan/"' in chosen and 'href="/provinces/yazd/"' not in chosen


def test_posts_lie_on_one_line_of_time_from_right_to_left():
    days = [dt.date(2020, 1, 1), dt.date(2020, 1, 11), dt.date(2020, 1, 21)]
    early = Post(first_seen_on=days[0], last_seen_on=days[1])
    late = Post(first_seen_on=days[1], last_seen_on=days[2])
    undated = Post()
    drawn = [(one.left, one.width) for one in draw_posts([late, early, undated])]
    assert drawn == [(0, 500), (500, 500), (None, None)]
    assert draw_posts([Post(first_seen_on=days[0], last_seen_on=days[0])])[0].width is None


def test_sources_are_found_by_name(client):
    told()
    name = Source.objects.get(slug="irna").name
    assert name in page_of(client, f"/sources/?name={name}")
    assert "نامی با این نشانی" in page_of(client, "/sources/?name=ندارد")


def test_organizations_are_listed_with_their_articles(client):
    person = factories.official("شیرین نمونه‌پور", "مدیرعامل", "شرکت نمونه")
    factories.official("کسی", "مدیر", "شرکت بی‌خبر")
    factories.official_mention(factories.article(), person)
    html = page_of(client, "/organizations/")
    assert "شرکت نمونه" in html and "شرکت بی‌خبر" not in html
    assert "نامی با این نشانی" in page_of(client, "/organizations/?name=ندارد")


def published_on(year: int, month: int, day: int, **values: object) -> Article:
    at = dt.datetime.combine(to_gregorian(year, month, day), dt.time(8), tzinfo=dt.UTC)
    return factories.article(published_at=at, **values)


def test_on_this_day_has_one_article_of_each_earlier_year():
    wanted = [published_on(1402, 9, 1), published_on(1399, 9, 1)]
    published_on(1402, 9, 2)
    published_on(1404, 9, 1)  # today itself
    published_on(1400, 9, 1, published_precision="month")
    published_on(1401, 9, 1, status=ArticleStatus.DRAFT)
    assert catalogue.on_this_day(jdatetime.date(1404, 9, 1), 5) == wanted


def test_on_the_leap_day_only_leap_years_count():
    leap = published_on(1399, 12, 30)
    published_on(1400, 12, 29)
    assert catalogue.on_this_day(jdatetime.date(1403, 12, 30), 5) == [leap]


def test_an_empty_archive_has_no_such_day():
    assert catalogue.on_this_day(jdatetime.date(1404, 9, 1), 5) == []


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/quotes/?q=راه", True),
        ("/quotes/?q=راه صادرات", False),
        ("/quotes/?q=ندارد", False),
        ("/figures/?q=كاشي", True),
        ("/figures/?q=ندارد", False),
        ("/figures/?product=tile-ceramic", True),
        ("/figures/?product=steel", False),
    ],
)
def test_quotes_and_figures_are_found_by_words_and_product(client, address, shown):
    told()
    html = page_of(client, address)
    assert ("quote__text" in html or "figure__value" in html) == shown


def test_a_product_that_is_none_is_not_found(client):
    page_of(client, "/figures/?product=nothing", 404)
