"""HTML and Markdown inside values → plain text with a line break between blocks."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

_BLOCK = re.compile(
    "address|article|aside|blockquote|br|caption|d[dlt]|details|div|fieldset|figcaption|figure"
    "|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tbody|tfoot|thead|tr|ul"
)
_MOST_LAYERS = 4
_CELL = re.compile("t[dh]")
_UNSEEN = re.compile(
    "audio|button|canvas|head|iframe|noscript|object|script|select|style|svg|template|textarea"
    "|title|video"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_LONE_BRACKET = re.compile(r"<(?![a-zA-Z/][^<>]*>)")
_ENTITY = re.compile(r"&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.I)

_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*https?:[^()\s]*\s*\)")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")
_BOLD = re.compile(r"\*\*([^*]*[^\W\d_][^*]*)\*\*")  # not of codes: «**3021**1558»
_ESCAPED = re.compile(r"\\([-.*_#+!()\[\]])")


def to_plain_text(value: str) -> str:
    """Return the text that a reader of the value would see; blocks are parted by a blank line.

    A value without tags or entities keeps its own line breaks. Dumps escape some values twice.
    """
    value = _AUTOLINK.sub(r" \1 ", value)  # as long as before: line lengths tell wrapped text
    for _ in range(_MOST_LAYERS):
        if _TAG.search(value):
            value = _html_to_text(value)
        elif _ENTITY.search(value):
            value = html.unescape(value)
        else:
            break
    return value


def strip_markdown(text: str) -> str:
    """Return the text without the marks that HTML-to-Markdown dumps leave in it."""
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    return _ESCAPED.sub(r"\1", _BOLD.sub(r"\1", text))


def _html_to_text(value: str) -> str:
    parser = _TextParser()
    # The parser takes quadratic time over what is opened and never closed: it gets none of that.
    parser.feed(_LONE_BRACKET.sub("&lt;", _DECLARATION.sub("", _without_comments(value))))
    parser.close()
    return "".join(parser.pieces)


def _without_comments(value: str) -> str:
    kept = []
    position = 0
    while (start := value.find("<!--", position)) >= 0:
        kept.append(value[position:start])
        end = value.find("-->", start)
        if end < 0:
            return "".join(kept)
        position = end + len("-->")
    kept.append(value[position:])
    return "".join(kept)


class _TextParser(HTMLParser):
    """Collects what is seen, with a blank line at every block's edge."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _UNSEEN.fullmatch(tag):
            self._unseen.append(tag)
        elif _BLOCK.fullmatch(tag):
            self.pieces.append("\n\n")
        elif _CELL.fullmatch(tag):
            self.pieces.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _BLOCK.fullmatch(tag):
            self.pieces.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if _UNSEEN.fullmatch(tag):
            if self._unseen and self._unseen[-1] == tag:
                self._unseen.pop()
        elif _BLOCK.fullmatch(tag):
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(re.sub(r"[ \t\r\n]+", " ", data))
