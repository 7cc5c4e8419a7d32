"""Where on a page the article's own text stands."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from archive.ingest.cleaning.lines import is_prose, squash
from archive.ingest.cleaning.paragraphs import split_paragraphs
from archive.ingest.pages import layouts
from archive.ingest.pages.tree import elements, paragraphs_of
from persian.letters import ZWNJ

# trafilatura drops every character that is not printable, the half-space among them.
_STAND_IN = "\u2e31"
_HTML_TAGS = {"row": "tr", "cell": "td", "head": "h2", "item": "li", "list": "ul", "lb": "br"}
_FEWEST_CHARS = 80
_SIGNATURE_CHARS = 40
_SKIPPED = {"html", "body", "head"}

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # every refusal has a reason of ours


def find_container(root: HtmlElement) -> HtmlElement | None:
    """Return the element that the known layouts call the text: the surest, fullest one."""
    best: tuple[int, int, HtmlElement] | None = None
    for element in elements(root):
        rank = layouts.BODY.rank(element)
        if rank is None or element.tag in _SKIPPED or (best and rank > best[0]):
            continue
        size = sum(len(p) for p in paragraphs_of(element) if is_prose(p))
        if size >= _FEWEST_CHARS and (best is None or (rank, -size) < (best[0], -best[1])):
            best = rank, size, element
    return best[2] if best else None


def find_text(root: HtmlElement, text: str) -> HtmlElement | None:
    """Return the smallest element that holds the beginning and the end of a text, or None."""
    squashed = squash(text)
    begin, end = squashed[:_SIGNATURE_CHARS], squashed[-_SIGNATURE_CHARS:]
    if len(squashed) < _FEWEST_CHARS or not _holds(root, begin, end):
        return None
    found = root
    inner: HtmlElement | None = root
    while inner is not None:
        found = inner
        inner = next((c for c in _children(found) if _holds(c, begin, end)), None)
    return found


def generic_paragraphs(
    root: HtmlElement, headline: HtmlElement | None, lead: HtmlElement | None
) -> list[str]:
    """Return the text that trafilatura finds on a page of an unknown layout, or else our guess.

    Both look only at the part of the page that belongs to the headline, if there is one.
    """
    root = _part_of(headline, lead) if headline is not None else root
    found = _by_trafilatura(root)
    guessed = _densest(root)
    enough = sum(len(p) for p in found if is_prose(p)) >= _FEWEST_CHARS
    return found if enough else guessed


def _part_of(headline: HtmlElement, lead: HtmlElement | None) -> HtmlElement:
    """Return the smallest element that holds the headline and sentences besides the lead."""
    above = set() if lead is None else set(paragraphs_of(lead))
    part = headline
    for part in headline.iterancestors():
        sentences = [p for p in paragraphs_of(part) if is_prose(p) and p not in above]
        if sum(map(len, sentences)) >= _FEWEST_CHARS:
            break
    return part


def _by_trafilatura(root: HtmlElement) -> list[str]:
    import trafilatura  # which takes as long as a third of Django: only unknown layouts need it
    from trafilatura.settings import Document

    page = etree.tostring(root, encoding="unicode", method="html").replace(ZWNJ, _STAND_IN)
    document = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=True, with_metadata=False
    )
    if not isinstance(document, Document) or document.body is None:
        return []
    for element in document.body.iter():
        element.tag = _HTML_TAGS.get(element.tag, element.tag)
    text = etree.tostring(document.body, encoding="unicode", method="html")
    return _parted_as_printed(split_paragraphs(text.replace(_STAND_IN, ZWNJ)), root)


def _parted_as_printed(found: list[str], root: HtmlElement) -> list[str]:
    """Return the text found in the page's own paragraphs where trafilatura glued bare blocks.

    Short lines may stand by chance inside others: they count only where the text goes on.
    """
    text = squash(" ".join(found))
    paragraphs = []
    position = 0
    for paragraph in paragraphs_of(root):
        squashed = squash(paragraph)
        if len(squashed) >= _SIGNATURE_CHARS:
            start = text.find(squashed, position)
        else:
            start = position if text.startswith(squashed, position) else -1
        if squashed and start >= 0:
            paragraphs.append(paragraph)
            position = start + len(squashed)
    return paragraphs if position == len(text) and len(paragraphs) > len(found) else found


def _densest(root: HtmlElement) -> list[str]:
    """Return the paragraphs of the element with the most sentences directly in it."""
    best: HtmlElement | None = None
    most = 0
    for element in elements(root):
        if element.tag in ("p", "br"):
            continue
        size = len((element.text or "").strip()) + sum(
            len("".join(child.itertext())) * (child.tag == "p") + len((child.tail or "").strip())
            for child in _children(element)
        )
        if size > most:
            best, most = element, size
    return [] if best is None else paragraphs_of(best)


def _children(element: HtmlElement) -> Iterator[HtmlElement]:
    return (child for child in element if isinstance(child.tag, str))


def _holds(element: HtmlElement, begin: str, end: str) -> bool:
    text = squash("".join(element.itertext()))
    return begin in text and end in text
