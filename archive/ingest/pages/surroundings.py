"""What stands around an article on its page."""

from __future__ import annotations

from lxml.html import HtmlElement

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
_FIELDS = layouts.DATE.keys() | layouts.CODE.keys() | layouts.BYLINE.keys() | layouts.TAGS.keys()


def cut_around(root: HtmlElement, head: Head) -> list[Cut]:
    """Take side bars, related news, comments, advertisements and the like out of the page.

    What holds the head, the text or a field of the article stays, whatever its name.
    """
    fields = [e for e in elements(root) if names(e) & _FIELDS and e.tag not in ("html", "body")]
    parts = [part for part in (head.headline, head.kicker, head.lead) if part is not None]
    parts += [e for e in elements(root) if "articlebody" in names(e)]
    container = find_container(root)
    if container is not None:
        parts.append(container)
    above = {e for part in parts for e in (part, *part.iterancestors())}
    fields = [e for e in fields if not _is_foreign(e, above)]
    above |= {e for field in fields for e in (field, *field.iterancestors())}
    inside = {e for field in fields if field not in parts for e in field.iterdescendants()}
    cuts: list[Cut] = []
    removed: set[HtmlElement] = set()
    for element in list(elements(root)):
        if element.tag in ("html", "head", "body") or element in above or element in inside:
            continue
        rule = _rule(element)
        if rule and removed.isdisjoint(element.iterancestors()):
            text = " ".join(paragraphs_of(element))[:_CUT_CHARS]
            if text:
                cuts.append(Cut(text, rule))
            removed.add(element)
    for element in removed:
        remove(element)
    return cuts


def _is_foreign(field: HtmlElement, above: set[HtmlElement]) -> bool:
    """Whether a field is that of a comment, of another article or of the site."""
    return any(
        ((rule := _rule(e)) and rule != "navigation")
        or e.tag in layouts.AROUND_TAGS
        or e.tag == "header"
        for e in field.iterancestors()
        if e not in above and e.tag not in ("html", "body")
    )


def _rule(element: HtmlElement) -> str | None:
    rules = {
        layouts.AROUND_RULE[part] for part in name_parts(element) if part in layouts.AROUND_RULE
    }
    rules |= {layouts.AROUND_RULE[name] for name in names(element) if name in layouts.AROUND_RULE}
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
