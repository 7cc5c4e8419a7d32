import datetime as dt
import hashlib
from itertools import pairwise

import jdatetime
import pytest

from persian.jalali import (
    TEHRAN,
    day_bounds,
    find_date,
    format_date,
    format_datetime,
    format_known,
    format_month,
    jalali_date,
    known_bounds,
    month_bounds,
    parse_date,
    tehran_time,
    to_gregorian,
    to_jalali,
    year_bounds,
)

# Of "1921-03-21 1300-01-01" and so on, a line a day, by the calendar of ICU 78.
ICU_TABLE = "68d77ddf19de241bf2aa70e4799c4ea88a7ec386fc44382f697ddc8db7cc689e"


def test_every_day_from_1300_to_1499_is_the_day_that_icu_says():
    first, last = to_gregorian(1300), to_gregorian(1500)
    days = [first + dt.timedelta(days=number) for number in range((last - first).days)]
    lines = [f"{day} {to_jalali(day).isoformat()}" for day in days]
    assert len(lines) == 73_049
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == ICU_TABLE
    assert all(to_jalali(day).togregorian() == day for day in days)


@pytest.mark.parametrize(
    ("printed", "jalali", "time"),
    [
        ("۱۴۰۲/۵/۱۲", "1402-05-12", None),
        ("1402-05-12", "1402-05-12", None),
        ("١٤٠٢/٠٥/١٢", "1402-05-12", None),
        ("۱۲/۵/۱۴۰۲", "1402-05-12", None),
        ("۱۲ مرداد ۱۴۰۲", "1402-05-12", None),
        ("۱۲ مرداد ماه سال ۱۴۰۲", "1402-05-12", None),
        ("پنجشنبه ۱۲ مرداد ۱۴۰۲", "1402-05-12", None),
        ("پنج\u200cشنبه، ۱۲ مردادماه ۱۴۰۲", "1402-05-12", None),
        ("سه شنبه ۱ شهریور ۱۴۰۱ ساعت ۲۲:۲۱", "1401-06-01", dt.time(22, 21)),
        ("01 شهریور 1401 - 22:21", "1401-06-01", dt.time(22, 21)),
        ("1401/06/01 22:21:05", "1401-06-01", dt.time(22, 21, 5)),
        ("۹۹/۰۳/۱۲", "1399-03-12", None),
        ("1403/12/30", "1403-12-30", None),
        ("2022-08-23", "1401-06-01", None),
        ("23 اوت 2022", "1401-06-01", None),
        ("2022-08-23T22:21:00+04:30", "1401-06-01", dt.time(22, 21)),
        ("2022-08-23T17:51:00Z", "1401-06-01", dt.time(22, 21)),
    ],
)
def test_usual_forms_of_a_date_are_read(printed, jalali, time):
    parsed = parse_date(printed)
    assert parsed is not None
    assert parsed.jalali.isoformat() == jalali
    assert parsed.precision == "day"
    assert parsed.time == time


@pytest.mark.parametrize(
    ("printed", "jalali", "precision"),
    [
        ("مهر ۱۴۰۲", "1402-07-01", "month"),
        ("مهرماه سال ۱۴۰۲", "1402-07-01", "month"),
        ("1402-07", "1402-07-01", "month"),
        ("۱۴۰۲", "1402-01-01", "year"),
        ("سال ۱۴۰۲", "1402-01-01", "year"),
    ],
)
def test_a_month_or_a_year_is_less_than_a_day(printed, jalali, precision):
    parsed = parse_date(printed)
    assert parsed is not None
    assert (parsed.jalali.isoformat(), parsed.precision) == (jalali, precision)


@pytest.mark.parametrize(
    "text",
    [
        *("", "مرداد", "۱۲ مرداد", "02/03/12", "1404/12/30", "1402/13/01", "1402/05/32"),
        *("1200/01/01", "1600/01/01", "1800-01-01", "1402/05-12", "۱۴۰۲/۵/۱۲/۳", "12:30"),
    ],
)
def test_what_is_no_date_is_none(text):
    assert parse_date(text) is None


def test_a_date_is_found_in_a_sentence():
    parsed = find_date("تاریخ انتشار: ۱۲ مرداد ۱۴۰۲ - ۱۰:۳۰ کد خبر ۸۵۱۲۳")
    assert parsed is not None
    assert parsed.at == dt.datetime(2023, 8, 3, 7, 0, tzinfo=dt.UTC)
    assert find_date("۳۵ درصد از ۱۴۰۰ تن") is None


def test_dates_are_printed_in_persian_and_in_tehran():
    assert format_date(dt.date(2023, 8, 3)) == "پنج\u200cشنبه ۱۲ مرداد ۱۴۰۲"
    assert format_date(jdatetime.date(1402, 5, 12), weekday=False) == "۱۲ مرداد ۱۴۰۲"
    late = dt.datetime(2023, 8, 2, 22, 5, tzinfo=dt.UTC)  # the next day in Tehran
    assert format_date(late, weekday=False) == "۱۲ مرداد ۱۴۰۲"
    assert format_datetime(late, weekday=False) == "۱۲ مرداد ۱۴۰۲، ساعت ۰۱:۳۵"
    assert format_month(1402, 7) == "مهر ۱۴۰۲"


@pytest.mark.parametrize(
    ("precision", "printed", "days"),
    [("year", "۱۴۰۳", 366), ("month", "اسفند ۱۴۰۳", 30), ("day", "۱۲ اسفند ۱۴۰۳", 1)],
)
def test_as_much_of_a_date_is_told_as_is_known(precision: str, printed: str, days: int):
    day = to_gregorian(1403, 12, 12)
    assert format_known(day, precision) == printed
    begin, end = known_bounds(day, precision)
    assert end - begin == dt.timedelta(days=days)
    assert begin <= tehran_time(day, dt.time()) < end


def test_a_moment_near_nowruz_belongs_to_the_year_of_tehran():
    before = dt.datetime(2023, 3, 20, 20, 29, tzinfo=dt.UTC)
    assert jalali_date(before).isoformat() == "1401-12-29"
    assert jalali_date(before + dt.timedelta(minutes=1)).isoformat() == "1402-01-01"


@pytest.mark.parametrize("year", [1300, 1356, 1391, 1399, 1403, 1404, 1499])
def test_the_months_of_a_year_follow_without_a_gap(year):
    months = [month_bounds(year, month) for month in range(1, 13)]
    assert [months[0][0], months[-1][1]] == list(year_bounds(year))
    assert all(left[1] == right[0] for left, right in pairwise(months))


def test_a_day_begins_at_midnight_in_tehran_also_when_clocks_change():
    start, end = day_bounds(to_gregorian(1400, 1, 2))  # clocks went forward at 00:00
    assert start == dt.datetime(2021, 3, 21, 20, 30, tzinfo=dt.UTC)
    assert end - start == dt.timedelta(hours=23)
    assert end.astimezone(TEHRAN).hour == 0
