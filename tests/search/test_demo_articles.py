"""Searching the five real articles, imported as a reader's first start does it."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from archive.models import Article, Official
from persian import level

ZWNJ = "\u200c"


@pytest.fixture(autouse=True)
def _demo(db: None, _no_index: None) -> None:
    call_command("import_articles", str(settings.BASE_DIR / "fixtures"), verbosity=0)
    call_command("index_pending", verbosity=0)


def found(client: Client, **parameters: str) -> set[int]:
    page = client.get("/api/v1/search", parameters).json()
    assert not page["is_fallback"]
    assert page["total"] == len(page["results"])
    return {hit["id"] for hit in page["results"]}


def test_a_word_finds_every_article_that_holds_it(client: Client) -> None:
    word = re.compile(r"\bصادرات\b")
    holding = {a.pk for a in Article.objects.all() if word.search(level(f"{a.headline} {a.body}"))}
    assert holding
    assert found(client, q="صادرات") == holding


def test_spellings_of_companies_find_the_same_articles(client: Client) -> None:
    spellings = [f"شرکت{ZWNJ}های", "شرکت های", "شرکتهای", f"شركت{ZWNJ}هاي"]
    answers = [found(client, q=spelling) for spelling in spellings]
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)


def test_alborz_has_two_articles(client: Client) -> None:
    assert len(found(client, province="alborz")) == 2
    assert client.get("/search/", {"province": "alborz"}).context["page"].total == 2


def test_a_name_leads_to_its_official(client: Client) -> None:
    response = client.get("/search/", {"q": "اصغر مصاحب"})
    [entity] = response.context["entities"]
    official = Official.objects.get(name="اصغر مصاحب")
    assert entity.url == official.get_absolute_url()
    assert entity.detail
    assert entity.url in response.content.decode()


def test_undated_articles_can_be_asked_for(client: Client) -> None:
    undated = {a.pk for a in Article.objects.filter(published_at__isnull=True)}
    assert found(client, year="none") == undated
