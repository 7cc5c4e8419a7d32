"""The headline of a page, and the kicker and lead beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from archive.gazetteer import source_by_name
from archive.ingest.cleaning.attribution import TITLE_SEPARATOR, site_name
from archive.ingest.cleaning.labels import read_label
from archive.ingest.cleaning.lines import could_be_headline, is_prose, squash, word_count
from archive.ingest.cleaning.paragraphs import one_line
from archive.ingest.pages import layouts
from archive.ingest.pages.facts import PageFacts
from archive.ingest.pages.tree import elements, is_below, line_of, paragraphs_of
from persian.jalali import find_date
from persian.letters import clean_text

_FEWEST_LEAD_WORDS = 5
_LEAD_WORDS = range(_FEWEST_LEAD_WORDS, 150)
_KICKER_WORDS = range(3, 26)
_MOST_HEAD_WORDS = 40
_TITLE_CHARS = 12
_PATH = re.compile(r"\s[»›>|/]\s")


@dataclass
class Head:
    """The parts of a page that its layout names, as elements."""

    headline: HtmlElement | None
    kicker: HtmlElement | None
    lead: HtmlElement | None


def find_head(root: HtmlElement) -> Head:
    headline = _find_headline(root)
    kicker = first_named(root, layouts.KICKER, range(1, _MOST_HEAD_WORDS))
    if kicker is None and headline is not None:
        kicker = _line_above(headline)
    lead = first_named(root, layouts.LEAD, _LEAD_WORDS, after=headline)
    if lead is not None and headline is not None and lead in headline.iterancestors():
        lead = None
    return Head(headline, kicker, lead)


def _find_headline(root: HtmlElement) -> HtmlElement | None:
    """Return the heading that says what the page's title says, else the one that is named so."""
    titles = _told_titles(root)
    for heading in elements(root, "h1", "h2", "h3"):
        if squash(line_of(heading)) in titles:
            return heading
    headline = first_named(root, layouts.HEADLINE, range(1, _MOST_HEAD_WORDS))
    h1 = [h for h in elements(root, "h1") if 0 < word_count(line_of(h)) < _MOST_HEAD_WORDS]
    if not h1 or (headline is not None and is_below(headline, h1)):
        return headline
    inside = [h for h in h1 if headline is not None and headline in h.iterancestors()]
    named = [h for h in h1 if layouts.HEADLINE.names(h)]
    return (inside or named or h1)[0] if len(h1) == 1 or inside or named else headline


def _told_titles(root: HtmlElement) -> set[str]:
    """Return the longest parts of the page's titles, levelled: what is shorter is the site."""
    told = [title.text or "" for title in elements(root, "title")][:1]
    told += [meta.get("content") or "" for meta in elements(root, "meta") if _is_title(meta)]
    longest = [max(map(squash, TITLE_SEPARATOR.split(one_line(t))), key=len) for t in told]
    return {title for title in longest if len(title) >= _TITLE_CHARS}


def _is_title(meta: HtmlElement) -> bool:
    return (meta.get("property") or meta.get("name") or "") in {"og:title", "twitter:title"}


def _line_above(headline: HtmlElement) -> HtmlElement | None:
    """Return what stands directly above the headline, when it has the form of a kicker."""
    for above in _frame_of(headline).itersiblings(preceding=True):
        texts = paragraphs_of(above) if isinstance(above.tag, str) else []
        if not texts:
            continue
        is_kicker = (
            len(texts) == 1
            and word_count(texts[0]) in _KICKER_WORDS
            and could_be_headline(texts[0])
            and next(elements(above, "a"), None) is None
            and not layouts.CATEGORY.names(above)
            and not (read_label(texts[0]) or find_date(texts[0]) or source_by_name(texts[0]))
            and not _PATH.search(texts[0])
        )
        return above if is_kicker else None
    return None


def _line_below(headline: HtmlElement, container: HtmlElement) -> HtmlElement | None:
    """Return the sentences between the headline and the text, when they are one paragraph."""
    if container in headline.iterancestors():
        return None
    for below in _frame_of(headline).itersiblings():
        if below is container or below in container.iterancestors():
            return None
        texts = paragraphs_of(below) if isinstance(below.tag, str) else []
        if any(map(is_prose, texts)):
            is_lead = len(texts) == 1 and word_count(texts[0]) in _LEAD_WORDS
            return below if is_lead else None
    return None


def _frame_of(element: HtmlElement) -> HtmlElement:
    """Return the outermost element that holds this one's text and nothing else."""
    text = line_of(element)
    frame = element
    while (parent := frame.getparent()) is not None and line_of(parent) == text:
        frame = parent
    return frame


def first_named(
    root: HtmlElement,
    known: layouts.Part,
    words: range,
    after: HtmlElement | None = None,
) -> HtmlElement | None:
    """Return the first element of the surest name with as many words, perhaps after another."""
    best: tuple[int, HtmlElement] | None = None
    passed = after is None
    for element in elements(root):
        if element is after:
            passed = True
            continue
        rank = known.rank(element)
        if rank is None or not passed or element.tag in ("html", "body", "meta"):
            continue
        if (best is None or rank < best[0]) and word_count(line_of(element)) in words:
            best = rank, element
    return best[1] if best else None


def headline_and_site(
    root: HtmlElement, printed: HtmlElement | None, facts: PageFacts
) -> tuple[str, str]:
    """Return the headline, and what the page calls its site, "" when it does not say."""
    headline = line_of(printed)
    titles = [one_line(clean_text(title.text or "")) for title in elements(root, "title")]
    title = next(iter(titles), "")
    told, told_site = part_title(facts.headline or title, headline, facts.site)
    site = facts.site or told_site or part_title(title, headline or told, "")[1]
    return headline or told, site_name(site, facts.url)


def part_title(title: str, headline: str, site: str) -> tuple[str, str]:
    """Part a page's title from the name of its site before or after it, "" when it has none."""
    for separator in TITLE_SEPARATOR.finditer(title):
        before, after = title[: separator.start()].strip(), title[separator.end() :].strip()
        for own, other in ((before, after), (after, before)):
            is_headline = headline and squash(own) == squash(headline)
            if is_headline or source_by_name(other) or (site and squash(other) == squash(site)):
                return own, other
    return title.strip(), ""


def lead_paragraphs(
    root: HtmlElement, head: Head, facts: PageFacts, container: HtmlElement | None
) -> list[str]:
    """Return the lead that the page prints: by its layout, its description or its place."""
    if head.lead is None:
        head.lead = _described(root, facts.description, container)
    if head.lead is None and head.headline is not None and container is not None:
        head.lead = _line_below(head.headline, container)
    return [] if head.lead is None else paragraphs_of(head.lead)


def _described(
    root: HtmlElement, description: str, container: HtmlElement | None
) -> HtmlElement | None:
    """Return the element outside the text that prints what the page tells machines of itself."""
    wanted = squash(description)
    if word_count(description) < _FEWEST_LEAD_WORDS:
        return None
    for element in elements(root, "p", "div", "h2", "h3", "h4", "strong", "span"):
        is_text = container is not None and is_below(element, [container])
        if not is_text and len(element) <= 2 and squash(line_of(element)) == wanted:
            return element
    return None
