"""Lines that say something of the article instead of being part of it: «منبع: …», «کد خبر: …»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from archive.ingest.cleaning.lines import squash, word_count
from persian.jalali import find_date
from persian.letters import ZWNJ, level


class Label(StrEnum):
    """What a label line tells; COUNT and NOTE are of no use to the archive."""

    SOURCE = "source"
    NEWS_CODE = "news-code"
    DATE = "date"
    TIME = "time"
    URL = "url"
    TAGS = "tags"
    BYLINE = "byline"
    COUNT = "count"
    NOTE = "note"
    SITE = "site"  # a line that is nothing but the site's name


@dataclass(frozen=True)
class LabelLine:
    label: Label
    value: str


_NAMES = {
    Label.SOURCE: "منبع|منبعخبر|منبعمطلب|بهنقلاز",
    Label.NEWS_CODE: "(کد|شناسه)(یکتای?)?(خبر|مطلب|نوشته|یکتا)?|شماره(خبر|مطلب|نوشته)",
    Label.DATE: "تاریخ(خبر)?|(تاریخ|زمان|ساعت)?(وساعت)?(انتشار|درج|مخابره|ثبت)(خبر|مطلب)?",
    Label.TIME: "(ساعت|زمان)(انتشار|درج|خبر)?",
    Label.URL: "(لینک|پیوند|نشانی|ادرس)(کوتاه|ثابت|خبر|مطلب)*",
    Label.TAGS: "(برچسب|تگ|هشتگ|کلیدواژه|کلمات?کلیدی|واژگانکلیدی)(ها|های)?(خبر|مطلب)?",
    Label.BYLINE: "خبرنگار|گزارشگر|نویسنده|نگارنده|تهیهوتنظیم|تنظیم|مترجم",
    Label.COUNT: "(تعداد)?(بازدید|نظرات|نظر|دیدگاه)(ها)?|امتیاز|رتبه|اندازه(قلم|فونت)|سایزفونت",
    Label.NOTE: "سرویس|گروه|دستهبندی|دسته|حوزه|بخش|موضوع|عکس|عکاس|انتشاردهنده|دبیر"
    "|(زمان|مدت)مطالعه|(شماره|نسخه)(روزنامه|صفحه|پیاپی|مسلسل)?|صفحه|دوره",
}
_LABEL_OF = [(re.compile(names), label) for label, names in _NAMES.items()]
_COLON = re.compile(r"^([^:：]{2,25}?)\s*[:：]\s*(.*)$", re.S)
_CODE_WITHOUT_COLON = re.compile(r"^(\D{3,14})\s+([\d/\-]+)$")
_COUNT = re.compile(r"\d+(نظر|دیدگاه|بازدید|پسند|دقیقه(مطالعه)?)")
_HASHTAGS = re.compile(r"(#[\w\u200c]+\s*)+")
_CODE = re.compile(r"[\w/\-]*\d[\w/\-]*")
_DAY_AND_MONTH = re.compile(
    r"\d{1,2} (فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند)"
)
_WEEKDAY = re.compile("((یک|دو|سه|چهار|پنج)?شنبه|جمعه)")
_DATE_LINE_WORD = re.compile(
    r"[\d/:.\-،,|–—]+|تاریخ:?|زمان:?|ساعت:?|و|انتشار:?|درج:?|خبر:?|کد:?|شناسه:?|مورخ|روز|سال|ماه|در"
    r"|(به)?روزرسانی:?|به|آخرین|ویرایش:?|منتشر|شده|[بق]\.?ظ\.?|صبح|ظهر|عصر|شب|قبل|بعد|از"
    "|(یک|دو|سه|چهار|پنج)?شنبه|یک|دو|سه|چهار|پنج|جمعه|فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن"
    "|اسفند|ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوییه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر|t|z"
)
_CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
_LABEL_WORDS = 65
_MOST_WORDS = {Label.SOURCE: 8, Label.BYLINE: 5, Label.NOTE: 4, Label.TAGS: 60}


def read_label(line: str) -> LabelLine | None:
    """Return what a label line tells, or None when the line is something else."""
    if word_count(line) > _LABEL_WORDS:
        return None
    parts = _COLON.match(line) or _CODE_WITHOUT_COLON.match(level(line))
    if parts:
        name, value = squash(parts[1]), parts[2].strip(" *")
        for pattern, label in _LABEL_OF:
            if pattern.fullmatch(name) and _fits(label, value):
                return LabelLine(label, value)
    if is_date_line(line):
        return LabelLine(Label.DATE, line)
    if _HASHTAGS.fullmatch(line):
        return LabelLine(Label.TAGS, line)
    return LabelLine(Label.COUNT, line) if _COUNT.fullmatch(squash(line)) else None


def told_date(told: Mapping[Label, str]) -> str:
    """Return the date that label lines tell, with the clock that a line of its own tells."""
    return " ".join(filter(None, (told.get(Label.DATE, ""), told.get(Label.TIME, ""))))


def is_date_line(line: str) -> bool:
    """Whether the line is a date and words that belong to one, and nothing else.

    A day without its year, or a weekday alone, is one too: it is kept as it is printed.
    """
    words = [word.strip(",") for word in level(line).replace(ZWNJ, "").split()]
    if not all(_DATE_LINE_WORD.fullmatch(word) for word in words):
        return False
    in_words = " ".join(words)
    return bool(find_date(line) or _DAY_AND_MONTH.search(in_words) or _WEEKDAY.fullmatch(in_words))


def _fits(label: Label, value: str) -> bool:
    """Whether a value is of the label's kind; «گزارش: …» may also open a sentence."""
    if label is Label.DATE:
        return find_date(value) is not None
    if label is Label.TIME:
        return bool(_CLOCK.fullmatch(level(value)))
    if label in (Label.NEWS_CODE, Label.COUNT):
        return bool(_CODE.fullmatch(value))
    if label is Label.URL:
        return value.startswith("http") or "/" in value
    return word_count(value) <= _MOST_WORDS[label] and not value.endswith((".", "؟", "؛"))
