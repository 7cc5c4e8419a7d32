"""The Jalali calendar, in Tehran's time, as Persian readers write and read it.

Dates are stored as aware UTC datetimes; everything here stands at the edges: what a source printed
comes in through `parse_date`, what a reader sees goes out through `format_date`.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

import jdatetime

from persian.digits import to_persian_digits
from persian.letters import ZWNJ, level

TEHRAN = ZoneInfo("Asia/Tehran")
FIRST_YEAR, LAST_YEAR = 1300, 1499

MONTH_NAMES = (
    *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
    *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
)
GREGORIAN_MONTH_NAMES = (
    *("ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن"),
    *("ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"),
)
WEEKDAY_NAMES = (  # as datetime.date.weekday() counts: Monday is 0
    *("دوشنبه", f"سه{ZWNJ}شنبه", "چهارشنبه", f"پنج{ZWNJ}شنبه", "جمعه", "شنبه", "یکشنبه"),
)

Precision = Literal["day", "month", "year"]
AnyDate: TypeAlias = dt.date | dt.datetime | jdatetime.date


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date as printed: its first day (Gregorian), its precision, and the time of day if any."""

    day: dt.date
    precision: Precision
    time: dt.time | None = None

    @property
    def jalali(self) -> jdatetime.date:
        return to_jalali(self.day)

    @property
    def at(self) -> dt.datetime:
        """The moment in UTC; midnight in Tehran when no time was printed."""
        return tehran_time(self.day, self.time or dt.time()).astimezone(dt.UTC)


def to_jalali(day: dt.date) -> jdatetime.date:
    return jdatetime.date.fromgregorian(date=day)


def to_gregorian(year: int, month: int = 1, day: int = 1) -> dt.date:
    """The Gregorian date of a Jalali one.

    Raises:
        ValueError: there is no such day.
    """
    gregorian: dt.date = jdatetime.date(year, month, day).togregorian()
    return gregorian


def tehran_time(day: dt.date, time: dt.time) -> dt.datetime:
    """A Tehran wall-clock time with that day's offset."""
    return dt.datetime.combine(day, time, tzinfo=TEHRAN)


def jalali_date(moment: dt.datetime) -> jdatetime.date:
    """The Jalali date in Tehran at an aware moment."""
    return to_jalali(moment.astimezone(TEHRAN).date())


def month_name(month: int) -> str:
    return MONTH_NAMES[month - 1]


def format_date(day: AnyDate, *, weekday: bool = True) -> str:
    """The date in Persian: «پنج‌شنبه ۱۲ مرداد ۱۴۰۲»; an aware datetime is shown in Tehran's time."""
    jalali = _as_jalali(day)
    words = [
        to_persian_digits(jalali.day),
        month_name(jalali.month),
        to_persian_digits(jalali.year),
    ]
    if weekday:
        words.insert(0, WEEKDAY_NAMES[jalali.togregorian().weekday()])
    return " ".join(words)


def format_datetime(moment: dt.datetime, *, weekday: bool = True) -> str:
    """An aware moment in Tehran: «پنج‌شنبه ۱۲ مرداد ۱۴۰۲، ساعت ۱۴:۰۵»."""
    clock = moment.astimezone(TEHRAN).strftime("%H:%M")
    return f"{format_date(moment, weekday=weekday)}، ساعت {to_persian_digits(clock)}"


def format_month(year: int, month: int) -> str:
    """A Jalali month with its year: «مهر ۱۴۰۲»."""
    return f"{month_name(month)} {to_persian_digits(year)}"


def format_known(day: AnyDate, precision: str) -> str:
    """As much of a date as is known: «۱۴۰۲», «مرداد ۱۴۰۲» or «۱۲ مرداد ۱۴۰۲»."""
    jalali = _as_jalali(day)
    if precision == "year":
        return to_persian_digits(jalali.year)
    if precision == "month":
        return format_month(jalali.year, jalali.month)
    return format_date(jalali, weekday=False)


def _as_jalali(day: AnyDate) -> jdatetime.date:
    if isinstance(day, dt.datetime):
        return jalali_date(day)
    return to_jalali(day) if isinstance(day, dt.date) else day


