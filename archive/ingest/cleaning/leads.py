"""Leads by their place: the sentences before those that begin the report («به گزارش …»)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.gazetteer import source_by_name, source_in_text
from archive.ingest.cleaning.lines import opens_with_report, squash, word_count

LEAD_WORDS = range(8, 91)
_OPENING_WORDS = 30
_OPENING_CHARS = 120
RESTATED = 0.5  # the share of a headline's words that its lead or first sentence has
RESTATED_BY_STATEMENT = 0.3
_FUNCTION_WORD_CHARS = 2
_REPORT_BEGINS = re.compile(r"(?<=[.!؟…])\s*(?=به\s+گزارش\s)")
_INNER_STOP = re.compile(r"[.!؟]\s")
_SAYS = re.compile(r"(گفت|(اظهار|بیان|عنوان|اعلام)(کرد|داشت))\Z")
_GOES_ON = ("وی ", "او ", "این ", "آن ", "همچنین ", "ایشان ", "نامبرده ")


def opens_with_lead(paragraphs: Sequence[str], headline: str = "") -> bool:
    """Whether the first paragraph sums up what the next one begins to report.

    The next one says whose report it is, or it brings in a speaker after one sentence that says
    again what the headline says.
    """
    if len(paragraphs) < 2 or word_count(paragraphs[0]) not in LEAD_WORDS:
        return False
    first, second, *more = paragraphs
    agency, _colon, said = first.partition(":")
    first = said if source_by_name(agency) else first  # «خبرگزاری فارس: …»
    if opens_with_report(first) or second.startswith(_GOES_ON):
        return False
    if opens_with_report(second):
        return True
    share = RESTATED if _brings_in_speaker(first) else RESTATED_BY_STATEMENT
    is_summary = not _INNER_STOP.search(first) and restated_share(first, headline) >= share
    goes_on = bool(more or _INNER_STOP.search(second))
    return is_summary and goes_on and _brings_in_speaker(second)


def lead_in(paragraphs: Sequence[str], headline: str = "") -> str:
    """Return the lead that a body prints as its beginning, or "".

    It is a paragraph, or the sentences of a run-on text before an agency's «به گزارش …».
    """
    if opens_with_lead(paragraphs, headline):
        return paragraphs[0]
    report = _REPORT_BEGINS.search(paragraphs[0]) if paragraphs else None
    if report is None or word_count(paragraphs[0][: report.start()]) not in LEAD_WORDS:
        return ""
    opening = paragraphs[0][report.end() : report.end() + _OPENING_CHARS]
    return paragraphs[0][: report.start()] if source_in_text(opening) else ""


def restated_share(sentence: str, headline: str) -> float:
    """Return how many of the words that say something in the headline a sentence has too.

    What stands before a colon in the headline is its speaker.
    """
    said = headline.rpartition(":")[2]
    words = {word for word in map(squash, said.split()) if len(word) > _FUNCTION_WORD_CHARS}
    again = words & {squash(word) for word in sentence.split()}
    return len(again) / len(words) if words else 0.0


def _brings_in_speaker(paragraph: str) -> bool:
    """Whether the paragraph begins «<somebody> … گفت:»."""
    opening, colon, _said = " ".join(paragraph.split()[:_OPENING_WORDS]).partition(":")
    return bool(colon) and bool(_SAYS.search(squash(opening)))
