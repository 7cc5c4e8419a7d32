"""Numbers and dates as pages write them."""

import datetime as dt

import pytest

from archive.templatetags.persian_tags import (
    fa_digits,
    fa_number,
    gregorian,
    jalali,
    jalali_moment,
    jalali_month,
    jalali_year,
)

MOMENT = dt.datetime(2022, 8, 23, 17, 51, tzinfo=dt.UTC)  # 22:21 in Tehran


@pytest.mark.parametrize(
    ("write", "value", "text"),
    [
        (fa_digits, "1402-07", "۱۴۰۲-۰۷"),
        (fa_number, 1234567, "۱٬۲۳۴٬۵۶۷"),
        (fa_number, 0, "۰"),
        (jalali, MOMENT, "۱ شهریور ۱۴۰۱"),
        (jalali, dt.date(2022, 8, 23), "۱ شهریور ۱۴۰۱"),
        (jalali, None, ""),
        (jalali_moment, MOMENT, "۱ شهریور ۱۴۰۱، ساعت ۲۲:۲۱"),
        (jalali_month, MOMENT, "شهریور ۱۴۰۱"),
        (jalali_year, MOMENT, "۱۴۰۱"),
        (gregorian, MOMENT, "23 August 2022"),
        (gregorian, dt.datetime(2022, 8, 22, 20, 30, tzinfo=dt.UTC), "23 August 2022"),
    ],
)
def test_values_are_written_the_persian_way(write, value, text):
    assert write(value) == text
