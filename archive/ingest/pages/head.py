"""The headline of a page, and the kicker and lead beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from archive.gazetteer import source_by_name
from archive.ingest.cleaning.attribution import TITLE_SEPARATOR, site_name
from archive.ingest.cleaning.lines import squash, word_count
from archive.ingest.cleaning.paragraphs import one_line
from archive.ingest.pages import layouts
from archive.ingest.pages.facts import PageFacts
from archive.ingest.pages.tree import elements, is_below, line_of, names, paragraphs_of
from persian.letters import clean_text

_FEWEST_LEAD_WORDS = 5
_MOST_LEAD_WORDS = 150
_MOST_HEAD_WORDS = 40


@dataclass
class Head:
    """The parts of a page that its layout names, as elements."""

    headline: HtmlElement | None
    kicker: HtmlElement | None
    lead: HtmlElement | None


def find_head(root: HtmlElement) -> Head:
    headline = first_named(root, layouts.HEADLINE, range(1, _MOST_HEAD_WORDS))
    h1 = [h for h in elements(root, "h1") if 0 < word_count(line_of(h)) < _MOST_HEAD_WORDS]
    if h1 and (headline is None or not is_below(headline, h1)):
        inside = [h for h in h1 if headline is not None and headline in h.iterancestors()]
        named = [h for h in h1 if names(h) & layouts.HEADLINE.keys()]
        headline = (inside or named or h1)[0] if len(h1) == 1 or inside or named else headline
    kicker = first_named(root, layouts.KICKER, range(1, _MOST_HEAD_WORDS))
    lead = first_named(
        root, layouts.LEAD, range(_FEWEST_LEAD_WORDS, _MOST_LEAD_WORDS), after=headline
    )
    if lead is not None and headline is not None and lead in headline.iterancestors():
        lead = None
    return Head(headline, kicker, lead)


def first_named(
    root: HtmlElement,
    known: Mapping[str, int],
    words: range,
    after: HtmlElement | None = None,
) -> HtmlElement | None:
    """Return the first element of the surest name with as many words, perhaps after another."""
    best: tuple[int, HtmlElement] | None = None
    passed = after is None
    for element in elements(root):
        passed = passed or element is after
        rank = min((known[name] for name in names(element) if name in known), default=None)
        if (
            rank is None
            or not passed
            or element is after
            or element.tag in ("html", "body", "meta")
        ):
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
    told, told_site = _without_site(facts.headline or title, headline, facts.site)
    site = facts.site or told_site or _without_site(title, headline or told, "")[1]
    return headline or told, site_name(site, facts.url)


def _without_site(title: str, headline: str, site: str) -> tuple[str, str]:
    """Part a page's title from the name of its site before or after it."""
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
    """Return the lead that the page prints: by its layout, or where it prints its description."""
    if head.lead is not None:
        return paragraphs_of(head.lead)
    wanted = squash(facts.description)
    if word_count(facts.description) < _FEWEST_LEAD_WORDS:
        return []
    for element in elements(root, "p", "div", "h2", "h3", "h4", "strong", "span"):
        is_text = container is not None and is_below(element, [container])
        if not is_text and len(element) <= 2 and squash(line_of(element)) == wanted:
            head.lead = element
            return paragraphs_of(element)
    return []
