"""What stands around an article on its page."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from archive.ingest.cleaning.boilerplate import boilerplate_rule
from archive.ingest.cleaning.lines import is_prose
from archive.ingest.pages import layouts
from archive.ingest.pages.head import Head
from archive.ingest.pages.main_text import find_container
from archive.ingest.pages.tree import (
    elements,
    line_of,
    name_parts,
    names,
    paragraphs_of,
    remove,
)
from archive.ingest.records import Cut

_CUT_CHARS = 5_000
_FIELDS = (layouts.DATE, layouts.CODE, layouts.BYLINE, layouts.TAGS)
_FRAME = ("html", "head", "body")
_MAIN_SHARE = 0.5
_HEADING_RULES = ("comments", "rights")


def cut_around(root: HtmlElement, head: Head) -> list[Cut]:
    """Take side bars, related news, comments, advertisements and the like out of the page.

    What holds the head, the text or a field of the article stays, whatever its name.
    """
    own = _own_elements(root, head)
    main_chars = _MAIN_SHARE * _prose_chars(root)
    cuts: list[Cut] = []
    removed: set[HtmlElement] = set()
    for element in list(elements(root)):
        rule = None if element in own or element.tag in _FRAME else _rule(element)
        if not rule or not removed.isdisjoint(element.iterancestors()):
            continue
        if rule != "comments" and _has_more_prose(element, main_chars):
            continue  # a frame of the whole page that is named after one of its parts
        if text := " ".join(paragraphs_of(element))[:_CUT_CHARS]:
            cuts.append(Cut(text, rule))
        removed.add(element)
    for element in removed:
        remove(element)
    return [*cuts, *_cut_headed(root, own)]


def _cut_headed(root: HtmlElement, own: set[HtmlElement]) -> list[Cut]:
    """Take out what stands under «نظرات کاربران» and the like, below the first sentence."""
    lines = paragraphs_of(root)
    first = next((number for number, line in enumerate(lines) if is_prose(line)), len(lines))
    headings = {line for line in lines[first:] if boilerplate_rule(line) in _HEADING_RULES}
    cuts = []
    for element in list(elements(root)) if headings else ():
        line = line_of(element) if len(element) <= 1 else ""
        if line not in headings or element in own:
            continue
        below = [e for e in element.itersiblings() if isinstance(e.tag, str) and e not in own]
        cuts += [Cut(text, str(boilerplate_rule(line))) for e in below if (text := line_of(e))]
        for part in below:
            remove(part)
    return cuts


def _own_elements(root: HtmlElement, head: Head) -> set[HtmlElement]:
    """Return the article's parts and fields with all around them, and what its fields hold."""
    parts = [part for part in (head.headline, head.kicker, head.lead) if part is not None]
    parts += [e for e in elements(root) if "articlebody" in names(e)]
    container = find_container(root)
    if container is not None:
        parts.append(container)
    above = {e for part in parts for e in _with_ancestors(part)}
    fields = [e for e in elements(root) if _is_field(e) and not _is_foreign(e, above)]
    above |= {e for field in fields for e in _with_ancestors(field)}
    return above | {e for field in fields if field not in parts for e in field.iterdescendants()}


def _with_ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _is_field(element: HtmlElement) -> bool:
    if element.tag in _FRAME:
        return False
    return element.tag == "time" or any(field.names(element) for field in _FIELDS)


def _is_foreign(field: HtmlElement, above: set[HtmlElement]) -> bool:
    """Whether a field is that of a comment, of another article or of the site."""
    return any(
        ((rule := _rule(e)) and rule != "navigation")
        or e.tag in layouts.AROUND_TAGS
        or e.tag == "header"
        for e in field.iterancestors()
        if e not in above and e.tag not in _FRAME
    )


def _has_more_prose(element: HtmlElement, chars: float) -> bool:
    return sum(map(len, element.itertext())) > chars and _prose_chars(element) > chars


def _prose_chars(element: HtmlElement) -> int:
    return sum(len(paragraph) for paragraph in paragraphs_of(element) if is_prose(paragraph))


def _rule(element: HtmlElement) -> str | None:
    called = name_parts(element) | names(element)
    if "elementor" in called:  # calls every part of a page a widget
        called -= {"widget"}
    rules = {layouts.AROUND_RULE[name] for name in called if name in layouts.AROUND_RULE}
    if element.tag == "header" and not any(True for _ in elements(element, "h1", "h2")):
        return "navigation"
    for rule in layouts.AROUND:
        if rule in rules:
            return rule
    return layouts.AROUND_TAGS.get(element.tag)


def cut_captions(container: HtmlElement) -> list[Cut]:
    """Take out the captions of pictures that stand above the first sentence."""
    cuts = []
    for element in list(elements(container)):
        if element.tag == "figcaption" or "caption" in name_parts(element):
            text = line_of(element)
            if text:
                cuts.append(Cut(text, "caption"))
            remove(element)
        elif element.tag == "p" and is_prose(line_of(element)):
            break
    return cuts
