"""Saved or archived pages of news sites: one article a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from archive.ingest.cleaning.attribution import site_name
from archive.ingest.cleaning.labels import Label, read_label
from archive.ingest.cleaning.lines import is_prose, squash, word_count
from archive.ingest.cleaning.paragraphs import join_paragraphs, split_paragraphs
from archive.ingest.decode import is_persian
from archive.ingest.exceptions import MalformedFile
from archive.ingest.pages.facts import PageFacts, read_facts
from archive.ingest.pages.head import (
    Head,
    find_head,
    headline_and_site,
    lead_paragraphs,
    part_title,
)
from archive.ingest.pages.main_text import find_container, find_text, generic_paragraphs
from archive.ingest.pages.marks import take_marks, take_tags
from archive.ingest.pages.surroundings import cut_around, cut_captions
from archive.ingest.pages.tree import line_of, paragraphs_of, parse_page, remove, remove_unseen
from archive.ingest.records import ArticleRecord, Cut

_LINES_ABOVE = 20
_FEWEST_HEAD_WORDS = 3
_KICKER_ENDS = (":", "؛")


def read_html(text: str, url: str = "") -> Iterator[ArticleRecord]:
    """Yield the one article of a page; `url` is where the page was found.

    Known layouts and JSON-LD go first, then trafilatura, then the densest paragraphs. What stands
    around the article (side bars, related news, comments, advertisements, share lines) is cut.

    Raises:
        MalformedFile: the page is beyond our limits, or holds no Persian article.
    """
    root = parse_page(text)
    facts = read_facts(root, url)
    remove_unseen(root)
    tags = take_tags(root, facts)
    head = find_head(root)
    cuts = cut_around(root, head)
    container = find_container(root)
    if container is None and facts.body:
        container = find_text(root, facts.body)
    headline, site = headline_and_site(root, head.headline, facts)
    marks = take_marks(root, head.headline, facts, site)
    page = _take_text(root, head, container, facts, headline)
    yield ArticleRecord(
        body=join_paragraphs(page.body),
        headline=page.headline,
        kicker=page.kicker,
        lead=join_paragraphs(page.lead),
        byline=marks.byline,
        source=marks.source,
        republished_by=site or site_name(part_title(headline, page.headline, "")[1], facts.url),
        url=facts.url,
        date_text=marks.date_text,
        news_code=marks.news_code,
        tags=tags or marks.tags,
        cuts=(*cuts, *page.cuts),
        line=1,
    )


@dataclass(frozen=True)
class _Text:
    """What a reader of the page calls the article."""

    headline: str
    kicker: str
    lead: list[str]
    body: list[str]
    cuts: list[Cut]


def _take_text(
    root: HtmlElement,
    head: Head,
    container: HtmlElement | None,
    facts: PageFacts,
    headline: str,
) -> _Text:
    kicker, lead = line_of(head.kicker), lead_paragraphs(root, head, facts, container)
    cuts: list[Cut] = []
    if container is not None:
        _take_head(container, head)
        cuts += cut_captions(container)
    body = _body(root, head, container, facts)
    if head.headline is None:
        headline, body, menu = _headline_in_text(headline, body)
        if menu and menu[-1].endswith(_KICKER_ENDS):
            kicker = menu.pop()
        cuts += [Cut(line, "navigation") for line in menu]
    body = _without_head(body, {headline, kicker, *lead})
    if not is_persian("\n".join(body)) or not any(map(is_prose, body)):
        raise MalformedFile("در این صفحه مقاله‌ای به فارسی پیدا نشد.")
    kicker = "" if squash(kicker) == squash(headline) else kicker
    return _Text(headline, kicker, lead, body, cuts)


def _take_head(container: HtmlElement, head: Head) -> None:
    """Take the head out of the element that also holds the text."""
    for part in (head.headline, head.kicker, head.lead):
        if part is not None and container in part.iterancestors():
            remove(part)


def _body(
    root: HtmlElement, head: Head, container: HtmlElement | None, facts: PageFacts
) -> list[str]:
    if container is not None:
        return paragraphs_of(container)
    return split_paragraphs(facts.body) or generic_paragraphs(root, head.headline)


def _headline_in_text(title: str, paragraphs: list[str]) -> tuple[str, list[str], list[str]]:
    """Return the headline, the text below it and the menus above it, by the title of the page."""
    wanted = squash(title)
    for number, line in enumerate(paragraphs[:_LINES_ABOVE]):
        squashed = squash(line)
        if word_count(line) >= _FEWEST_HEAD_WORDS and wanted.endswith(squashed):
            return line, paragraphs[number + 1 :], paragraphs[:number]
    return title, paragraphs, []


def _without_head(paragraphs: list[str], above: set[str]) -> list[str]:
    """Return the text without what of the head is printed above it again."""
    head = {squash(line) for line in above if line}
    start = 0
    while start < len(paragraphs) and (
        squash(paragraphs[start]) in head or _is_label(paragraphs[start])
    ):
        start += 1
    return paragraphs[start:]


def _is_label(line: str) -> bool:
    label = read_label(line)
    return label is not None and label.label is not Label.SOURCE
