"""Filters that write numbers and dates the Persian way; plain text, to be escaped."""

import calendar
import datetime as dt
from decimal import Decimal

import jdatetime
from django import template

from persian.digits import format_number, to_persian_digits
from persian.jalali import (
    TEHRAN,
    format_date,
    format_datetime,
    format_month,
    jalali_date,
    month_name,
)

register = template.Library()

_UNITS = ("بایت", "کیلوبایت", "مگابایت", "گیگابایت", "ترابایت")


@register.filter
def fa_digits(value: object) -> str:
    """The value with Persian digits: «۱۴۰۲-۰۷»."""
    return to_persian_digits(value)


@register.filter
def fa_number(value: int | float | Decimal) -> str:
    """The number with Persian digits, thousands parted: «۱٬۲۳۴»."""
    return format_number(value)


@register.filter
def fa_size(count: int) -> str:
    """So many bytes, told in a fitting unit: «۸۲٫۱ مگابایت»."""
    size, unit = float(count), 0
    while size >= 1024 and unit < len(_UNITS) - 1:
        size, unit = size / 1024, unit + 1
    return f"{format_number(round(size, 1) if unit else count)} {_UNITS[unit]}"


@register.filter
def jalali(day: dt.date | None) -> str:
    """The day in the Jalali calendar: «۱۲ مرداد ۱۴۰۲»; nothing for None."""
    return "" if day is None else format_date(day, weekday=False)


@register.filter
def jalali_moment(moment: dt.datetime) -> str:
    """The moment in Tehran: «۱۲ مرداد ۱۴۰۲، ساعت ۱۰:۲۰»."""
    return format_datetime(moment, weekday=False)


@register.filter
def jalali_month(moment: dt.datetime) -> str:
    """The Jalali month of the moment: «مرداد ۱۴۰۲»."""
    day = jalali_date(moment)
    return format_month(day.year, day.month)


@register.filter
def jalali_day(day: jdatetime.date) -> str:
    """The day of the Jalali year: «۱ آذر»."""
    return f"{to_persian_digits(day.day)} {month_name(day.month)}"


@register.filter
def jalali_year(moment: dt.datetime) -> str:
    """The Jalali year of the moment: «۱۴۰۲»."""
    return to_persian_digits(jalali_date(moment).year)


@register.filter
def gregorian(moment: dt.datetime) -> str:
    """The Gregorian day in Tehran, for Latin text: "23 August 2022"."""
    day = moment.astimezone(TEHRAN)
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
