from __future__ import annotations

import pytest

from archive.ingest.cleaning.dates import read_date
from archive.ingest.records import DatePrecision
from persian.jalali import TEHRAN


@pytest.mark.parametrize(
    ("printed", "in_tehran", "precision"),
    [
        ("01 شهریور 1401 - 22:21", "2022-08-23T22:21", DatePrecision.MINUTE),
        ("۱۴۰۱/۰۶/۰۱ ۲۲:۲۱:۰۵", "2022-08-23T22:21", DatePrecision.MINUTE),
        ("۲۲:۲۱ - ۱۴۰۱/۰۶/۰۱", "2022-08-23T22:21", DatePrecision.MINUTE),
        ("سه شنبه ۱ شهريور ۱۴۰۱ ساعت ۸:۰۵ کد خبر ۷", "2022-08-23T08:05", DatePrecision.MINUTE),
        ("۱ شهریور ۱۴۰۱", "2022-08-23T00:00", DatePrecision.DAY),
        ("2022-08-23T17:51:00Z", "2022-08-23T22:21", DatePrecision.MINUTE),
        ("2022-08-23T22:21+04:30", "2022-08-23T22:21", DatePrecision.MINUTE),
        ("2022-08-23 00:00:00", "2022-08-23T00:00", DatePrecision.DAY),
        ("Tue, 23 Aug 2022 17:51:00 GMT", "2022-08-23T22:21", DatePrecision.MINUTE),
        ("1661277060", "2022-08-23T22:21", DatePrecision.MINUTE),
        ("1661277060000", "2022-08-23T22:21", DatePrecision.MINUTE),
        ("شهریور ۱۴۰۱", "2022-08-23T00:00", DatePrecision.MONTH),
        ("دوم آذر ۱۳۹۷", "2018-11-23T00:00", DatePrecision.DAY),
        ("سی\u200cام دی ماه ۱۳۹۹ - ۱۰:۰۵", "2021-01-19T10:05", DatePrecision.MINUTE),
        ("بیست و یکم مهر 1400", "2021-10-13T00:00", DatePrecision.DAY),
        ("۱۴۰۱", "2022-03-21T00:00", DatePrecision.YEAR),
    ],
)
def test_dates_as_sources_print_them(
    printed: str, in_tehran: str, precision: DatePrecision
) -> None:
    published = read_date(printed)
    assert published is not None
    local = published.moment.astimezone(TEHRAN)
    assert f"{local:%Y-%m-%dT%H:%M}" == in_tehran
    assert published.precision is precision


@pytest.mark.parametrize(
    "printed",
    ["", "سه‌شنبه شب", "دیروز", "۳۱ مهر ۱۴۰۱", "22:21", "644699", "Tue, 99 Aug 2022", "9" * 30],
)
def test_what_is_no_whole_date_is_not_guessed(printed: str) -> None:
    assert read_date(printed) is None
