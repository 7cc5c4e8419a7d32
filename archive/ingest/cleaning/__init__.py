"""From what a reader found in a file to a clean, dated, sourced article."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from archive.ingest.addresses import own_number
from archive.ingest.cleaning.attribution import attribute, dateline, without_site
from archive.ingest.cleaning.boilerplate import trim
from archive.ingest.cleaning.dates import read_date
from archive.ingest.cleaning.labels import Label, told_date
from archive.ingest.cleaning.leads import lead_in
from archive.ingest.cleaning.paragraphs import (
    PARAGRAPH_BREAK,
    join_paragraphs,
    one_line,
    split_paragraphs,
)
from archive.ingest.cleaning.places import placed
from archive.ingest.exceptions import MalformedRecord
from archive.ingest.records import ArticleRecord
from persian.digits import to_latin_digits

BODY_CHARS = 500_000  # a whole newspaper page has some 30,000
HEADLINE_CHARS = 500
URL_CHARS = 1000
SHORT_FIELD_CHARS = {
    "external_id": 200,
    "news_code": 100,
    "byline": 300,
    "dateline": 200,
    "date_text": 200,
}
_BETWEEN_TAGS = re.compile("[،,;؛|#]+")


def clean(record: ArticleRecord) -> ArticleRecord:
    """Return the record without the site's lines in its body, dated and attributed.

    Raises:
        MalformedRecord: no text is left, or a field is longer than any real one.
    """
    if len(record.body) > BODY_CHARS or len(record.lead) > BODY_CHARS:
        raise MalformedRecord("متن این مقاله بیش از اندازه دراز است.", record.line)
    record = replace(record, headline=without_site(record.headline))
    printed = record.body.split(PARAGRAPH_BREAK)
    trimmed = trim(printed, record.headline)
    # Nobody prints so long a headline: it is text that stands in the headline's place.
    misplaced = [t for t in (record.kicker, record.headline) if len(t) > HEADLINE_CHARS]
    paragraphs = [*misplaced, *trimmed.paragraphs]
    body = join_paragraphs(paragraphs)
    if not body:
        raise MalformedRecord("این مقاله متن ندارد.", record.line)
    cleaned = replace(
        _with_labels(record, trimmed.labels),
        body=body,
        kicker="" if record.kicker in misplaced else record.kicker,
        headline="" if record.headline in misplaced else record.headline,
        lead=record.lead or lead_in(trimmed.paragraphs, record.headline),
        dateline=record.dateline or dateline(record.lead) or dateline(body),
        cuts=(*record.cuts, *placed(trimmed.cuts, [*misplaced, *printed], paragraphs)),
    )
    for name, limit in SHORT_FIELD_CHARS.items():
        if len(getattr(cleaned, name)) > limit:
            raise MalformedRecord("یکی از مشخصات این مقاله بیش از اندازه دراز است.", record.line)
    return _attributed(_dated(cleaned), trimmed.labels)


def tags_of(text: str) -> tuple[str, ...]:
    """Return the different tags of a list of tags, in order."""
    tags = (one_line(tag) for tag in _BETWEEN_TAGS.split("،".join(split_paragraphs(text))))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _with_labels(record: ArticleRecord, told: dict[Label, str]) -> ArticleRecord:
    """Fill what the file's own fields leave open with what its label lines tell."""
    return replace(
        record,
        url=_web_address(record.url) or _web_address(told.get(Label.URL, "")),
        date_text=record.date_text or told_date(told),
        news_code=record.news_code or told.get(Label.NEWS_CODE, ""),
        byline=record.byline or told.get(Label.BYLINE, ""),
        tags=record.tags or tags_of(told.get(Label.TAGS, "")),
    )


def _dated(record: ArticleRecord) -> ArticleRecord:
    published = read_date(record.date_text)
    if published is None:
        return record
    return replace(record, published_at=published.moment, published_precision=published.precision)


def _attributed(record: ArticleRecord, told: dict[Label, str]) -> ArticleRecord:
    signed = replace(record, republished_by=record.republished_by or told.get(Label.SITE, ""))
    source, republished_by = attribute(signed, told.get(Label.SOURCE, ""))
    # A code printed on a page of the republisher is the republisher's.
    own_code = "" if republished_by else record.news_code
    number = record.external_id or own_number(record.url) or own_code
    return replace(
        record,
        source=source,
        republished_by=republished_by,
        external_id=to_latin_digits(number),
    )


def _web_address(url: str) -> str:
    """Return an absolute web address, or "" for anything else (scripts, paths, broken ones)."""
    address = url.strip()
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_web = False
    return address if is_web and len(address) <= URL_CHARS and not re.search(r"\s", address) else ""
