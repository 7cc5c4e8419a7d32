"""What a page prints beside its article: date, byline, code, tags, lines with labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from archive.gazetteer import source_by_name
from archive.ingest.cleaning import tags_of
from archive.ingest.cleaning.dates import read_date
from archive.ingest.cleaning.labels import Label, is_date_line, read_label, told_date
from archive.ingest.cleaning.lines import squash, word_count
from archive.ingest.cleaning.paragraphs import one_line
from archive.ingest.decode import is_persian
from archive.ingest.pages import layouts
from archive.ingest.pages.facts import PageFacts
from archive.ingest.pages.head import first_named
from archive.ingest.pages.tree import elements, line_of, paragraphs_of, remove
from archive.ingest.records import DatePrecision
from persian.letters import clean_text

_MOST_LINE_WORDS = 30
_MOST_NAME_WORDS = 6
_MOST_TAG_WORDS = 80
_LINES_ABOVE = 8
_DIGITS = re.compile(r"\d{3,}")


@dataclass(frozen=True)
class Marks:
    """What a page prints beside its article, "" where it prints nothing."""

    date_text: str
    byline: str
    news_code: str
    source: str
    tags: tuple[str, ...]


def take_marks(
    root: HtmlElement, headline: HtmlElement | None, facts: PageFacts, site: str
) -> Marks:
    """Return what a page tells of its article beside it, and cut what the layout names of that."""
    labels = read_page_labels(root, headline)
    dates = [*facts.dates, *take_dates(root, headline), told_date(labels)]
    return Marks(
        date_text=best_date(dates),
        byline=take_byline(root, facts, site) or labels.get(Label.BYLINE, ""),
        news_code=take_code(root) or labels.get(Label.NEWS_CODE, ""),
        source=labels.get(Label.SOURCE, ""),
        tags=tags_of(labels.get(Label.TAGS, "")),
    )


def read_page_labels(root: HtmlElement, headline: HtmlElement | None) -> dict[Label, str]:
    """Return what label lines outside the text tell, those below the headline first.

    A line may hold several of them, each in an element of its own.
    """
    lines = [line for line in paragraphs_of(root) if word_count(line) <= _MOST_LINE_WORDS]
    title = squash(line_of(headline))
    start = next((n for n, line in enumerate(lines) if title and squash(line) == title), 0)
    told: dict[Label, str] = {}
    above = reversed(lines[max(0, start - _LINES_ABOVE) : start])
    for line in [*lines[start:], *above, *_lone_texts(root)]:
        label = read_label(line)
        if label and label.value and not (label.label is Label.DATE and Label.DATE in told):
            told.setdefault(label.label, label.value)
    return told


def _lone_texts(root: HtmlElement) -> Iterator[str]:
    """Yield the texts of the elements that hold nothing else."""
    for element in elements(root):
        text = one_line(clean_text(element.text or "")) if len(element) == 0 else ""
        if text and word_count(text) <= _MOST_LINE_WORDS:
            yield text


def take_tags(root: HtmlElement, facts: PageFacts) -> tuple[str, ...]:
    """Return the tags that the page prints, else those it only tells machines; cut the former."""
    boxes = [
        element
        for element in elements(root)
        if layouts.TAGS.names(element)
        and element.tag not in ("html", "body", "a")
        and word_count(line_of(element)) <= _MOST_TAG_WORDS
    ]
    links = [a for a in elements(root, "a") if "tag" in (a.get("rel") or "").split()]
    links += [a for box in boxes for a in elements(box, "a") if a not in links]
    found = [line_of(link).strip("# ") for link in links]
    for part in (*boxes, *links):
        remove(part)
    return tags_of("،".join(found)) or tags_of("،".join(facts.tags))


def take_dates(root: HtmlElement, headline: HtmlElement | None) -> list[str]:
    """Return the dates that the layout names, those after the headline first; cut them."""
    ranked: list[tuple[int, bool, str]] = []
    passed = headline is None
    found = []
    for element in elements(root):
        passed = passed or element is headline
        rank = _date_rank(element)
        if rank is None:
            continue
        for text in _date_texts(element):
            if read_date(text) or _is_weekday(text):
                ranked.append((rank, not passed, text))
                found.append(element)
    for element in found:
        remove(element)
    return [text for _rank, _before, text in sorted(ranked, key=lambda one: one[:2])]


def _date_rank(element: HtmlElement) -> int | None:
    """Return how surely an element tells a date: by its name, its tag, or as a line of its own."""
    rank = layouts.DATE.rank(element)
    if rank is None and element.tag == "time":
        return layouts.DATE.last_rank
    if rank is None and len(element) == 0 and is_date_line(one_line(element.text or "")):
        return layouts.DATE.last_rank + 1
    return rank


def _date_texts(element: HtmlElement) -> Iterator[str]:
    """Yield what an element may tell a date by: its stamp, its pieces, the whole of it."""
    pieces = [one_line(" ".join(clean_text(text).split())) for text in element.itertext()]
    whole = " ".join(filter(None, pieces))
    for text in (element.get("datetime"), element.get("content"), *pieces, whole):
        if text and word_count(text) <= _MOST_LINE_WORDS:
            label = read_label(text)
            yield label.value if label and label.label is Label.DATE else text


def _is_weekday(text: str) -> bool:
    return squash(text).endswith(("شنبه", "جمعه")) and word_count(text) <= 2


def best_date(candidates: list[str]) -> str:
    """Return the first date to the minute, else the first date at all, else the first words."""
    dated = [(text, read_date(text)) for text in candidates if text]
    exact = [text for text, date in dated if date and date.precision is DatePrecision.MINUTE]
    known = [text for text, date in dated if date]
    return next(iter([*exact, *known, *(text for text, _date in dated)]), "")


def take_byline(root: HtmlElement, facts: PageFacts, site: str) -> str:
    """Return the person who signs the article, and cut the name from the page."""
    printed = first_named(root, layouts.BYLINE, range(1, _MOST_NAME_WORDS + 1))
    value = line_of(printed) or facts.byline
    if printed is not None:
        remove(printed)
    label = read_label(value)
    if label and label.label is Label.BYLINE:
        value = label.value
    is_name = not (source_by_name(value) or "://" in value or squash(value) == squash(site))
    return value if is_name and is_persian(value) and not is_date_line(value) else ""


def take_code(root: HtmlElement) -> str:
    """Return the site's number for the article, and cut it from the page."""
    element = first_named(root, layouts.CODE, range(1, _MOST_NAME_WORDS + 1))
    printed = line_of(element)
    label = read_label(printed)
    digits = _DIGITS.search(printed)
    if element is not None:
        remove(element)
    if label and label.label is Label.NEWS_CODE:
        return label.value
    return digits[0] if digits else ""
