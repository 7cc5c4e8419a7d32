"""Persian digits for the eye, Latin digits for the machine."""

from decimal import Decimal

THOUSANDS_SEPARATOR = "٬"
DECIMAL_SEPARATOR = "٫"

_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_TO_PERSIAN = str.maketrans("0123456789" + "٠١٢٣٤٥٦٧٨٩", _PERSIAN * 2)
_TO_LATIN = str.maketrans(_PERSIAN + "٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)


def to_persian_digits(value: object) -> str:
    """`str(value)` with Persian digits; nothing else changes."""
    return str(value).translate(_TO_PERSIAN)


def to_latin_digits(text: str) -> str:
    """The text with Persian and Arabic digits as ASCII digits; nothing else changes."""
    return text.translate(_TO_LATIN)


def format_number(value: int | float | Decimal) -> str:
    """The number as Persian prints it: «۱٬۲۳۴٫۵»."""
    grouped = f"{value:,}"
    return to_persian_digits(
        grouped.replace(",", THOUSANDS_SEPARATOR).replace(".", DECIMAL_SEPARATOR)
    )
