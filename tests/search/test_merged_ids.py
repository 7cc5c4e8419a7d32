"""Addresses with the id of what was merged mean what it became."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from archive.merging import merge
from archive.models import Article, Official, Organization, Quote
from tests import factories

Reindex = Callable[[], int]
pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(reindex: Reindex) -> dict[str, tuple[str, str]]:
    """By facet the value that was merged and the one that it became; each has an article."""
    people = [
        factories.official("بهرام نمونه‌پور", "مدیر", "شرکت نمونه"),
        factories.official("بهرام نمونه پورفرد", "مدیر", "شرکت نمونهٔ ایران"),
    ]
    sources = [factories.source("nemuneh", name="نمونه"), factories.source("nemoneh", name="نمونک")]
    for person, source in zip(people, sources, strict=True):
        article = factories.article(source=source, body="فولاد و سیمان")
        factories.official_mention(article, person)
        factories.mention(
            Quote, article, speaker=person, speaker_name=person.name, text=f"گفتهٔ {source.slug}"
        )
    factories.article(source=factories.source("irna"), body="فولاد")
    organizations = list(Organization.objects.order_by("pk"))
    for into, gone in (people, organizations, sources):
        merge(gone, into)
    reindex()
    return {
        "official": (str(people[1].pk), str(people[0].pk)),
        "organization": (str(organizations[1].pk), str(organizations[0].pk)),
        "source": ("nemoneh", "nemuneh"),
    }


@pytest.mark.parametrize("facet", ["official", "organization", "source"])
def test_the_search_of_a_merged_value_is_that_of_what_it_became(
    client: Client, merged: dict[str, tuple[str, str]], facet: str
) -> None:
    old, new = merged[facet]
    for name, total in ((facet, 2), (f"not_{facet}", 1)):
        pages = [client.get("/search/", {"q": "فولاد", name: value}) for value in (old, new)]
        assert [page.context["page"].total for page in pages] == [total, total]
        assert pages[0].context["page"].params == pages[1].context["page"].params
        [chip] = pages[0].context["chips"]
        assert (
            "پورفرد" not in chip.value and "ایران" not in chip.value and "نمونک" not in chip.value
        )
        assert f"{name}={new}" in pages[0].content.decode()
        answers = [client.get("/api/v1/search", {name: value}).json() for value in (old, new)]
        assert [answer["total"] for answer in answers] == [total, total]
        selected = [
            [value["value"] for value in answer["facets"][facet] if value["selected"]]
            for answer in answers
        ]
        assert selected == ([[new], [new]] if name == facet else [[], []])


@pytest.mark.parametrize(
    "address",
    [*(f"/search/export.{kind}" for kind in ("csv", "jsonl", "ris", "bib")), "/search/feed.atom"],
)
def test_feeds_and_files_follow_too(
    client: Client, merged: dict[str, tuple[str, str]], address: str
) -> None:
    old, new = merged["official"]
    answers = [client.get(address, {"official": value}) for value in (old, new)]
    texts = [answer.getvalue().decode() for answer in answers]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert texts[0].replace(f"official={old}", f"official={new}") == texts[1]


def test_both_values_of_one_are_one(client: Client, merged: dict[str, tuple[str, str]]) -> None:
    old, new = merged["official"]
    query = urlencode({"official": [old, new, "none"]}, doseq=True)
    assert client.get(f"/search/?{query}").context["page"].params.chosen == {
        "official": (new, "none")
    }


def test_no_number_of_anyone_finds_nothing(
    client: Client, merged: dict[str, tuple[str, str]]
) -> None:
    assert client.get("/search/", {"official": "9" * 18}).context["page"].total == 0


def test_quotes_follow_their_speaker(client: Client, merged: dict[str, tuple[str, str]]) -> None:
    old, new = merged["official"]
    page = client.get("/quotes/", {"official": old})
    assert page.context["speaker"] == Official.objects.get(pk=new)
    assert len(page.context["quotes"]) == 2
    assert client.get("/api/v1/quotes", {"official": old}).json()["total"] == 2


def test_the_older_name_leads_to_the_page_of_the_current(
    client: Client, merged: dict[str, tuple[str, str]]
) -> None:
    response = client.get("/search/", {"q": "بهرام نمونه پورفرد"})
    [entity] = response.context["entities"]
    assert (entity.label, entity.url) == ("بهرام نمونه‌پور", f"/officials/{merged['official'][1]}/")


def test_merged_values_cost_no_more_queries_than_others(
    client: Client,
    merged: dict[str, tuple[str, str]],
    django_assert_max_num_queries: Any,
) -> None:
    asked = {facet: old for facet, (old, _) in merged.items()}
    assert Article.objects.count() == 3
    with django_assert_max_num_queries(12):
        page = client.get("/search/", asked)
    assert page.context["page"].total == 2
