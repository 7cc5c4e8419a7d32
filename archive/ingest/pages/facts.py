"""What a page tells machines of its article: JSON-LD, meta tags, links."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from archive.ingest.cleaning.paragraphs import one_line, split_paragraphs
from archive.ingest.exceptions import MalformedFile
from archive.ingest.json_values import load_json
from archive.ingest.pages.tree import elements

_ARTICLE_TYPES = {
    *("NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting"),
    *("OpinionNewsArticle", "ReviewNewsArticle", "BackgroundNewsArticle", "TechArticle", "Report"),
}
_MOST_NODES = 500

# Names of meta tags by field, the surest first; compared in small letters.
_META = {
    "headline": "og:title twitter:title dc.title dcterms.title title",
    "description": "og:description twitter:description description dc.description",
    "date": "article:published_time og:article:published_time datepublished dc.date.issued"
    " dcterms.issued dcterms.created dc.date dc.date.created pubdate publishdate publish-date"
    " publish_date parsely-pub-date sailthru.date cxenseparse:recs:publishtime date",
    "byline": "article:author author dc.creator dcterms.creator",
    "site": "og:site_name application-name dc.publisher dcterms.publisher publisher",
    "url": "og:url twitter:url dc.identifier",
    "tags": "article:tag og:article:tag",
    "keywords": "news_keywords keywords dc.subject",
}
_FIELD_AND_RANK = {
    name: (fact, rank) for fact, all_ in _META.items() for rank, name in enumerate(all_.split())
}


@dataclass
class PageFacts:
    """Values as the page gives them, "" where it says nothing; dates are candidates in order."""

    headline: str = ""
    description: str = ""
    body: str = ""
    dates: list[str] = field(default_factory=list)
    byline: str = ""
    site: str = ""
    url: str = ""
    tags: list[str] = field(default_factory=list)


def read_facts(root: HtmlElement, url: str = "") -> PageFacts:
    """Return what JSON-LD, then meta tags and links, say; `url` is where the page was found."""
    linked = _json_ld(root)
    meta = _meta_tags(root)
    base = _link(root, "canonical") or meta["url"][:1]
    addresses = [*base, *_texts(linked.get("url")), *_texts(linked.get("mainEntityOfPage")), url]
    return PageFacts(
        headline=_first(_lines(linked, "headline"), _lines(linked, "name"), meta["headline"]),
        description=_first(_lines(linked, "description"), meta["description"]),
        body=_first(_texts(linked.get("articleBody"))),
        dates=[*_lines(linked, "datePublished"), *meta["date"]],
        byline=_first(_lines(linked, "author"), meta["byline"]),
        site=_first(_lines(linked, "publisher"), meta["site"]),
        url=next(filter(None, (_absolute(address, url) for address in addresses)), ""),
        tags=_lines(linked, "keywords") or meta["tags"] or meta["keywords"],
    )


def _lines(node: dict[str, Any], key: str) -> list[str]:
    return [one_line(" ".join(split_paragraphs(text))) for text in _texts(node.get(key))]


def _absolute(address: str, base: str) -> str:
    try:
        joined = urljoin(base, address.strip())
        return joined if urlsplit(joined).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _first(*candidates: Iterable[str]) -> str:
    return next((one for values in candidates for one in values if one.strip()), "")


def _texts(value: Any) -> list[str]:
    """Return a JSON-LD value as texts: of objects their name, address or identifier."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        return [text for item in value[:_MOST_NODES] for text in _texts(item)]
    if isinstance(value, dict):
        return next(
            filter(None, (_texts(value.get(k)) for k in ("name", "@value", "url", "@id"))), []
        )
    return []


def _json_ld(root: HtmlElement) -> dict[str, Any]:
    for script in elements(root, "script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            value = load_json((script.text or "").strip().rstrip(";"))
        except (json.JSONDecodeError, MalformedFile):
            continue
        nodes = list(_nodes(value))
        for node in nodes:
            if _ARTICLE_TYPES & set(_texts(node.get("@type"))):
                return _resolved(node, nodes)
    return {}


def _resolved(article: dict[str, Any], nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the article with the other nodes of its graph in place of references to them."""
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    return {
        key: by_id.get(value["@id"], {})
        if isinstance(value, dict) and value.keys() == {"@id"} and isinstance(value["@id"], str)
        else value
        for key, value in article.items()
    }


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting += [
                node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node
            ]
        elif isinstance(node, list):
            waiting += node[:_MOST_NODES]


def _meta_tags(root: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[tuple[int, str]]] = {fact: [] for fact in _META}
    for meta in elements(root, "meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = one_line(" ".join(split_paragraphs(meta.get("content") or "")))
        known = _FIELD_AND_RANK.get(name.strip().lower())
        if known and content:
            found[known[0]].append((known[1], content))
    return {
        fact: [content for _rank, content in sorted(values, key=lambda ranked: ranked[0])]
        for fact, values in found.items()
    }


def _link(root: HtmlElement, rel: str) -> list[str]:
    return [
        link.get("href") or ""
        for link in elements(root, "link")
        if rel in (link.get("rel") or "").lower().split()
    ][:1]
