"""What whoever knows Haystack expects of a backend."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from haystack.exceptions import SearchBackendError
from haystack.query import SearchQuerySet

from archive.models import Article, Province, ProvinceMention
from search.backends import backend
from search.exceptions import IndexUnusable
from tests import factories


@pytest.fixture
def articles(reindex: Callable[[], int]) -> list[Article]:
    found = [
        factories.article(
            body=f"صادرات شماره {number}", published_at=datetime(2020 + number, 5, 1, tzinfo=UTC)
        )
        for number in range(3)
    ]
    province = Province.objects.get(slug="alborz")
    for article in found[:2]:
        factories.mention(ProvinceMention, article, province=province)
    factories.article(body="بدون تاریخ")
    reindex()
    return found


def keys(results: SearchQuerySet) -> list[int]:
    return [int(result.pk) for result in results]


def test_filter_count_and_slices(articles: list[Article]) -> None:
    results = SearchQuerySet().filter(content="صادرات").order_by("article_id")
    assert results.count() == 3
    assert keys(results[1:3]) == [article.pk for article in articles[1:]]
    assert results[0].object == articles[0]


def test_exclude_narrow_and_models(articles: list[Article]) -> None:
    assert SearchQuerySet().count() == 4
    assert SearchQuerySet().models(Article).count() == 4
    assert SearchQuerySet().narrow("province:alborz").count() == 2
    assert SearchQuerySet().filter(content="صادرات").exclude(province="alborz").count() == 1


def test_order_by_date_with_undated_last(articles: list[Article]) -> None:
    dated = [article.pk for article in articles]
    assert keys(SearchQuerySet().order_by("published_at"))[:3] == dated
    assert keys(SearchQuerySet().order_by("-published_at"))[:3] == dated[::-1]


def test_facets(articles: list[Article]) -> None:
    counts = SearchQuerySet().facet("province").facet_counts()["fields"]["province"]
    assert counts == [("alborz", 2), (None, 2)]


def test_stored_values_are_on_the_result(articles: list[Article]) -> None:
    result = SearchQuerySet().filter(article_id=articles[0].pk)[0]
    assert (result.article_id, result.province) == (articles[0].pk, ["alborz"])


def test_content_is_all_texts_in_any_spelling(reindex: Callable[[], int]) -> None:
    article = factories.article(
        headline="سرمایه\u200cگذاری در «فولاد»", body="<b>متن</b> كارخانه\u200cهاي"
    )
    reindex()
    for text in ("سرمایه گذاری", "سرمایهگذاری", "کارخانه"):
        assert keys(SearchQuerySet().filter(content=text)) == [article.pk]
    result = SearchQuerySet().filter(content="کارخانه").highlight()[0]
    assert result.highlighted["body"] == ["&lt;b&gt;متن&lt;/b&gt; <em>كارخانه\u200cهاي</em>"]


def test_spelling_of_persian_words(articles: list[Article]) -> None:
    assert SearchQuerySet().auto_query("صادراط شماره").spelling_suggestion() == "صادرات شماره"


def test_what_is_not_supported_says_so(articles: list[Article]) -> None:
    with pytest.raises(SearchBackendError, match="within"):
        backend().search("*", within={"field": "place"})


@pytest.mark.django_db
def test_a_missing_index_is_an_error() -> None:
    with pytest.raises(IndexUnusable):
        SearchQuerySet().filter(content="صادرات").count()
