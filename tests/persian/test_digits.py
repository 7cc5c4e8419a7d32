from decimal import Decimal

import pytest

from persian.digits import format_number, to_latin_digits, to_persian_digits


def test_digits_change_and_nothing_else():
    assert to_persian_digits("HS 7208 ٣") == "HS ۷۲۰۸ ۳"
    assert to_persian_digits(1402) == "۱۴۰۲"
    assert to_latin_digits("۱۴۰۲ و ٣٥٪ HS") == "1402 و 35٪ HS"


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (0, "۰"),
        (999, "۹۹۹"),
        (1234567, "۱٬۲۳۴٬۵۶۷"),
        (1.5, "۱٫۵"),
        (Decimal("12345.60"), "۱۲٬۳۴۵٫۶۰"),
        (-1000, "-۱٬۰۰۰"),
    ],
)
def test_numbers_are_grouped_as_persian_prints_them(number, printed):
    assert format_number(number) == printed
