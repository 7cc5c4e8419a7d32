"""Cuts what a site prints around an article: end marks, related news, share lines, codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from archive.ingest.cleaning import patterns
from archive.ingest.cleaning.attribution import is_signature
from archive.ingest.cleaning.labels import Label, read_label
from archive.ingest.cleaning.lines import is_prose, squash, word_count
from archive.ingest.records import Cut
from persian.letters import level_with_offsets

# A step returns the paragraphs that stay and what it cut, in reading order.
_Step = Callable[[list[str]], tuple[list[str], list[Cut]]]
_MOST_HEAD_LINES = 4
_END_MARK_CHARS = 60
_CODE_CHARS = 60
# Headings of what is not the article's own: what label lines say below them is not of it either.
_FOREIGN_RULES = frozenset({"related", "comments", "rights"})
# What is the site's wherever it stands, also between the article's paragraphs.
_ANYWHERE = frozenset({"channel", "advertisement", "media"})


@dataclass(frozen=True)
class Trimmed:
    """An article's own paragraphs, what was cut from around them, and what label lines told."""

    paragraphs: list[str]
    cuts: list[Cut]
    labels: dict[Label, str]


def trim(paragraphs: Sequence[str], headline: str = "") -> Trimmed:
    """Return the article without the site's own lines around and between its paragraphs."""
    kept, cuts = _cut_head(list(paragraphs), headline)
    for step in _STEPS:
        kept, more = step(kept)
        cuts += more
    return Trimmed(kept, cuts, read_labels(cuts))


@lru_cache(maxsize=1024)  # the steps ask after the same lines
def boilerplate_rule(line: str) -> str | None:
    """Return the rule under which a line by itself is the site's, or None."""
    words = word_count(line)
    if read_label(line):
        return "label"
    if words > patterns.CHANNEL_WORDS:
        return None
    squashed = squash(line)
    if words <= patterns.CLOSING_WORDS:
        for rule, pattern in patterns.CLOSING.items():
            if pattern.fullmatch(squashed):
                return rule
    if patterns.NETWORKS.fullmatch(squashed) or patterns.HANDLE.fullmatch(line):
        return "share"
    if patterns.CHANNEL.fullmatch(squashed):
        return "channel"
    if patterns.POINTER.fullmatch(squashed):
        return "share"
    if is_signature(line):
        return "site-name"
    return "reporter-code" if patterns.CODE_LINE.fullmatch(line) else None


def read_labels(cuts: Sequence[Cut]) -> dict[Label, str]:
    """Return what label lines tell of the article: those before any box of other articles."""
    told: dict[Label, str] = {}
    for number, cut in enumerate(cuts):
        if cut.rule in _FOREIGN_RULES:
            break
        found = read_label(cut.text)
        if is_signature(cut.text):
            told.setdefault(Label.SITE, cut.text)
        elif found:
            value = found.value or _lines_below(cuts[number + 1 :], found.label)
            told.setdefault(found.label, value)
    return told


def _lines_below(cuts: Sequence[Cut], label: Label) -> str:
    """Return what stands under a label without a value: a line, or one line a tag."""
    lines = takewhile(lambda cut: cut.rule == "label" and not read_label(cut.text), cuts)
    values = [cut.text for cut in lines]
    return "،".join(values if label is Label.TAGS else values[:1])


def _cut_head(paragraphs: list[str], headline: str) -> tuple[list[str], list[Cut]]:
    """Cut the repeated headline and label lines above the first sentence."""
    cuts: list[Cut] = []
    while len(paragraphs) > 1 and len(cuts) < _MOST_HEAD_LINES:
        if headline and squash(paragraphs[0]) == squash(headline):
            rule = "repeated-headline"
        elif read_label(paragraphs[0]):
            rule = "label"
        else:
            break
        cuts.append(Cut(paragraphs.pop(0), rule))
    return paragraphs, cuts


def _cut_after_end_mark(paragraphs: list[str]) -> tuple[list[str], list[Cut]]:
    kept: list[str] = []
    cuts: list[Cut] = []
    for number, line in enumerate(paragraphs):
        start = _end_mark_start(line)
        if start is None:
            kept.append(line)
            continue
        if start:
            kept.append(line[:start].rstrip())
        mark, rest = line[start:].strip(), paragraphs[number + 1 :]
        if not _goes_on(rest):
            return kept, [*cuts, *_cuts([mark, *rest], "end-mark")]
        cuts.append(Cut(mark, "end-mark"))
    return kept, cuts


