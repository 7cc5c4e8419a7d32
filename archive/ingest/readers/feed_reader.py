"""RSS and Atom feeds: one article an entry."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree

from archive.ingest.addresses import own_number
from archive.ingest.cleaning import tags_of
from archive.ingest.cleaning.attribution import site_name
from archive.ingest.cleaning.boilerplate import boilerplate_rule
from archive.ingest.cleaning.lines import squash
from archive.ingest.cleaning.paragraphs import join_paragraphs, one_line, split_paragraphs
from archive.ingest.exceptions import MalformedFile, MalformedRecord
from archive.ingest.pages.fragments import split_fragment
from archive.ingest.records import ArticleRecord

_ENTRIES = {"item", "entry"}
_BODY = ("encoded", "content", "description", "summary")
_DATE = ("pubDate", "published", "date", "issued", "created", "updated")
_OWN_ENTITY = re.compile(r"<!ENTITY\b", re.I)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_HTML_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[a-zA-Z]\w{1,9};")
_TEASER_END = re.compile(r"[\s.…\[\]]*$")
_MEDIA = "search.yahoo.com/mrss"  # titles and descriptions of pictures
_WEB = ("http://", "https://")


def read_feed(text: str) -> Iterator[ArticleRecord | MalformedRecord]:
    """Yield the articles of a feed, in the order of its entries.

    The whole text (`content:encoded`, `content`) goes before the summary. No entity is expanded.

    Raises:
        MalformedFile: the feed is not XML, defines entities of its own, or has no entries.
    """
    if _OWN_ENTITY.search(text):
        raise MalformedFile("این خوراک موجودیت‌های XML تعریف می‌کند و خوانده نمی‌شود.")
    root = _parse(text)
    entries = [e for e in root.iter() if _name(e) in _ENTRIES]
    if not entries:
        raise MalformedFile("در این خوراک مقاله‌ای نیست.")
    channel = next((e for e in root.iter() if _name(e) in ("channel", "feed")), root)
    title = one_line(" ".join(split_paragraphs(_value(channel, "title"))))
    for entry in entries:
        yield _record(entry, title)


def _parse(text: str) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    text = _HTML_ENTITY.sub(lambda entity: html.unescape(entity[0]), _DECLARATION.sub("", text, 1))
    try:
        root = etree.fromstring(text.strip().encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError as error:
        raise MalformedFile("XML این خوراک شکسته است.") from error
    if root is None:
        raise MalformedFile("XML این خوراک شکسته است.")
    return root


def _record(entry: etree._Element, channel: str) -> ArticleRecord | MalformedRecord:
    parts = [part for part in (split_fragment(_value(entry, name)) for name in _BODY) if part[0]]
    if not parts:
        return MalformedRecord("این مقاله متن ندارد.", entry.sourceline)
    (body, cuts), (summary, _) = parts[0], parts[-1]
    url, source = _address(entry), _line(entry, "source") or _source_feed(entry)
    creator = _line(entry, "creator") or _line(entry, "author")
    return ArticleRecord(
        body=join_paragraphs(body),
        headline=_line(entry, "title"),
        lead=_lead(body, summary),
        byline="" if "@" in creator else creator,
        external_id=own_number(url) or _identifier(entry),
        source=source,
        republished_by=site_name(channel, "" if source else url),
        url=url,
        date_text=next(filter(None, (_line(entry, name) for name in _DATE)), ""),
        tags=tags_of("،".join(_categories(entry))),
        cuts=tuple(cuts),
        line=entry.sourceline,
    )


def _lead(body: list[str], summary: list[str]) -> str:
    """Return the summary unless it is the body, or that cut off anywhere but after a paragraph."""
    own = [line for line in summary if not boilerplate_rule(line)]
    teaser = squash(_TEASER_END.sub("", " ".join(own)))
    if body is summary or not teaser:
        return ""
    if teaser == squash(body[0]):
        return body[0]
    return "" if squash(" ".join(body)).startswith(teaser) else join_paragraphs(own)


def _source_feed(entry: etree._Element) -> str:
    """Return the title of the feed that an entry of an Atom feed was taken from."""
    feeds = (element for element in entry if _name(element) == "source")
    return next((_line(feed, "title") for feed in feeds), "")


def _address(entry: etree._Element) -> str:
    links = [e for e in entry if _name(e) == "link"]
    alternate = [e.get("href", "") for e in links if e.get("rel", "alternate") == "alternate"]
    told = [*(e.text or "" for e in links), *alternate, _line(entry, "guid"), _line(entry, "id")]
    return next((text.strip() for text in told if text.strip().startswith(_WEB)), "")


def _identifier(entry: etree._Element) -> str:
    told = _line(entry, "guid") or _line(entry, "id") or _line(entry, "identifier")
    return "" if told.startswith(_WEB) else told


def _categories(entry: etree._Element) -> Iterator[str]:
    for element in entry:
        if _name(element) in ("category", "subject"):
            yield element.get("label") or element.get("term") or (element.text or "")


def _line(entry: etree._Element, name: str) -> str:
    return one_line(" ".join(_texts(entry, name)))


def _texts(entry: etree._Element, name: str) -> list[str]:
    return split_paragraphs(_value(entry, name))


def _value(entry: etree._Element, name: str) -> str:
    """Return what the first child of that name with any text holds, markup inside it included."""
    for element in entry:
        if _name(element) == name and _MEDIA not in element.tag:
            inner = [etree.tostring(child, encoding="unicode") for child in element]
            value = f"{element.text or ''}{''.join(inner)}"
            if value.strip():
                return value
    return ""


def _name(element: etree._Element) -> str:
    """The local name; a prefix that no feed declares («content:encoded») is left out too."""
    return re.split("[}:]", element.tag)[-1] if isinstance(element.tag, str) else ""
