"""What readers are offered while they type, through the API."""

from collections.abc import Callable

import pytest
from django.test import Client

from archive.merging import merge
from archive.models import (
    Article,
    ArticleStatus,
    ExportMarket,
    MarketMention,
    Official,
    Province,
    ProvinceMention,
)
from tests import factories

ZWNJ = "\u200c"
Reindex = Callable[[], int]
pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(reindex: Reindex) -> None:
    """Entities in one article each, and headlines."""
    article = factories.article(headline=f"جذب سرمایه{ZWNJ}گذاری خارجی")
    factories.official_mention(
        article, factories.official("شیرین نمونه‌پور", "مدیر", "سازمان نمونه")
    )
    factories.mention(ProvinceMention, article, province=Province.objects.get(slug="isfahan"))
    factories.mention(MarketMention, article, market=ExportMarket.objects.get(slug="iq"))
    factories.article(headline="صادرات کارخانه‌های شیشه")
    reindex()


def suggested(client: Client, text: str) -> list[tuple[str, str]]:
    response = client.get("/api/v1/suggest", {"q": text})
    assert response.status_code == 200
    return [(one["type"], one["label"]) for one in response.json()]


@pytest.mark.parametrize(
    "typed",
    ["اصف", "اصفه", "esfa", "isfahan", "Esf", "hwt", "hwtihk", "اصفهان"],
)
def test_any_spelling_of_the_beginning_leads_to_the_entity(
    client: Client, archive: None, typed: str
) -> None:
    assert ("province", "اصفهان") in suggested(client, typed)


def test_an_older_name_leads_to_the_person_of_today(
    client: Client, archive: None, reindex: Reindex
) -> None:
    gone = factories.official("سیمین آزموده")
    factories.official_mention(factories.article(), gone)
    merge(gone, Official.objects.get(name="شیرین نمونه‌پور"))
    reindex()
    assert suggested(client, "سیمین") == [("official", "شیرین نمونه‌پور")]


@pytest.mark.parametrize(
    "typed", ["نمونه پ", "نمونهپ", f"نمونه{ZWNJ}پ", "شيرين ن", "nemoonep", "shirin"]
)
def test_a_person_is_found_by_each_name(client: Client, archive: None, typed: str) -> None:
    assert ("official", "شیرین نمونه‌پور") in suggested(client, typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("سرمایه گذ", f"سرمايه{ZWNJ}گذ", "سرمایهگذ", f"جذب سرمایه{ZWNJ}گذاری خا", "جذب سرم"),
        *("خارج", "سرمایه گذاریهای خا"),
    ],
)
def test_headlines_are_found_by_their_words(client: Client, archive: None, typed: str) -> None:
    assert ("article", f"جذب سرمایه{ZWNJ}گذاری خارجی") in suggested(client, typed)


def test_a_suggestion_leads_to_its_page(client: Client, archive: None) -> None:
    [found] = [
        one
        for one in client.get("/api/v1/suggest", {"q": "عرا"}).json()
        if one["type"] == "market" and one["value"] == "iq"
    ]
    assert found == {"type": "market", "label": "عراق", "value": "iq", "url": "/markets/iq/"}


@pytest.mark.parametrize("typed", ["", "  ", "«»", "ژژژژ", '"(*~:', "\x00"])
def test_nothing_begins_like_that(client: Client, archive: None, typed: str) -> None:
    assert suggested(client, typed) == []


def test_what_is_too_long_is_refused(client: Client) -> None:
    response = client.get("/api/v1/suggest", {"q": "ا" * 301})
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "bad_parameter"


def test_withdrawn_articles_are_not_suggested(client: Client, archive: None) -> None:
    Article.objects.update(status=ArticleStatus.WITHDRAWN, withdrawn_reason="x")
    assert not [one for one in suggested(client, "سرمایه") if one[0] == "article"]


def test_without_an_index_there_are_none(client: Client) -> None:
    assert suggested(client, "اصف") == []
