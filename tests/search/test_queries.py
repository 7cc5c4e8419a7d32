"""What readers find, through the one door: SearchParams in, SearchPage out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.conf import settings

from archive.models import (
    Article,
    ArticleStatus,
    ExportMarket,
    MarketMention,
    MentionState,
    Province,
    ProvinceMention,
    SourceRights,
)
from search.params import SearchPage, SearchParams, Sort
from search.queries import search_articles
from tests import factories

ZWNJ = "\u200c"
Reindex = Callable[[], int]

pytestmark = pytest.mark.django_db


def find(text: str = "", **values: object) -> SearchPage:
    sort = Sort.RELEVANCE if text else Sort.NEWEST
    page = search_articles(SearchParams(**{"text": text, "sort": sort, **values}))  # type: ignore[arg-type]
    assert not page.is_fallback
    return page


def found(text: str = "", **values: object) -> list[Article]:
    return [hit.article for hit in find(text, **values).hits]


def in_province(slug: str, **values: object) -> Article:
    article = factories.article(**values)
    factories.mention(ProvinceMention, article, province=Province.objects.get(slug=slug))
    return article


def counts(page: SearchPage, facet: str) -> dict[str, int]:
    return {
        value.value: value.count for one in page.facets if one.name == facet for value in one.values
    }


SPELLINGS = {
    "companies": [f"شرکت{ZWNJ}های", "شرکت های", "شرکتهای", f"شركت{ZWNJ}هاي", "شرکت"],
    "investment": [f"سرمایه{ZWNJ}گذاری", "سرمایه گذاری", "سرمایهگذاری", f"سرمايه{ZWNJ}گذاري"],
    "year": ["۱۴۰۳", "1403", "١٤٠٣"],
}


@pytest.mark.parametrize("spellings", SPELLINGS.values(), ids=SPELLINGS)
def test_every_spelling_finds_every_spelling(spellings: list[str], reindex: Reindex) -> None:
    articles = {factories.article(body=f"خبر {spelling} است") for spelling in spellings}
    factories.article(body="سرمایه و بزرگی گذاری")
    reindex()
    for spelling in spellings:
        assert set(found(spelling)) == articles


def test_the_spelling_as_typed_ranks_higher(reindex: Reindex) -> None:
    factories.article(headline="", body="خبر شرکت بزرگ")
    glued = factories.article(headline="", body="خبر شرکتهای بزرگ")
    factories.article(headline="", body=f"خبر شرکت{ZWNJ}های بزرگ")
    reindex()
    assert found("شرکتهای")[0] == glued
    assert found("شرکتهای", exact=True) == [glued]


def test_the_headline_ranks_higher(reindex: Reindex) -> None:
    factories.article(headline="یک", body="صادرات خوب")
    second = factories.article(headline="صادرات", body="خوب")
    reindex()
    assert found("صادرات")[0] == second


def test_near_words_rank_higher(reindex: Reindex) -> None:
    filler = "سخن دیگر " * 20
    factories.article(headline="", body=f"صادرات {filler} فولاد")
    near = factories.article(headline="", body=f"صادرات فولاد {filler}")
    factories.article(headline="", body=f"صادرات {filler} فولاد")
    reindex()
    assert found("صادرات فولاد")[0] == near


def test_articles_with_all_words_come_first_then_most_words(reindex: Reindex) -> None:
    most = factories.article(body="فولاد فولاد عراق عراق")
    whole = factories.article(body="صادرات فولاد به عراق")
    factories.article(body="فولاد")
    reindex()
    page = find("صادرات فولاد به عراق")
    assert [hit.article for hit in page.hits] == [whole, most]
    assert (page.total, page.total_all_words, page.relaxed) == (2, 1, True)


def test_a_rare_word_outweighs_two_common_ones(reindex: Reindex) -> None:
    for _ in range(20):
        factories.article(body="صادرات فولاد")
    rare = factories.article(body="زعفران")
    factories.article(body="فولاد")
    reindex()
    page = find("صادرات فولاد زعفران")
    assert (page.total, page.hits[0].article) == (21, rare)


def test_one_common_word_of_three_is_not_enough(reindex: Reindex) -> None:
    for _ in range(3):
        factories.article(body="فولاد")
    factories.article(body="زعفران")
    factories.article(body="عراق")
    reindex()
    assert "فولاد" not in [article.body for article in found("عراق زعفران فولاد")]


def test_what_ranks_highest_is_found_beside_enough_with_more_words(reindex: Reindex) -> None:
    for _ in range(12):
        factories.article(headline="سخن", body="صادرات فولاد")
    for _ in range(50):
        factories.article(headline="سخن", body="سخن")
    rare = factories.article(headline="زعفران", body="سخن")
    factories.article(headline="سخن", body="زعفران")
    factories.article(headline="سخن", body="زعفران")
    reindex()
    page = find("صادرات فولاد زعفران")
    assert (page.total, page.hits[0].article) == (13, rare)


def test_a_widened_search_is_bounded(reindex: Reindex) -> None:
    for _ in range(105):
        factories.article(body="صادرات")
    reindex()
    assert (find("صادرات فولاد").total, find("صادرات").total) == (100, 105)


def test_a_value_finds_as_many_articles_as_its_count(reindex: Reindex) -> None:
    for province in ["alborz"] * 2 + ["yazd"] * 8:
        in_province(province, body="صادرات فولاد")
    in_province("alborz", body="صادرات")
    reindex()
    assert counts(find("صادرات فولاد"), "province") == {"alborz": 2, "yazd": 8}
    assert find("صادرات فولاد", chosen={"province": ("alborz",)}).total == 2


def test_enough_articles_with_all_words_are_not_widened(reindex: Reindex) -> None:
    for _ in range(10):
        factories.article(body="صادرات فولاد")
    factories.article(body="صادرات")
    reindex()
    page = find("صادرات فولاد")
    assert (page.total, page.relaxed) == (10, False)


@pytest.mark.parametrize(
    "text", ['"صادرات فولاد"', "صادرات AND فولاد", "فولاد -عراق صادرات", "صادرات"]
)
def test_what_is_not_plain_words_is_never_widened(text: str, reindex: Reindex) -> None:
    factories.article(body="فولاد")
    reindex()
    assert find(text).total == 0


def test_the_sides_of_or_are_one_word_for_widening(reindex: Reindex) -> None:
    article = factories.article(body="فولاد عراق")
    factories.article(body="عراق")
    reindex()
    assert found("صادرات فولاد مس یا عراق") == [article]


def test_exact_is_never_widened(reindex: Reindex) -> None:
    factories.article(body="فولاد")
    reindex()
    assert find("صادرات فولاد", exact=True).total == 0


def test_function_words_do_not_count(reindex: Reindex) -> None:
    article = factories.article(body="صادرات فولاد")
    reindex()
    page = find("صادرات و از به فولاد")
    assert ([hit.article for hit in page.hits], page.relaxed) == ([article], False)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ('"صنایع کوچک"', {1}),
        ('"صنایع کوچک"~4', {1, 2}),
        ("صنایع OR عراق", {1, 2, 3}),
        ("صنایع یا عراق", {1, 2, 3}),
        ("صنایع -بزرگ", {1}),
        ("-صنایع", {3}),
        ("عرا*", {3}),
        ("عنوان:سوم", {3}),
        ("تیتر:صنایع", set()),
    ],
)
def test_operators(text: str, numbers: set[int], reindex: Reindex) -> None:
    articles = [
        factories.article(headline="اول", body="صنایع کوچک"),
        factories.article(headline="دوم", body="صنایع بزرگ و کوچک"),
        factories.article(headline="سوم", body="صادرات به عراق"),
    ]
    reindex()
    assert set(found(text)) == {articles[number - 1] for number in numbers}


def test_values_of_a_facet_are_ored_and_facets_anded(reindex: Reindex) -> None:
    alborz, yazd = in_province("alborz"), in_province("yazd")
    factories.mention(MarketMention, yazd, market=ExportMarket.objects.get(slug="iq"))
    in_province("qom")
    reindex()
    assert set(found(chosen={"province": ("alborz", "yazd")})) == {alborz, yazd}
    both = {"province": ("alborz", "yazd"), "market": ("iq",)}
    assert found(chosen=both) == [yazd]


def test_a_value_can_be_excluded(reindex: Reindex) -> None:
    in_province("alborz")
    yazd, without = in_province("yazd"), factories.article()
    reindex()
    assert set(found(excluded={"province": ("alborz",)})) == {yazd, without}
    assert found(excluded={"province": ("alborz", "none")}) == [yazd]


def test_articles_without_a_value_are_a_value(reindex: Reindex) -> None:
    in_province("alborz")
    without = factories.article()
    reindex()
    assert found(chosen={"province": ("none",)}) == [without]
    assert counts(find(), "province") == {"alborz": 1, "none": 1}


def test_rejected_mentions_do_not_count(reindex: Reindex) -> None:
    article = in_province("alborz")
    ProvinceMention.objects.update(state=MentionState.REJECTED)
    reindex()
    assert found(chosen={"province": ("alborz",)}) == []
    assert found(chosen={"province": ("none",)}) == [article]


def test_an_unknown_value_finds_nothing_and_stays_visible(reindex: Reindex) -> None:
    factories.article()
    reindex()
    page = find(chosen={"province": ("nowhere",)})
    assert page.total == 0
    assert counts(page, "province")["nowhere"] == 0


def test_counts_ignore_the_facets_own_choice_only(reindex: Reindex) -> None:
    yazd = in_province("yazd", source=factories.source("isna"))
    in_province("yazd")
    in_province("qom")
    factories.mention(ProvinceMention, yazd, province=Province.objects.get(slug="qom"))
    reindex()
    page = find(chosen={"province": ("qom",)})
    assert page.total == 2
    assert counts(page, "province") == {"yazd": 2, "qom": 2}
    assert counts(page, "source") == {"irna": 1, "isna": 1}
    assert counts(find(chosen={"source": ("isna",)}), "province") == {"yazd": 1, "qom": 1}


def dated(year: int, month: int, day: int, hour: int = 12) -> Article:
    return factories.article(published_at=datetime(year, month, day, hour, tzinfo=UTC))


def test_undated_articles_are_last_both_ways(reindex: Reindex) -> None:
    undated, old, new = factories.article(), dated(2020, 1, 1), dated(2024, 1, 1)
    reindex()
    assert found(sort=Sort.NEWEST) == [new, old, undated]
    assert found(sort=Sort.OLDEST) == [old, new, undated]
    assert found(chosen={"year": ("none",)}) == [undated]


def test_days_are_tehrans_and_inclusive(reindex: Reindex) -> None:
    factories.article()
    before = dated(2022, 8, 22, hour=19)  # 23:30 in Tehran
    early = dated(2022, 8, 22, hour=20)  # 00:30 of the next day in Tehran
    late = dated(2022, 8, 23, hour=19)
    reindex()
    the_23rd = date(2022, 8, 23)
    assert found(first_day=the_23rd, last_day=the_23rd) == [late, early]
    assert found(last_day=date(2022, 8, 22)) == [before]
    assert found(months=("1401-05",)) == [before]
    assert found(months=("1401-06",)) == [late, early]
    assert found(chosen={"year": ("1401",)}) == [late, early, before]


def test_the_histogram_counts_what_is_shown_by_month(reindex: Reindex) -> None:
    dated(2022, 8, 25), dated(2022, 8, 26), dated(2023, 8, 26), factories.article()
    reindex()
    bars = [(bar.year, bar.month, bar.count) for bar in find().histogram]
    assert bars == [(1401, 6, 2), (1402, 6, 1)]
    bars = [(bar.year, bar.month, bar.count) for bar in find(chosen={"year": ("1402",)}).histogram]
    assert bars == [(1402, 6, 1)]


def test_a_date_known_to_the_year_has_no_month(reindex: Reindex) -> None:
    at = datetime(2022, 3, 20, 20, 30, tzinfo=UTC)
    article = factories.article(published_at=at, published_precision="year")
    reindex()
    assert found(chosen={"year": ("1401",)}) == [article]
    assert find().histogram == ()


def test_pages_are_cut_from_one_order(reindex: Reindex) -> None:
    articles = [factories.article(body="صادرات") for _ in range(5)]
    reindex()
    pages = [found("صادرات", page=number, per_page=2) for number in (1, 2, 3)]
    assert pages == [articles[:2:-1], articles[2:0:-1], articles[:1]]


def test_past_the_last_page_the_totals_stay(reindex: Reindex) -> None:
    in_province("alborz", body="صادرات")
    reindex()
    page = find("صادرات", page=10**18)
    assert (page.hits, page.total) == ((), 1)
    assert counts(page, "province") == {"alborz": 1}


def test_drafts_and_withdrawn_articles_are_not_found(reindex: Reindex) -> None:
    factories.article(body="صادرات", status=ArticleStatus.DRAFT)
    article = factories.article(body="صادرات")
    reindex()
    assert find("صادرات").total == 1
    Article.objects.filter(pk=article.pk).update(
        status=ArticleStatus.WITHDRAWN, withdrawn_reason="خواست منبع"
    )
    assert find("صادرات").hits == ()  # also before the index knows
    reindex()
    assert find("صادرات").total == 0


def test_rights_limit_the_snippet(reindex: Reindex) -> None:
    link = factories.source("linked", rights=SourceRights.LINK)
    factories.article(source=link, body="صادرات فولاد")
    reindex()
    [hit] = find("صادرات").hits
    assert hit.snippet == ()


def test_without_an_index_the_database_answers(db: None) -> None:
    alborz = in_province("alborz", body="صادرات فولاد")
    factories.article(body="فولاد")
    params = SearchParams("صادرات فولاد", chosen={"province": ("alborz",)}, sort=Sort.RELEVANCE)
    page = search_articles(params)
    assert ([hit.article for hit in page.hits], page.total) == ([alborz], 1)
    assert page.is_fallback
    assert search_articles(replace(params, page=7)).total == 1


def test_an_index_without_its_table_of_contents_is_no_empty_index(reindex: Reindex) -> None:
    factories.article(body="صادرات")
    reindex()
    for file in (settings.DATA_DIR / "index").glob("*.toc"):
        file.unlink()
    page = search_articles(SearchParams("صادرات"))
    assert (page.total, page.is_fallback) == (1, True)
    reindex()
    assert find("صادرات").total == 1
