"""An HTML page as a tree, within limits, and the text of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from archive.ingest.cleaning.paragraphs import one_line, split_paragraphs
from archive.ingest.exceptions import MalformedFile

MAX_CHARS = 5_000_000
MAX_ELEMENTS = 20_000
_MAX_ATTRIBUTES = 2_000  # of one element: the parser takes quadratic time over them
_LONG_TAG = re.compile("<[a-zA-Z][^<>]{8000,}")
_NAMES = ("class", "id", "itemprop", "role")
_BETWEEN_PARTS = re.compile(r"[-_\d]+|(?<=[a-z])(?=[A-Z])")
_NO_TEXT = ("script", "style", "noscript", "template", "svg", "iframe", "object", "select")


def parse_page(text: str) -> HtmlElement:
    """Return the root of a page without comments and scripts of no use.

    Raises:
        MalformedFile: the page is larger than any article's, or holds nothing.
    """
    if len(text) > MAX_CHARS:
        raise MalformedFile("این صفحه بیش از اندازه بزرگ است.")
    if any(tag[0].count("=") > _MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise MalformedFile("این صفحه بیش از اندازه پاره‌پاره است.")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    data = text.replace("\x00", "").encode("utf-8", errors="replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise MalformedFile("در این صفحه متنی نیست.") from error
    if root is None:
        raise MalformedFile("در این صفحه متنی نیست.")
    for number, _element in enumerate(root.iter()):
        if number > MAX_ELEMENTS:
            raise MalformedFile("این صفحه بیش از اندازه پاره‌پاره است.")
    return root


def elements(root: HtmlElement, *tags: str) -> Iterator[HtmlElement]:
    """Yield the elements of a tree, in the order of the page, and nothing else that it holds."""
    for element in root.iter(*tags):
        if isinstance(element.tag, str):
            yield element


def names(element: HtmlElement) -> frozenset[str]:
    """Return what an element's class, id, itemprop and role call it: «News_Body» is `newsbody`."""
    return _names(*(element.get(name) or "" for name in _NAMES))


def name_parts(element: HtmlElement) -> frozenset[str]:
    """Return the words of these names: «related-news» is `related` and `news`."""
    return _name_parts(*(element.get(name) or "" for name in _NAMES))


@lru_cache(maxsize=4096)
def _names(*values: str) -> frozenset[str]:
    return frozenset(re.sub("[-_]+", "", word).lower() for v in values for word in v.split())


@lru_cache(maxsize=4096)
def _name_parts(*values: str) -> frozenset[str]:
    words = (part for value in values for word in value.split() for part in split_name(word))
    return frozenset(words)


def split_name(word: str) -> list[str]:
    return [part.lower() for part in _BETWEEN_PARTS.split(word) if part]


def paragraphs_of(element: HtmlElement) -> list[str]:
    """Return what a reader sees in the element, as paragraphs."""
    return split_paragraphs(
        etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    )


def line_of(element: HtmlElement | None) -> str:
    """Return what a reader sees in the element, on one line."""
    return "" if element is None else one_line(" ".join(paragraphs_of(element)))


def remove(element: HtmlElement) -> None:
    """Take the element out of its tree; the text after it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def remove_unseen(root: HtmlElement) -> None:
    """Take out what holds no text for readers."""
    for element in list(elements(root, *_NO_TEXT)):
        remove(element)


def is_below(element: HtmlElement, others: Iterable[HtmlElement]) -> bool:
    """Whether the element is one of the others or inside one."""
    above = {element, *element.iterancestors()}
    return any(other in above for other in others)