def day_bounds(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The UTC moments at which a Tehran day begins and the next one begins."""
    return _midnight(day), _midnight(day + dt.timedelta(days=1))


def month_bounds(year: int, month: int) -> tuple[dt.datetime, dt.datetime]:
    """The UTC moments at which a Jalali month begins and the next one begins."""
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return _midnight(to_gregorian(year, month)), _midnight(to_gregorian(*following))


def year_bounds(year: int) -> tuple[dt.datetime, dt.datetime]:
    """The UTC moments at which a Jalali year begins and the next one begins."""
    return _midnight(to_gregorian(year)), _midnight(to_gregorian(year + 1))


def known_bounds(day: dt.date, precision: str) -> tuple[dt.datetime, dt.datetime]:
    """The UTC moments at which as much of a date as is known begins, and what follows it."""
    jalali = to_jalali(day)
    if precision == "year":
        return year_bounds(jalali.year)
    if precision == "month":
        return month_bounds(jalali.year, jalali.month)
    return day_bounds(day)


def _midnight(day: dt.date) -> dt.datetime:
    return tehran_time(day, dt.time()).astimezone(dt.UTC)


_MONTHS = {level(name): number for number, name in enumerate(MONTH_NAMES, 1)} | {"امرداد": 5}
_GREGORIAN_MONTHS = {level(name): number for number, name in enumerate(GREGORIAN_MONTH_NAMES, 1)}
_GREGORIAN_MONTHS |= {"می": 5, "جون": 6, "جولای": 7, "ژوییه": 7, "آگوست": 8, "اگوست": 8}
_WEEKDAY = "(?:(?:شنبه|(?:یک|دو|سه|چهار|پنج) ?شنبه|جمعه|آدینه) ?[،,]? ?)"
_MONTH = "|".join(sorted((*_MONTHS, *_GREGORIAN_MONTHS), key=len, reverse=True))
_NAMED = (
    rf"(?P<day>\d{{1,2}})(?:م|ام)? ?(?P<month>{_MONTH})"
    r"(?: ?ماه)?(?: سال)?[ ،,]{0,2}(?P<year>\d{4}|\d\d)"
)
_NUMERIC = r"(?P<a>\d{1,4}) ?(?P<sep>[/\-.]) ?(?P<b>\d{1,2}) ?(?P=sep) ?(?P<c>\d{1,4})"
_CLOCK = r"(?P<hour>[01]?\d|2[0-3])[:٫](?P<minute>[0-5]\d)(?:[:٫](?P<second>[0-5]\d))?(?:\.\d+)?"
_TIME = rf"(?:(?: ?[-–—|،,:;] ?|t| )?(?:ساعت ?:? ?)?{_CLOCK}(?P<zone>z|[+-]\d\d:?\d\d)?)?"
_BOUNDED = r"(?<![\d/.\-])(?:{})(?!\d|[/.\-]\d)"
_DAY = re.compile(_BOUNDED.format(rf"{_WEEKDAY}?(?:{_NAMED}|{_NUMERIC}){_TIME}"))
_MONTH_AND_YEAR = re.compile(rf"(?P<month>{_MONTH})(?: ?ماه)?(?: سال)? ?(?P<year>\d{{4}})")
_NUMERIC_MONTH = re.compile(r"(?P<year>\d{4})[/\-](?P<month>\d{1,2})")
_YEAR = re.compile(r"(?:سال )?(?P<year>\d{4})(?: ?(?:ش|شمسی|م|میلادی))?\.?")


def parse_date(text: str) -> ParsedDate | None:
    """The date that the text is, in any of the usual Persian forms; None when it is something else.

    Knows «۱۴۰۲/۵/۱۲», «1402-05-12», «۱۲/۵/۱۴۰۲», «پنجشنبه ۱۲ مرداد ۱۴۰۲», «01 شهریور 1401 - 22:21»,
    a month with its year, a year, ISO 8601, and Gregorian dates from 1900 to 2100, also with
    Persian names of the months. Jalali years are 1300 to 1499; a year of two digits counts when it
    cannot be a day («۹۹/۰۳/۱۲»).
    """
    levelled = " ".join(level(text).replace(ZWNJ, " ").split())
    if match := _DAY.fullmatch(levelled):
        return _day(match)
    if match := _MONTH_AND_YEAR.fullmatch(levelled):
        return _first_day(
            int(match["year"]), _month_number(match["month"]), match["month"], "month"
        )
    if match := _NUMERIC_MONTH.fullmatch(levelled):
        return _first_day(int(match["year"]), int(match["month"]), None, "month")
    if match := _YEAR.fullmatch(levelled):
        return _first_day(int(match["year"]), 1, None, "year")
    return None


def find_date(text: str) -> ParsedDate | None:
    """The first whole date (day, month, year) printed anywhere in the text, or None."""
    levelled = " ".join(level(text).replace(ZWNJ, " ").split())
    return next(filter(None, map(_day, _DAY.finditer(levelled))), None)


def _day(match: re.Match[str]) -> ParsedDate | None:
    part = match.groupdict()
    if part["month"]:
        year, month, day = part["year"], _month_number(part["month"]), int(part["day"])
    elif len(part["a"]) <= 2 and len(part["c"]) == 4:
        year, month, day = part["c"], int(part["b"]), int(part["a"])
    elif len(part["c"]) <= 2:
        year, month, day = part["a"], int(part["b"]), int(part["c"])
    else:
        return None
    date = _date(_full_year(year), month, day, part["month"])
    return _with_time(date, part) if date else None


def _full_year(year: str) -> int:
    short = len(year) == 2 and int(year) > 31
    return 1300 + int(year) if short else int(year)


def _with_time(date: dt.date, part: dict[str, str | None]) -> ParsedDate:
    if part["hour"] is None:
        return ParsedDate(date, "day")
    time = dt.time(int(part["hour"]), int(part["minute"] or 0), int(part["second"] or 0))
    if part["zone"]:
        zone = part["zone"].upper()
        moment = dt.datetime.fromisoformat(f"{date}T{time}{zone}").astimezone(TEHRAN)
        date, time = moment.date(), moment.time()
    return ParsedDate(date, "day", time)


def _month_number(name: str) -> int:
    return _MONTHS.get(name) or _GREGORIAN_MONTHS[name]


def _first_day(year: int, month: int, name: str | None, precision: Precision) -> ParsedDate | None:
    date = _date(year, month, 1, name)
    return ParsedDate(date, precision) if date else None


def _date(year: int, month: int, day: int, month_name: str | None) -> dt.date | None:
    try:
        if FIRST_YEAR <= year <= LAST_YEAR and month_name not in _GREGORIAN_MONTHS:
            return to_gregorian(year, month, day)
        if 1900 <= year <= 2100 and month_name not in _MONTHS:
            return dt.date(year, month, day)
    except ValueError:
        return None
    return None
