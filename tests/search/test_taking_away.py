"""Files, feed and citation of a search; the page of a facet's values; why a result."""

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.test import Client

from archive.models import Article, ArticleStatus, Province, ProvinceMention, SourceRights
from tests import factories

ATOM = "{http://www.w3.org/2005/Atom}"
Reindex = Callable[[], int]
pytestmark = pytest.mark.django_db


def body(response: Any) -> str:
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


@pytest.fixture
def steel(reindex: Reindex) -> Article:
    """One of two articles, the one with a province and about steel."""
    article = factories.article(
        headline="=cmd|'/c calc'!A0",
        body="رشد صادرات فولاد، «بی‌سابقه»\n\nبند دوم",
        external_id="+85",
        published_at=datetime(2023, 8, 3, 8, tzinfo=UTC),
    )
    factories.mention(ProvinceMention, article, province=Province.objects.get(slug="alborz"))
    factories.article(headline="گندم")
    reindex()
    return article


def test_a_csv_opens_in_spreadsheets_and_holds_no_formula(client: Client, steel: Article) -> None:
    response = client.get("/search/export.csv", {"q": "فولاد"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert 'attachment; filename="sanat-search.csv"' in response["Content-Disposition"]
    text = body(response)
    assert text.startswith("\ufeff")
    [row] = csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""))
    assert row["headline"] == "'=cmd|'/c calc'!A0"
    assert row["external_id"] == "'+85"
    assert row["provinces"] == "البرز"
    assert row["published"] == "1402-05-12"
    assert row["body"] == steel.body


def test_json_lines_hold_what_the_api_gives(client: Client, steel: Article) -> None:
    [line] = body(client.get("/search/export.jsonl", {"province": "alborz"})).splitlines()
    api = client.get(f"/api/v1/articles/{steel.pk}").json()
    told = json.loads(line)
    assert told.pop("page").endswith(api.pop("page"))
    assert told == {key: value for key, value in api.items() if key != "family"}


@pytest.mark.parametrize(("kind", "mark"), [("ris", "ER  - "), ("bib", "@misc{")])
def test_reference_managers_get_every_article(
    client: Client, steel: Article, kind: str, mark: str
) -> None:
    assert body(client.get(f"/search/export.{kind}")).count(mark) == 2


def test_an_export_has_no_pages_and_keeps_the_order(client: Client, reindex: Reindex) -> None:
    articles = [
        factories.article(body="صادرات", published_at=datetime(2023, 1, day, tzinfo=UTC))
        for day in range(1, 26)
    ]
    reindex()
    query = {"q": "صادرات", "sort": "oldest", "page": 7, "per_page": 5}
    rows = body(client.get("/search/export.jsonl", query)).splitlines()
    assert [json.loads(row)["id"] for row in rows] == [article.pk for article in articles]


def test_an_export_obeys_rights_and_withdrawal(client: Client, reindex: Reindex) -> None:
    factories.article(
        source=factories.source("linked-only", rights=SourceRights.LINK), body="متن پنهان فولاد"
    )
    withdrawn = factories.article(body="فولاد")
    reindex()
    Article.objects.filter(pk=withdrawn.pk).update(
        status=ArticleStatus.WITHDRAWN, withdrawn_reason="خطا"
    )
    [row] = body(client.get("/search/export.jsonl", {"q": "فولاد"})).splitlines()
    assert "پنهان" not in row


@pytest.mark.parametrize("path", ["export.csv", "export.bib", "feed.atom", "facets/market/"])
def test_bad_parameters_are_refused_everywhere(client: Client, path: str) -> None:
    assert client.get(f"/search/{path}", {"page": "x"}).status_code == 400


@pytest.mark.parametrize("path", ["export.csv", "export.jsonl", "feed.atom", "facets/market/"])
def test_without_an_index_the_database_answers(client: Client, path: str) -> None:
    factories.article(body="صادرات")
    assert client.get(f"/search/{path}", {"q": "صادرات"}).status_code == 200


def test_unknown_formats_and_facets_do_not_exist(client: Client) -> None:
    assert client.get("/search/export.xls").status_code == 404
    assert client.get("/search/facets/colour/").status_code == 404


