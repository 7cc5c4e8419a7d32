"""Saved or archived pages of news sites: one article a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from archive.ingest.cleaning.attribution import TITLE_SEPARATOR, site_name
from archive.ingest.cleaning.heads import take_head
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
    page = _Text(headline, kicker, lead, _body(root, head, container, facts), cuts)
    if not headline:
        page = _as_saved_text(page)
    elif head.headline is None:
        page = _with_headline_in_text(page, paragraphs_of(root))
    body = _without_head(page.body, {page.headline, page.kicker, *page.lead})
    if not is_persian("\n".join(body)) or not any(map(is_prose, body)):
        raise MalformedFile("در این صفحه مقاله‌ای به فارسی پیدا نشد.")
    is_headline = squash(page.kicker) == squash(page.headline)
    return replace(page, body=body, kicker="" if is_headline else page.kicker)


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
    return split_paragraphs(facts.body) or generic_paragraphs(root, head.headline, head.lead)


def _as_saved_text(page: _Text) -> _Text:
    """Read the lines of a page that names no headline as those of a saved text."""
    head, body = take_head(page.body)
    lead = page.lead or split_paragraphs(head.lead)
    return _Text(head.headline, page.kicker or head.kicker, lead, body, [*page.cuts, *head.cuts])


def _with_headline_in_text(page: _Text, lines: list[str]) -> _Text:
    """Find the headline, which is the page's title so far, in the text or in the whole page.

    What stands above it in the text is a menu, but for a kicker.
    """
    title = squash(page.headline)
    longest = max(map(squash, TITLE_SEPARATOR.split(page.headline)), key=len)

    def is_headline(line: str) -> bool:
        squashed = squash(line)
        is_most = title.endswith(squashed) and 2 * len(squashed) > len(title)
        return word_count(line) >= _FEWEST_HEAD_WORDS and (is_most or squashed == longest)

    for number, line in enumerate(page.body[:_LINES_ABOVE]):
        if is_headline(line):
            menu, body = page.body[:number], page.body[number + 1 :]
            kicker = menu.pop() if menu and menu[-1].endswith(_KICKER_ENDS) else page.kicker
            cuts = [*page.cuts, *(Cut(above, "navigation") for above in menu)]
            return _Text(line, kicker, page.lead, body, cuts)
    return replace(page, headline=next(filter(is_headline, lines), page.headline))


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
