"""Saved or archived pages of news sites: one article a page."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from archive.ingest.cleaning import tags_of
from archive.ingest.cleaning.labels import Label, read_label
from archive.ingest.cleaning.lines import is_prose, squash, word_count
from archive.ingest.cleaning.paragraphs import join_paragraphs, split_paragraphs
from archive.ingest.decode import is_persian
from archive.ingest.exceptions import MalformedFile
from archive.ingest.pages.facts import PageFacts, read_facts
from archive.ingest.pages.head import Head, find_head, headline_and_site, lead_paragraphs
from archive.ingest.pages.main_text import find_container, find_text, generic_paragraphs
from archive.ingest.pages.marks import (
    best_date,
    read_page_labels,
    take_byline,
    take_code,
    take_dates,
    take_tags,
)
from archive.ingest.pages.surroundings import cut_around, cut_captions
from archive.ingest.pages.tree import line_of, paragraphs_of, parse_page, remove, remove_unseen
from archive.ingest.records import ArticleRecord, Cut

_LINES_ABOVE = 20
_FEWEST_HEAD_WORDS = 3


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
    labels = read_page_labels(root, head.headline)
    tags = tags or tags_of(labels.get(Label.TAGS, ""))
    dates = [*facts.dates, *take_dates(root, head.headline), labels.get(Label.DATE, "")]
    byline = take_byline(root, facts, site) or labels.get(Label.BYLINE, "")
    news_code = take_code(root) or labels.get(Label.NEWS_CODE, "")
    kicker, lead = line_of(head.kicker), lead_paragraphs(root, head, facts, container)
    if container is not None:
        _take_head(container, head)
        cuts += cut_captions(container)
    body = _body(root, head, container, facts)
    if head.headline is None:
        headline, body, menu = _headline_in_text(headline, body)
        cuts += [Cut(line, "navigation") for line in menu]
    body = _without_head(body, {headline, kicker, *lead})
    if not is_persian("\n".join(body)) or not any(map(is_prose, body)):
        raise MalformedFile("در این صفحه مقاله‌ای به فارسی پیدا نشد.")
    yield ArticleRecord(
        body=join_paragraphs(body),
        headline=headline,
        kicker="" if squash(kicker) == squash(headline) else kicker,
        lead=join_paragraphs(lead),
        byline=byline,
        source=labels.get(Label.SOURCE, ""),
        republished_by=site,
        url=facts.url,
        date_text=best_date(dates),
        news_code=news_code,
        tags=tags,
        cuts=tuple(cuts),
        line=1,
    )


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
