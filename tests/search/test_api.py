from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from archive.models import Province, ProvinceMention
from tests import factories

Reindex = Callable[[], int]
pytestmark = pytest.mark.django_db


def test_a_search_has_the_keys_of_the_contract(client: Client, reindex: Reindex) -> None:
    article = factories.article(
        headline="صادرات فولاد",
        body="رشد صادرات <b>فولاد</b> & مس",
        external_id="85",
        published_at=datetime(2023, 8, 3, 8, tzinfo=UTC),
    )
    factories.mention(ProvinceMention, article, province=Province.objects.get(slug="alborz"))
    reindex()
    response = client.get("/api/v1/search", {"q": "صادرات", "province": "alborz"})
    assert response.status_code == 200
    assert "صادرات" in response.content.decode()  # Persian as it is written
    found = response.json()
    assert found.pop("took_ms") >= 0
    [hit] = found.pop("results")
    facets = found.pop("facets")
    assert found == {
        "total": 1,
        "total_all_words": 1,
        "relaxed": False,
        "searched_instead": None,
        "suggestion": None,
        "hint": None,
        "also_searched": [],
        "is_fallback": False,
        "page": 1,
        "pages": 1,
        "histogram": [{"year": 1402, "month": 5, "count": 1}],
    }
    assert hit.pop("score") > 0
    assert hit == {
        "id": article.pk,
        "external_id": "85",
        "headline": "صادرات فولاد",
        "snippet": "رشد <mark>صادرات</mark> &lt;b&gt;فولاد&lt;/b&gt; &amp; مس",
        "url": f"/articles/{article.pk}/",
        "source": {"slug": "irna", "name": article.source.name},
        "published": "1402-05-12",
    }
    assert facets["province"] == [
        {"value": "alborz", "label": "البرز", "count": 1, "selected": True, "excluded": False}
    ]
    assert set(facets) == {
        *("province", "market", "product", "official", "organization", "source", "city", "year")
    }


@pytest.mark.parametrize(
    "path", ["search?page=0", "search?year=x", "provinces?per_page=1000", "officials?page=x"]
)
def test_bad_parameters_are_named(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 400
    error = response.json()["error"]
    assert error["code"] == "bad_parameter"
    assert error["message"]


@pytest.mark.parametrize("path", ["articles/999999", "articles/1/", "nothing", "search/x"])
def test_what_there_is_not_is_an_error_too(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"


def test_an_article_is_told_whole(client: Client) -> None:
    article = factories.article(headline="رشد صادرات", body="متن خبر", external_id="85")
    found = client.get(f"/api/v1/articles/{article.pk}").json()
    assert (found["id"], found["page"]) == (article.pk, article.get_absolute_url())
    assert (found["headline"], found["body"], found["published"]) == ("رشد صادرات", "متن خبر", None)


@pytest.mark.parametrize(("status", "code"), [("draft", 404), ("withdrawn", 410)])
def test_an_article_that_is_not_published_is_not_told(
    client: Client, status: str, code: int
) -> None:
    article = factories.article(status=status, withdrawn_reason="خواست منبع")
    response = client.get(f"/api/v1/articles/{article.pk}")
    assert response.status_code == code
    assert "body" not in response.json()


def test_lists_are_paged_with_the_most_mentioned_first(client: Client) -> None:
    article = factories.article()
    factories.mention(ProvinceMention, article, province=Province.objects.get(slug="yazd"))
    found = client.get("/api/v1/provinces", {"per_page": 10}).json()
    assert (found["total"], found["page"], found["pages"]) == (31, 1, 4)
    assert len(found["results"]) == 10
    first = {"slug": "yazd", "name": "یزد", "url": "/provinces/yazd/", "articles": 1}
    assert found["results"][0] == first
    past = client.get("/api/v1/provinces", {"page": 9}).json()
    assert (past["total"], past["results"]) == (31, [])


def test_officials_have_their_posts(client: Client) -> None:
    official = factories.official("شیرین نمونه‌پور", "مدیرعامل", "شرکت نمونه")
    factories.official_mention(factories.article(), official)
    [found] = client.get("/api/v1/officials").json()["results"]
    assert (found["name"], found["articles"]) == ("شیرین نمونه‌پور", 1)
    assert found["posts"] == [{"role": "مدیرعامل", "organization": "شرکت نمونه"}]


@pytest.mark.parametrize("path", ["markets", "sources"])
def test_other_lists_answer(client: Client, path: str) -> None:
    assert client.get(f"/api/v1/{path}").status_code == 200


def test_the_description_of_the_api_is_whole(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    names = {parameter["name"] for parameter in paths["/api/v1/search"]["get"]["parameters"]}
    assert {"q", "province", "not_province", "month", "from", "to", "sort", "page"} <= names


def test_organizations_and_cities_are_lists_too(client: Client) -> None:
    person = factories.official("شیرین نمونه‌پور", "مدیر", "سازمان نمونه")
    factories.official_mention(factories.article(), person)
    [found] = client.get("/api/v1/organizations").json()["results"]
    number = person.posts.get().organization_id
    assert found == {
        "id": number,
        "name": "سازمان نمونه",
        "url": f"/organizations/{number}/",
        "articles": 1,
    }
    cities = client.get("/api/v1/cities", {"per_page": 1}).json()
    assert cities["total"] > 300
    assert cities["results"][0].keys() == {"slug", "name", "url", "articles", "province"}
