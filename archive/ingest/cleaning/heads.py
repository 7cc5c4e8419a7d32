"""What stands above the first sentence of a saved text: headline, kicker, lead, site's marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from archive.gazetteer import source_by_name
from archive.ingest.cleaning.attribution import dateline
from archive.ingest.cleaning.boilerplate import boilerplate_rule
from archive.ingest.cleaning.labels import is_date_line, read_label
from archive.ingest.cleaning.leads import LEAD_WORDS, RESTATED, opens_with_lead, restated_share
from archive.ingest.cleaning.lines import is_prose, squash, word_count
from archive.ingest.records import Cut

_HEAD_LINES = 12
_MOST_MARKS = 8
_SITE_NAME_WORDS = 5
_MENU_WORDS = 3
_PATH = re.compile(r"\s*[»›>/|]\s+|\s+[»›>/|]\s*")
_PATH_START = re.compile("(صفحه)?(اصلی|نخست)|خانه")
_PARTS = re.compile(r"\s*[|•]\s*|\s+[-–—]\s+")
_KICKER = re.compile(
    "(در)?(گفتوگو|گفتگو|مصاحبه)(یی)?(با|اختصاصی).*|(گزارش|یادداشت|مصاحبه|تحلیل).{0,25}"
    "|.*(مطرح|عنوان|اعلام|تاکید|تشریح|بیان)(کرد|شد)|.*خبرداد"
)
_PART_NAMES = {
    "kicker": re.compile("روتیتر|سرتیتر"),
    "headline": re.compile("(تیتر|عنوان)(خبر|مطلب|اصلی)?"),
    "lead": re.compile("لید(خبر)?|خلاصه(خبر)?|چکیده"),
}
_BODY_NAME = re.compile("(متن|شرح)(خبر|کامل|اصلی)*")
_PERSIAN_LETTER = re.compile("[\u0621-\u06d3]")
_OPEN_END = (":", "؛", "/", "…", "...")
_FORWARDED = re.compile(r"(?:forwarded from|فوروارد شده از|بازارسال از)\s*:?\s+(.+)", re.I)
_SEPARATOR = re.compile(r"\s[-–—|:»]+\s")


@dataclass
class Head:
    """What stands above the first sentence of a saved page."""

    texts: list[str] = field(default_factory=list)
    site: str = ""
    kicker: str = ""
    headline: str = ""
    lead: str = ""
    cuts: list[Cut] = field(default_factory=list)

    def cut(self, line: str, rule: str) -> None:
        self.cuts.append(Cut(line, rule, at=0))


def take_head(paragraphs: Sequence[str]) -> tuple[Head, list[str]]:
    """Part the paragraphs of a text into its head and its body."""
    lines = [part for line in paragraphs[:_HEAD_LINES] for part in _parts_of(line)]
    lines += paragraphs[_HEAD_LINES:]
    named, lines = _named_parts(lines)
    size = _head_size(lines)
    head, body = _sorted_head(lines[:size]), lines[size:]
    if named:
        head.kicker, head.headline, head.lead = (named.get(part, "") for part in _PART_NAMES)
        body[:0] = head.texts
        return head, body
    _name_texts(head, body)
    _take_marks_below_lead(head, body)
    if not head.lead and opens_with_lead(body, head.headline):
        head.lead = body.pop(0)
    return head, body


def _named_parts(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Part off the lines that say what they are («تیتر: …», «لید: …»), if one is the headline."""
    named: dict[str, str] = {}
    others: list[str] = []
    for line in lines:
        name, colon, value = line.partition(":")
        squashed = squash(name) if colon else ""
        part = next((p for p, names in _PART_NAMES.items() if names.fullmatch(squashed)), "")
        if part and value.strip() and part not in named:
            named[part] = value.strip()
        elif not _BODY_NAME.fullmatch(squashed):
            others.append(line)
        elif value.strip():
            others.append(value.strip())
    return (named, others) if "headline" in named and others else ({}, lines)


def _parts_of(line: str) -> list[str]:
    """Return the parts of a line of marks («روزنامه شرق | شماره ۱۲ | ۲ آذر ۱۴۰۲»), or the line."""
    parts = [part for part in _PARTS.split(line) if part]
    marks = [part for part in parts if read_label(part) or source_by_name(part)]
    is_marks = len(parts) > 1 and len(parts) - len(marks) <= 1 and any(map(is_date_line, marks))
    return parts if is_marks and not read_label(line) else [line]


