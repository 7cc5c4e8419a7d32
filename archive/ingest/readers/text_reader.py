"""Plain text as people save it from agency pages: one article a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.gazetteer import source_by_name
from archive.ingest.cleaning.attribution import dateline
from archive.ingest.cleaning.boilerplate import boilerplate_rule, read_labels
from archive.ingest.cleaning.labels import Label, is_date_line
from archive.ingest.cleaning.leads import LEAD_WORDS, opens_with_lead
from archive.ingest.cleaning.lines import is_prose, squash, word_count
from archive.ingest.cleaning.paragraphs import join_paragraphs, split_paragraphs
from archive.ingest.exceptions import MalformedFile, MalformedRecord
from archive.ingest.records import ArticleRecord, Cut

_HEAD_LINES = 12
_SITE_NAME_WORDS = 5
_MENU_WORDS = 3
_PATH = re.compile(r"\s*[»›>/|]\s+|\s+[»›>/|]\s*")
_PATH_START = re.compile("(صفحه)?(اصلی|نخست)|خانه")
_KICKER = re.compile(
    "(در)?(گفتوگو|گفتگو|مصاحبه)(یی)?(با|اختصاصی).*|(گزارش|یادداشت|مصاحبه|تحلیل).{0,25}"
    "|.*(مطرح|عنوان|اعلام|تاکید|تشریح|بیان)(کرد|شد)|.*خبرداد"
)
_OPEN_END = (":", "؛", "/", "…", "...")
_BULLETS = re.compile(
    "[\u2022\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff\\s]+"
)
_FORWARDED = re.compile(r"(?:forwarded from|فوروارد شده از|بازارسال از)\s*:?\s+(.+)", re.I)
_SEPARATOR = re.compile(r"\s[-–—|:»]+\s")


@dataclass
class _Head:
    """What stands above the first sentence of a saved page."""

    texts: list[str] = field(default_factory=list)
    site: str = ""
    kicker: str = ""
    headline: str = ""
    lead: str = ""
    cuts: list[Cut] = field(default_factory=list)

    def cut(self, line: str, rule: str) -> None:
        self.cuts.append(Cut(line, rule))


def read_text(text: str) -> Iterator[ArticleRecord | MalformedRecord]:
    """Yield the one article of a text file.

    Knows: the headline once, twice or not at all; above it the site's name, a date line, a path or
    a kicker; below it a lead; the body as lines, as blocks, or all in one line. Posts of messengers
    have pictures for bullets and say whose post they pass on.

    Raises:
        MalformedFile: the file holds no line of text.
    """
    paragraphs = list(filter(None, map(_without_bullets, split_paragraphs(text))))
    if not paragraphs:
        raise MalformedFile("در این پرونده متنی نیست.")
    size = _head_size(paragraphs)
    head, body = _sorted_head(paragraphs[:size]), paragraphs[size:]
    _name_texts(head, body)
    if not head.lead and opens_with_lead(body, head.headline):
        head.lead = body.pop(0)
    labels = read_labels(head.cuts)
    yield ArticleRecord(
        body=join_paragraphs(body),
        headline=head.headline,
        kicker=head.kicker,
        lead=head.lead,
        source=labels.get(Label.SOURCE, ""),
        republished_by=head.site,
        date_text=labels.get(Label.DATE, ""),
        news_code=labels.get(Label.NEWS_CODE, ""),
        byline=labels.get(Label.BYLINE, ""),
        cuts=tuple(head.cuts),
        line=1,
    )


def _without_bullets(paragraph: str) -> str:
    """Return the paragraph without the pictures that posts of messengers open their lines with."""
    bullets = _BULLETS.match(paragraph)
    return paragraph[bullets.end() :] if bullets else paragraph


def _head_size(paragraphs: list[str]) -> int:
    """Return how many paragraphs stand above the first sentence; one at least is left as body."""
    for number, paragraph in enumerate(paragraphs[:_HEAD_LINES]):
        repeated = squash(paragraph) in map(squash, paragraphs[number + 1 : number + 4])
        if not repeated and (is_prose(paragraph) or dateline(paragraph)):
            return min(number, len(paragraphs) - 1)
    return min(1, len(paragraphs) - 1)


def _sorted_head(lines: list[str]) -> _Head:
    """Take the site's own lines out of the head."""
    head = _Head()
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


def _name_texts(head: _Head, body: list[str]) -> None:
    """Tell headline, kicker and lead apart; what is none of them goes back to the body."""
    texts = head.texts
    title = _printed_twice(texts)
    if title:
        places = [number for number, text in enumerate(texts) if _is_title(text, title)]
        for number in places[1:]:
            head.cut(texts[number], "repeated-headline")
        above = [t for t in texts[: places[-1]] if not _is_title(t, title)]
        rest = texts[places[-1] + 1 :]
    elif len(texts) > 1 and _is_kicker(texts[0], texts[1]):
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


def _is_kicker(line: str, following: str) -> bool:
    if line.endswith(_OPEN_END):
        return True
    return word_count(line) < word_count(following) and bool(_KICKER.fullmatch(squash(line)))
