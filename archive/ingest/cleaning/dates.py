"""When an article was published, as its source printed it; prose is never searched for dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from email.utils import parsedate_to_datetime

from archive.ingest.cleaning.lines import squash
from archive.ingest.records import DatePrecision
from persian.jalali import TEHRAN, ParsedDate, find_date, parse_date
from persian.letters import level

_MONTH_FIRST = re.compile(r"([^\W\d_]{2,})\s+(\d{1,2})\s*[,،]\s*([1-9]\d{3})(?!\d)")  # as Drupal
_OFFSETS = {"IRST": "+0330", "IRDT": "+0430"}
_IRAN_ZONE = re.compile("IRST|IRDT")
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?!\d)")
_EPOCH = re.compile(r"([1-9]\d{8,9})(\d{3})?")  # seconds, or milliseconds, since 1973


_DAYS_IN_WORDS = (
    *("یکم", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم", "یازدهم"),
    *("دوازدهم", "سیزدهم", "چهاردهم", "پانزدهم", "شانزدهم", "هفدهم", "هجدهم", "نوزدهم", "بیستم"),
    *("بیستویکم", "بیستودوم", "بیستوسوم", "بیستوچهارم", "بیستوپنجم", "بیستوششم", "بیستوهفتم"),
    *("بیستوهشتم", "بیستونهم", "سیام", "سیویکم"),
)
_ORDINALS = {"اول": 1} | {word: day for day, word in enumerate(_DAYS_IN_WORDS, start=1)}
_ORDINAL_DAY = re.compile(
    r"((?:بیست|سی)[\s\u200c]*و[\s\u200c]*\w+|سی[\s\u200c]*ام|\w+م|اول)"
    r"(?=\s+(?:ماه\s+)?(?:فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند)\b)"
)


@dataclass(frozen=True)
class PublishedAt:
    """A moment in UTC, and how much of it the source printed."""

    moment: datetime
    precision: DatePrecision


def read_date(text: str) -> PublishedAt | None:
    """Return the moment that the text tells, or None when it holds no whole date.

    Knows what `persian.jalali` knows, with a clock before or after it, days in words («دوم آذر
    ۱۴۰۱»), feed dates (RFC 2822), and seconds or milliseconds since 1970. Midnight sharp counts
    as a day without a time.
    """
    printed = parse_date(text) or find_date(text) or find_date(_with_numbers(text))
    if printed is None:
        moment = _from_feed(text) or _from_epoch(text)
        return _published(moment) if moment else None
    clock = _CLOCK.search(level(text))
    if printed.time is None and printed.precision == "day" and clock:
        printed = replace(printed, time=time(int(clock[1]), int(clock[2])))
    return _published(printed.at) if printed.time else _without_time(printed)


def _with_numbers(text: str) -> str:
    """Return the text with days in figures before their month: «دوم آذر» becomes «2 آذر»."""

    def figure(match: re.Match[str]) -> str:
        return str(_ORDINALS.get(squash(match[1]), match[1]))

    return _MONTH_FIRST.sub(r"\2 \1 \3", _ORDINAL_DAY.sub(figure, level(text)))


def _published(moment: datetime) -> PublishedAt:
    is_midnight = moment.astimezone(TEHRAN).time() == time()
    return PublishedAt(
        moment.astimezone(UTC), DatePrecision.DAY if is_midnight else DatePrecision.MINUTE
    )


def _without_time(printed: ParsedDate) -> PublishedAt:
    return PublishedAt(printed.at, DatePrecision(printed.precision))


def _from_feed(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(_IRAN_ZONE.sub(lambda zone: _OFFSETS[zone[0]], text))
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _from_epoch(text: str) -> datetime | None:
    seconds = _EPOCH.fullmatch(level(text).strip())
    return datetime.fromtimestamp(int(seconds[1]), UTC) if seconds else None