def _head_size(paragraphs: list[str]) -> int:
    """Return how many paragraphs stand above the first sentence; one at least is left as body."""
    for number, paragraph in enumerate(paragraphs[:_HEAD_LINES]):
        repeated = squash(paragraph) in map(squash, paragraphs[number + 1 : number + 4])
        if not repeated and (is_prose(paragraph) or dateline(paragraph)):
            return min(number, len(paragraphs) - 1)
    return min(1, len(paragraphs) - 1)


def _sorted_head(lines: list[str]) -> Head:
    """Take the site's own lines out of the head."""
    head = Head()
    for number, line in enumerate(lines):
        rule = "path" if _is_path(line) else boilerplate_rule(line)
        forwarded = _FORWARDED.match(line)
        if forwarded and not head.site:
            head.site = forwarded[1]
            head.cut(line, "site-name")
        elif not head.site and (
            rule == "site-name" or (not rule and _is_site_name(line, lines[number + 1 :]))
        ):
            head.site = line
            head.cut(line, "site-name")
        elif rule and not _may_be_headline(rule, line):
            head.cut(line, rule)
        elif not _PERSIAN_LETTER.search(line):  # «A+ A-»
            head.cut(line, "share")
        else:
            head.texts.append(line)
    return head


def _may_be_headline(rule: str, line: str) -> bool:
    """Whether what below the text would head other articles is a headline («آخرین خبر از …»)."""
    return rule == "related" and word_count(line) > _MENU_WORDS


def _is_path(line: str) -> bool:
    first, *others = _PATH.split(line)
    return bool(others) and bool(_PATH_START.fullmatch(squash(first)))


def _is_site_name(line: str, below: list[str]) -> bool:
    """Whether a line names a known source, or is short and over a date line and a headline.

    The date line may stand on either side of the headline.
    """
    if source_by_name(line):
        return True
    if word_count(line) > _SITE_NAME_WORDS or line.endswith(_OPEN_END) or len(below) < 2:
        return False
    if is_date_line(below[0]):
        return True
    return is_date_line(below[1]) and word_count(below[0]) > word_count(line)


def _name_texts(head: Head, body: list[str]) -> None:
    """Tell headline, kicker and lead apart; what is none of them goes back to the body."""
    texts = head.texts
    title = _printed_twice(texts)
    if title:
        places = [number for number, text in enumerate(texts) if _is_title(text, title)]
        for number in places[1:]:
            head.cut(texts[number], "repeated-headline")
        above = [t for t in texts[: places[-1]] if not _is_title(t, title)]
        rest = texts[places[-1] + 1 :]
    elif len(texts) > 1 and _is_kicker(texts[0], texts[1], next(iter(body), "")):
        above, title, rest = texts[:1], texts[1], texts[2:]
    else:
        above, title, rest = [], texts[0] if texts else "", texts[1:]
    head.kicker, head.headline = " ".join(above), title
    if len(rest) == 1 and word_count(rest[0]) in LEAD_WORDS:
        head.lead = rest.pop()
    body[:0] = rest


def _printed_twice(texts: list[str]) -> str:
    """Return the line that stands there twice, once perhaps before the site's name, or ""."""
    by_length = sorted(texts, key=lambda text: len(squash(text)))
    for number, text in enumerate(by_length):
        if any(_is_title(other, text) for other in by_length[number + 1 :]):
            return text
    return ""


def _is_title(line: str, title: str) -> bool:
    """Whether a line is the headline, perhaps before the site's name («… - خبرگزاری مهر»)."""
    starts = [line, *(line[: match.start()] for match in _SEPARATOR.finditer(line))]
    return squash(title) in map(squash, starts)


def _is_kicker(line: str, following: str, text: str) -> bool:
    """Whether a line is the kicker over the headline that follows; the text says that one again."""
    if line.endswith(_OPEN_END):
        return True
    if word_count(line) >= word_count(following):
        return False
    return bool(_KICKER.fullmatch(squash(line))) or (
        restated_share(text, following) >= RESTATED > restated_share(text, line)
    )


def _take_marks_below_lead(head: Head, body: list[str]) -> None:
    """Cut a date line and the menus beside it below the first sentences: those are the lead."""
    marks = list(takewhile(lambda line: not is_prose(line), body[1 : _MOST_MARKS + 1]))
    if not any(map(is_date_line, marks)) or len(body) <= len(marks) + 1:
        return
    for line in marks:
        head.cut(line, boilerplate_rule(line) or "path")
    del body[1 : len(marks) + 1]
    if not head.lead and word_count(body[0]) in LEAD_WORDS:
        head.lead = body.pop(0)