def test_the_feed_has_what_came_last_into_the_archive(client: Client, reindex: Reindex) -> None:
    old = factories.article(body="فولاد", published_at=datetime(2024, 1, 1, tzinfo=UTC))
    new = factories.article(body="فولاد <b>")
    factories.article(body="گندم")
    reindex()
    response = client.get("/search/feed.atom", {"q": "فولاد"})
    feed = ElementTree.fromstring(response.content)
    assert "فولاد" in feed.findtext(f"{ATOM}title", "")
    links = [entry.findtext(f"{ATOM}id", "") for entry in feed.iter(f"{ATOM}entry")]
    assert [link.rstrip("/").rsplit("/", 1)[1] for link in links] == [str(new.pk), str(old.pk)]


def test_the_page_offers_citation_files_and_feed(client: Client, steel: Article) -> None:
    response = client.get("/search/", {"q": "فولاد", "not_province": "yazd"})
    sharing = response.context["sharing"]
    assert "«فولاد»، جز استان: یزد؛ ۱ مقاله" in sharing.citation
    assert sharing.address in sharing.citation
    for url in [*(export.url for export in sharing.exports), sharing.feed_url]:
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["البرز", "آذربایجان شرقی", "آذربایجان غربی", "بدون استان"]),
        ({"value": "آذر"}, ["آذربایجان شرقی", "آذربایجان غربی"]),
        ({"value": "آذربايجانش"}, ["آذربایجان شرقی"]),
        ({"order": "name"}, ["آذربایجان شرقی", "آذربایجان غربی", "البرز", "بدون استان"]),
        ({"value": "ژژژ"}, []),
    ],
)
def test_the_values_of_a_facet_have_a_page(
    client: Client, reindex: Reindex, asked: dict[str, str], names: list[str]
) -> None:
    for slug in ("alborz", "alborz", "west-azerbaijan", "east-azerbaijan"):
        factories.mention(
            ProvinceMention, factories.article(), province=Province.objects.get(slug=slug)
        )
    factories.article()
    reindex()
    response = client.get("/search/facets/province/", asked)
    assert response.status_code == 200
    assert [link.label for link in response.context["page"]] == names


def test_why_a_result_tells_every_word_and_field(client: Client, reindex: Reindex) -> None:
    article = factories.article(headline="صادراتی تازه", body="صادرات فولاد و صادرات مس")
    other = factories.article(body="گندم")
    reindex()
    query = {"q": "صادرات فولاد سنگ"}
    [hit] = client.get("/api/v1/search", query).json()["results"]
    told = client.get(f"/search/why/{article.pk}/", query).context["explanation"]
    assert told.total == pytest.approx(hit["score"], abs=0.05)
    assert [word.text for word in told.words] == ["صادرات", "فولاد", "سنگ"]
    assert {field.label: field.count for field in told.words[0].fields}["متن"] == 2
    assert told.words[2].fields == ()
    assert client.get(f"/search/why/{other.pk}/", query).status_code == 404


@pytest.mark.parametrize(
    "query", ['"صادرات فولاد"', "-گندم فولاد", "صادر*", "تیتر:خبر", "مس یا فولاد"]
)
def test_why_a_result_knows_the_syntax(client: Client, reindex: Reindex, query: str) -> None:
    article = factories.article(body="صادرات فولاد")
    reindex()
    [hit] = client.get("/api/v1/search", {"q": query}).json()["results"]
    told = client.get(f"/search/why/{article.pk}/", {"q": query}).context["explanation"]
    assert told.total == pytest.approx(hit["score"], abs=0.05)


def test_the_command_writes_all_articles(client: Client, steel: Article) -> None:
    out = StringIO()
    call_command("export_articles", "--format", "jsonl", stdout=out)
    assert len(out.getvalue().splitlines()) == 2
    factories.article(status=ArticleStatus.DRAFT)
    out = StringIO()
    call_command("export_articles", "--format", "csv", stdout=out)
    assert len(list(csv.reader(StringIO(out.getvalue(), newline="")))) == 3


def test_browsers_learn_of_the_search(client: Client) -> None:
    response = client.get("/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert "/search/?q={searchTerms}" in response.content.decode()
    assert "/opensearch.xml" in client.get("/about/").content.decode()
