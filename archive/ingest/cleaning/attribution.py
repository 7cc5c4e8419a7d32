"""Whose article it is, and who only printed it again."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from archive.gazetteer import SourceEntry, source_by_domain, source_by_name, source_in_text
from archive.ingest.addresses import host_of
from archive.ingest.cleaning.lines import squash
from archive.ingest.cleaning.paragraphs import one_line
from archive.ingest.records import ArticleRecord

_DATELINE = re.compile(r"([^-–—ـ:().،]{2,30}?)\s*(?:[-–—ـ]+|\()\s*([^-–—ـ:()]{2,30}?)\s*[-–—ـ:)]")
TITLE_SEPARATOR = re.compile(r"\s*[|»]\s*|\s+::?\s+|\s*[-–—]\s+|\s+[-–—]\s*")
_NAME_EDGES = " \t!.:؛،|/*«»\"'()[]-–—"
_NAME_CHARS = 200
_SIGNATURE_WORDS = range(2, 8)
_SITE = re.compile("(پایگاه|شبکه|سایت|خبرگزاری)(اطلاعرسانی|خبری|تحلیلی).+|خبرگزاری.+")
_QUOTED = re.compile(r"به گزارش\s+([^،.؛:]{2,60}?)\s*،?\s+به نقل از\s")
_OF_NO_SITE = re.compile("صفحه(اصلی|نخست)|خانه|خبر|اخبار|خبرگزاری|home", re.I)


def attribute(record: ArticleRecord, told: str) -> tuple[str, str]:
    """Return the source and the republisher, each as a slug, a name or "".

    `told` is what a «منبع: …» line says; it goes before the file's own field, a known site over the
    article, the host of its address, and the agency that signs its text. An unknown site is the
    source only when nothing else is. Who else offers the article republished it.
    """
    site = record.republished_by or _quoting_site(record.lead) or _quoting_site(record.body)
    host = source_by_domain(urlsplit(record.url).hostname or "") if record.url else None
    signed = source_in_text("\n".join(filter(None, (record.lead, record.body))))
    source = (
        _named(told)
        or _named(record.source)
        or (_named(site) if source_by_name(site) else "")
        or _slug(host)
        or _slug(signed)
        or _named(site)
    )
    others = (_named(record.source), _named(site), _slug(host))
    return source, next((other for other in others if other and other != source), "")


def dateline(text: str) -> str:
    """Return the place that a text opens with before its agency («کرج-ایرنا-»), or ""."""
    opening = _DATELINE.match(text)
    return one_line(opening[1]) if opening and source_by_name(opening[2]) else ""


def site_name(title: str, url: str) -> str:
    """Return the name of a site in its own title («ایرنا - عناوین کل»), or "".

    At the address of a known source an unknown title says nothing better than the address.
    """
    parts = [part.strip() for part in TITLE_SEPARATOR.split(title) if part.strip()]
    known = next((part for part in parts if source_by_name(part)), "")
    if known or source_by_domain(host_of(url)):
        return known
    return next((part for part in reversed(parts) if not _OF_NO_SITE.fullmatch(squash(part))), "")


def is_signature(line: str) -> bool:
    """Whether a line is nothing but the name of a site; «شرق» and «بازار» alone may be others."""
    if len(line.split()) not in _SIGNATURE_WORDS or line.endswith((".", ":", "؛")):
        return False
    return bool(source_by_name(line) or _SITE.fullmatch(squash(line)))


def without_site(headline: str) -> str:
    """Return a headline without the name of a known source behind it («… | خبرگزاری مهر»)."""
    for separator in TITLE_SEPARATOR.finditer(headline):
        if separator.start() and source_by_name(headline[separator.end() :]):
            return headline[: separator.start()]
    return headline


def _quoting_site(text: str) -> str:
    """Return who passes on a known source's report («به گزارش X به نقل از ایرنا»), or ""."""
    quoted = _QUOTED.match(text)
    if quoted is None or not source_in_text(text[quoted.end(1) : quoted.end() + _NAME_CHARS]):
        return ""
    return quoted[1]


def _named(name: str) -> str:
    """Return the slug of a source by any of its names, or the name of an unknown one as printed."""
    cleaned = one_line(name).strip(_NAME_EDGES)[:_NAME_CHARS]
    if not cleaned:
        return ""
    known = source_by_name(cleaned) or source_in_text(f"منبع: {cleaned}")
    return known.slug if known else cleaned


def _slug(entry: SourceEntry | None) -> str:
    return entry.slug if entry else ""
