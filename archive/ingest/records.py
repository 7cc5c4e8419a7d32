"""The one shape between any reader and the database."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

_OWN_KEYS = ("external_id", "url", "source", "kicker", "headline", "lead", "body")


class DatePrecision(StrEnum):
    """How exactly the source told the date: to the minute, the day, the month or the year."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Cut:
    """A passage that a cleaning rule took out of the body; the raw file still holds it.

    `at` is how many characters of the body came before it, None when it stood elsewhere.
    """

    text: str
    rule: str
    at: int | None = None


@dataclass(frozen=True)
class ArticleRecord:
    """A parsed article, not saved yet. Text is as printed, paragraphs parted by a blank line.

    `source` and `republished_by` are slugs or names as the file told them; the importer looks them
    up or makes them. `published_at` is aware UTC; with a precision of a day or coarser it is the
    first moment of that day, month or year in Tehran. Empty text means that the file did not say.
    """

    body: str
    headline: str = ""
    kicker: str = ""
    lead: str = ""
    byline: str = ""
    dateline: str = ""
    external_id: str = ""
    source: str = ""
    republished_by: str = ""
    url: str = ""
    published_at: datetime | None = None
    published_precision: DatePrecision | None = None
    date_text: str = ""
    news_code: str = ""
    tags: tuple[str, ...] = ()
    cuts: tuple[Cut, ...] = field(default=())
    line: int | None = None  # where the article starts in its file, counted from 1


def own_json(record: ArticleRecord) -> str:
    """Return the record as a line of the archive's own JSON (docs/import-formats.md)."""
    values = {
        **{name: getattr(record, name) for name in _OWN_KEYS},
        "published_at": record.date_text,
    }
    told = {key: value for key, value in values.items() if value}
    return json.dumps(told, ensure_ascii=False)


@dataclass(frozen=True)
class Remark:
    """What a reader noticed about a file as a whole, in one Persian sentence."""

    text: str
