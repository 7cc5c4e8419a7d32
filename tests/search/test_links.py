from datetime import date
from urllib.parse import parse_qsl, urlsplit

from django.http import QueryDict

from search import filters, links
from search.forms import SearchForm
from search.histogram import histogram
from search.params import Facet, FacetValue, HistogramBar, SearchPage, SearchParams, Sort


def page(params: SearchParams, total: int = 100, **values: object) -> SearchPage:
    facts = {"hits": (), "facets": (), "histogram": (), "took_ms": 1.0, "total_all_words": total}
    return SearchPage(params=params, total=total, **{**facts, **values})  # type: ignore[arg-type]


def query(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query)


def test_an_address_means_the_search_it_was_made_from() -> None:
    params = SearchParams(
        text='"صادرات فولاد" & +',
        chosen={"province": ("alborz", "none")},
        excluded={"market": ("iq",)},
        months=("1402-07",),
        first_day=date(2023, 8, 3),
        last_day=date(1915, 1, 1),
        sort=Sort.OLDEST,
        page=3,
        per_page=50,
        exact=True,
    )
    form = SearchForm(QueryDict(urlsplit(links.search_url(params)).query))
    assert form.is_valid(), form.errors
    assert form.params() == params


def test_defaults_are_left_out() -> None:
    assert links.search_url(SearchParams()) == "/search/"
    assert query(links.search_url(SearchParams("فولاد", sort=Sort.RELEVANCE))) == [("q", "فولاد")]


PROVINCES = Facet(
    "province",
    "استان",
    (
        FacetValue("alborz", "البرز", 7, is_selected=True),
        FacetValue("yazd", "یزد", 5),
        FacetValue("qom", "قم", 3, is_excluded=True),
    ),
    size=3,
)
CHOSEN = SearchParams(chosen={"province": ("alborz",)}, excluded={"province": ("qom",)}, page=4)


def test_facet_links_choose_and_undo_on_the_first_page() -> None:
    [facet] = filters.facet_links(page(CHOSEN, facets=(PROVINCES,)))
    alborz, qom, yazd = facet.values
    assert query(alborz.url) == [("not_province", "qom")]
    assert query(alborz.exclude_url) == [("not_province", "qom"), ("not_province", "alborz")]
    assert query(qom.exclude_url) == [("province", "alborz")]
    assert query(yazd.url) == [
        ("province", "alborz"),
        ("province", "yazd"),
        ("not_province", "qom"),
    ]
    assert facet.is_applied


def test_what_a_facet_leaves_out_is_on_a_page_of_its_own() -> None:
    provinces = Facet("province", "استان", PROVINCES.values, size=31)
    [facet] = filters.facet_links(page(CHOSEN, facets=(provinces,)))
    assert facet.more_count == 28
    assert urlsplit(facet.more_url).path == "/search/facets/province/"
    assert query(facet.more_url) == [("province", "alborz"), ("not_province", "qom")]
    [whole] = filters.facet_links(page(CHOSEN, facets=(PROVINCES,)))
    assert whole.more_url == ""


def test_results_on_a_page_can_be_more_where_there_are_more() -> None:
    assert links.per_page_links(page(SearchParams(), total=20)) == []
    few, more, most = links.per_page_links(page(SearchParams(per_page=50, page=3)))
    assert [few.is_current, more.is_current, most.is_current] == [False, True, False]
    assert query(most.url) == [("per_page", "100")]


def test_chips_take_one_filter_away() -> None:
    found = filters.chips(page(CHOSEN, facets=(PROVINCES,)))
    assert [(chip.label, chip.value, chip.is_excluded) for chip in found] == [
        ("استان", "البرز", False),
        ("استان", "قم", True),
    ]
    assert query(found[0].remove_url) == [("not_province", "qom")]


def test_dates_and_months_are_chips_too() -> None:
    params = SearchParams(months=("1402-07",), first_day=date(2023, 8, 3))
    labels = [(chip.label, chip.value) for chip in filters.chips(page(params))]
    assert labels == [("ماه", "مهر ۱۴۰۲"), ("از", "۱۲ مرداد ۱۴۰۲")]


def test_pages_round_the_current_one() -> None:
    pages = links.pagination(page(SearchParams(page=5, per_page=10)))
    assert pages is not None
    assert [link.number for link in pages.pages] == [1, None, 3, 4, 5, 6, 7, None, 10]
    assert ("page", "4") in query(pages.previous_url)
    assert ("page", "6") in query(pages.next_url)


def test_past_the_end_the_way_leads_back_to_the_last_page() -> None:
    pages = links.pagination(page(SearchParams(page=99, per_page=10)))
    assert pages is not None
    assert ("page", "10") in query(pages.previous_url)
    assert pages.next_url == ""


def test_one_page_needs_no_way() -> None:
    assert links.pagination(page(SearchParams(), total=20)) is None


def test_the_histogram_is_by_year_and_within_a_year_by_month() -> None:
    bars = (HistogramBar(1401, 6, 2), HistogramBar(1401, 7, 2), HistogramBar(1402, 1, 8))
    by_year = histogram(page(SearchParams(), histogram=bars))
    assert [(bar.label, bar.count, bar.height) for bar in by_year.bars] == [
        ("۱۴۰۱", 4, 50),
        ("۱۴۰۲", 8, 100),
    ]
    assert query(by_year.bars[0].url) == [("year", "1401")]
    by_month = histogram(page(SearchParams(), histogram=bars[:2]))
    assert by_month.is_by_month
    assert by_month.all_years_url == ""
    assert query(by_month.bars[0].url) == [("month", "1401-06")]


def test_from_the_months_of_a_chosen_year_a_way_leads_to_all_years() -> None:
    params = SearchParams("فولاد", chosen={"year": ("1401",), "market": ("iq",)})
    bars = (HistogramBar(1401, 6, 2), HistogramBar(1401, 7, 2))
    by_month = histogram(page(params, histogram=bars))
    assert ("year", "1401") in query(by_month.bars[0].url)
    assert ("market", "iq") in query(by_month.all_years_url)
    assert "year" not in dict(query(by_month.all_years_url))


def test_times_without_articles_keep_their_place_in_the_histogram() -> None:
    bars = (HistogramBar(1399, 6, 2), HistogramBar(1399, 9, 1), HistogramBar(1401, 7, 2))
    by_year = histogram(page(SearchParams(), histogram=bars))
    assert [(bar.label, bar.count) for bar in by_year.bars] == [
        ("۱۳۹۹", 3),
        ("۱۴۰۰", 0),
        ("۱۴۰۱", 2),
    ]
    by_month = histogram(page(SearchParams(), histogram=bars[:2]))
    assert [bar.count for bar in by_month.bars] == [2, 0, 0, 1]
    assert histogram(page(SearchParams())).bars == ()