def _end_mark_start(line: str) -> int | None:
    """Return where the end mark starts that a line is, or ends with."""
    if len(line) <= _END_MARK_CHARS and patterns.END_MARK.fullmatch(squash(line)):
        return 0
    if not any(word in line for word in patterns.END_MARK_SIGNS):
        return None
    return _search_levelled(patterns.GLUED_END_MARK, line)


def _goes_on(rest: list[str]) -> bool:
    """Whether an end mark came too early: only sentences follow, up to another one."""
    for number, line in enumerate(rest):
        if _end_mark_start(line) == 0:
            return number > 0
        if not is_prose(line):
            return False
    return False


def _cut_boxes(paragraphs: list[str]) -> tuple[list[str], list[Cut]]:
    kept: list[str] = []
    cuts: list[Cut] = []
    titles_to_come = 0
    for line in paragraphs:
        name, _colon, title = line.partition(":")
        if word_count(line) <= patterns.BOX_WORDS and patterns.BOX.fullmatch(squash(name)):
            titles_to_come = 0 if title.strip() else patterns.BOX_LINES
            cuts.append(Cut(line, "box"))
        elif titles_to_come and not is_prose(line):
            titles_to_come -= 1
            cuts.append(Cut(line, "box"))
        elif (rule := boilerplate_rule(line)) in _ANYWHERE:
            cuts.append(Cut(line, rule))
        else:
            titles_to_come = 0
            kept.append(line)
    return kept, cuts


def _cut_closing_lines(paragraphs: list[str]) -> tuple[list[str], list[Cut]]:
    """Cut from the first line of the site's after which nothing of the article comes."""
    prose = [
        number
        for number, line in enumerate(paragraphs)
        if is_prose(line) and not boilerplate_rule(line)
    ]
    first, last = (prose[0], prose[-1]) if prose else (0, 0)
    for number in range(first + 1, len(paragraphs)):
        rule = boilerplate_rule(paragraphs[number])
        if rule and (number > last or _ends_article(rule, paragraphs[number + 1])):
            return paragraphs[:number], _cuts(paragraphs[number:], rule)
    return paragraphs, []


def _ends_article(rule: str, following: str) -> bool:
    """Whether a heading closes the article although sentences follow it.

    Readers' comments are sentences; «آخرین خبر …» over a sentence is a subhead of the article.
    """
    return rule in _FOREIGN_RULES and (rule != "related" or not is_prose(following))


def _cut_glued_tail(paragraphs: list[str]) -> tuple[list[str], list[Cut]]:
    """Cut labels and headings that follow the last sentence on the same line."""
    last = paragraphs[-1] if paragraphs else ""
    start = _search_levelled(patterns.GLUED_TAIL, last)
    if not start:
        return paragraphs, []
    parts = patterns.GLUED_PART.split(last[start:].strip())
    if not all(map(boilerplate_rule, parts)):
        return paragraphs, []
    return [*paragraphs[:-1], last[:start].rstrip()], _cuts(parts, "label")


def _cut_reporter_code(paragraphs: list[str]) -> tuple[list[str], list[Cut]]:
    last = paragraphs[-1] if paragraphs else ""
    if patterns.CODE_LINE.fullmatch(last):
        return paragraphs[:-1], [Cut(last, "reporter-code")]
    code = patterns.REPORTER_CODE.search(last[-_CODE_CHARS:])
    if not code or not code[0].strip():
        return paragraphs, []
    text = last[: len(last) - len(code[0])].rstrip()
    kept = [*paragraphs[:-1], text] if text else paragraphs[:-1]
    return kept, [Cut(code[0].strip(), "reporter-code")]


_STEPS: tuple[_Step, ...] = (
    _cut_after_end_mark,
    _cut_boxes,
    _cut_closing_lines,
    _cut_glued_tail,
    _cut_reporter_code,
)


def _search_levelled(pattern: re.Pattern[str], line: str) -> int | None:
    """Return where in the printed line the levelled one matches, in its last characters only."""
    start = max(0, len(line) - patterns.GLUED_CHARS)
    levelled, offsets = level_with_offsets(line[start:])
    match = pattern.search(levelled)
    return start + offsets[match.end()] if match and match.end() < len(offsets) else None


def _cuts(lines: Sequence[str], rule: str) -> list[Cut]:
    """Return the lines as cuts, each under its own rule or that of the heading over it."""
    cuts = []
    for line in lines:
        rule = boilerplate_rule(line) or rule
        cuts.append(Cut(line, rule))
    return cuts
