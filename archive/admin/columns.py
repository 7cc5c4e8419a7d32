"""What columns of the admin show: dates as Persian writes them, how certain a guess is."""

from __future__ import annotations

import datetime as dt

from archive.admin_site import ArchiveAdminSite
from persian.digits import format_number
from persian.jalali import format_date, format_datetime

NOTHING = ArchiveAdminSite.empty_value_display


def persian_moment(moment: dt.datetime | None) -> str:
    """The moment in Tehran as Persian writes it."""
    return format_datetime(moment, weekday=False) if moment else NOTHING


def persian_day(day: dt.date | None) -> str:
    """The day as Persian writes it."""
    return format_date(day, weekday=False) if day else NOTHING


def percent(share: float) -> str:
    """A share of one in whole percents."""
    return f"{format_number(round(share * 100))}٪"
