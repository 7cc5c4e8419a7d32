"""How to cite an article: in words, and for reference managers as RIS and BibTeX."""

import calendar
import datetime as dt

from django.conf import settings

from archive.ingest.records import DatePrecision
from archive.models import Article
from persian.digits import to_persian_digits
from persian.jalali import TEHRAN, format_known

ARCHIVE = "آرشیو صنعت"
_BIBTEX_SIGNS = str.maketrans(
    {sign: f"\\{sign}" for sign in "{}%#&_$"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def address(article: Article) -> str:
    """The article's lasting address."""
    return f"{settings.SITE_URL}{article.get_absolute_url()}"


def persian_date(article: Article) -> str:
    """When the article was published, as exactly as its source told; «بدون تاریخ» for none."""
    if article.published_at is None:
        return "بدون تاریخ"
    return format_known(article.published_at, article.published_precision)


def gregorian_day(article: Article) -> dt.date | None:
    """The day of publication in Tehran; None where less than the day is known."""
    if article.published_at is None or article.published_precision not in {
        DatePrecision.MINUTE,
        DatePrecision.DAY,
    }:
        return None
    return article.published_at.astimezone(TEHRAN).date()


def in_persian(article: Article) -> str:
    """«تیتر»، منبع، تاریخ. آرشیو صنعت، مقالهٔ ۷: to be followed by the address."""
    return (
        f"«{_line(article.display_headline)}»، {article.source.name}، {persian_date(article)}. "
        f"{ARCHIVE}، مقالهٔ {to_persian_digits(article.pk)}:"
    )


def in_english(article: Article) -> str:
    """The same for texts in English; headline and source stay Persian, never side by side."""
    day = gregorian_day(article)
    # The month comes first: a number right after a Persian name is drawn on its other side.
    date = f"{calendar.month_name[day.month]} {day.day}, {day.year}" if day else "undated"
    return (
        f"“{_line(article.display_headline)}” (in Persian). Source: {article.source.name}, {date}. "
        f"Sanat Archive, article {article.pk}:"
    )


def ris(article: Article) -> str:
    """The article as one RIS record of type NEWS, lines ending as RIS wants them."""
    day = gregorian_day(article)
    fields = [
        ("TY", "NEWS"),
        ("TI", article.display_headline),
        ("AU", article.byline),
        ("T2", article.source.name),
        ("PY", str(day.year) if day else ""),
        ("DA", day.strftime("%Y/%m/%d") if day else ""),
        ("LA", "fa"),
        ("AN", article.external_id),
        ("UR", address(article)),
        ("L2", article.url),
        ("DB", ARCHIVE),
        ("N1", persian_date(article)),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def bibtex(article: Article) -> str:
    """The article as one BibTeX entry; reads also where only classic entry types are known."""
    day = gregorian_day(article)
    fields = [
        ("title", f"{{{_escaped(article.display_headline)}}}"),
        ("author", f"{{{_escaped(article.byline or article.source.name)}}}"),
        ("howpublished", _escaped(f"{article.source.name}, {ARCHIVE}")),
        ("year", str(day.year) if day else ""),
        ("month", str(day.month) if day else ""),
        ("day", str(day.day) if day else ""),
        ("url", address(article)),
        ("note", _escaped(persian_date(article))),
        ("langid", "persian"),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return "\n".join([f"@misc{{sanat-{article.pk},", *lines, "}", ""])


def _line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return _line(text).translate(_BIBTEX_SIGNS)
