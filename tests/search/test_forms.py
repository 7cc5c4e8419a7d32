import re
from datetime import date

import pytest
from django.http import QueryDict

from search.forms import DAY_PARTS, SearchForm
from search.params import SearchParams, Sort

pytestmark = pytest.mark.django_db


def form(query: str) -> SearchForm:
    return SearchForm(QueryDict(query))


def params(query: str) -> SearchParams:
    read = form(query)
    assert read.is_valid(), read.errors
    return read.params()


def test_nothing_asks_for_everything_newest_first() -> None:
    assert params("") == SearchParams()
    assert params("q=&province=&from=&to=&sort=&page=&per_page=&exact=&utm=1") == SearchParams()


def test_words_are_sorted_by_relevance_unless_told() -> None:
    assert params("q=صادرات").sort is Sort.RELEVANCE
    assert params("q=صادرات&sort=oldest").sort is Sort.OLDEST


def test_all_parameters() -> None:
    query = (
        "q=فولاد&province=alborz&province=yazd&not_market=iq&market=none&year=۱۴۰۲&month=1402-07"
        "&official=12&from=1402-05-12&to=2023/08/05&sort=newest&page=۳&per_page=50&exact=1"
    )
    assert params(query) == SearchParams(
        text="فولاد",
        chosen={
            "province": ("alborz", "yazd"),
            "market": ("none",),
            "official": ("12",),
            "year": ("1402",),
        },
        excluded={"market": ("iq",)},
        months=("1402-07",),
        first_day=date(2023, 8, 3),
        last_day=date(2023, 8, 5),
        sort=Sort.NEWEST,
        page=3,
        per_page=50,
        exact=True,
    )


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=x",
        "page=1.5",
        "page=" + "9" * 5000,
        "per_page=0",
        "per_page=101",
        "sort=best",
        "year=now",
        "year=14022",
        "month=1402",
        "month=1402-13",
        "official=ali",
        "province=a%00b",
        "from=yesterday",
        "from=1402-13-01",
        "to=1402",
        "exact=yes",
        "q=" + "a" * 301,
        "q=" + "+".join(["واژه"] * 21),
        "&".join(f"city=c{number}" for number in range(51)),
    ],
)
def test_malformed_or_beyond_a_limit_is_refused_in_one_sentence(query: str) -> None:
    read = form(query)
    assert not read.is_valid()
    assert read.error_message()
    assert not re.search("[0-9A-Za-z]", read.error_message())


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "a" * 300,
        "q=" + "+".join(["واژه"] * 20 + ["و", "از"]),
        "q=" + "+".join(["نام‌گذاری"] * 20),
        "q=" + "+".join(["نام", "گذاری"] * 20),
        "province=nowhere",
        "year=9999",
        "&".join(f"city=c{number}" for number in range(50)),
        "page=1000000000",
        "from=2023-08-05&to=2023-08-01",
    ],
)
def test_unknown_or_at_a_limit_is_accepted(query: str) -> None:
    assert form(query).is_valid()


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("from_year=1402&from_month=5&from_day=12", date(2023, 8, 3), None),
        ("from_year=۱۴۰۲&from_month=5", date(2023, 7, 23), None),
        ("from_year=1402", date(2023, 3, 21), None),
        ("to_year=1402", None, date(2024, 3, 19)),
        ("to_year=1403", None, date(2025, 3, 20)),  # a leap year
        ("to_year=1402&to_month=6", None, date(2023, 9, 22)),
        ("from=1402-05-12&from_year=1390", date(2023, 8, 3), None),
        ("from_year=&from_month=&from_day=", None, None),
    ],
)
def test_days_come_in_three_fields_too(query: str, first: date | None, last: date | None) -> None:
    read = params(query)
    assert (read.first_day, read.last_day) == (first, last)


@pytest.mark.parametrize(
    "query",
    ["from_month=5", "to_day=3", "from_year=x", "to_year=1402&to_month=13", "to_year=1&to_month=²"],
)
def test_three_fields_that_are_no_day_are_refused_and_kept(query: str) -> None:
    read = form(query)
    assert "تاریخ" in read.error_message()
    kept = {f"{day.name}_{part}": getattr(day, part) for day in read.days() for part in DAY_PARTS}
    assert query.split("&")[0].split("=")[1] in kept.values()
