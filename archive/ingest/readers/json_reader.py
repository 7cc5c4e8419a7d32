"""JSON dumps of Iranian agencies: one article, a list of articles, or one article a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from archive.ingest.cleaning import tags_of
from archive.ingest.cleaning.paragraphs import join_paragraphs, one_line, split_paragraphs
from archive.ingest.exceptions import MalformedFile, MalformedRecord
from archive.ingest.json_values import AmbiguousObject, load_json
from archive.ingest.records import ArticleRecord
from persian.digits import to_persian_digits

# The keys of each field, the surest first; compared without case, spaces, hyphens and underscores.
_KEYS = {
    "kicker": "kicker ontitr rootitr rutitr rotitr uptitle overtitle pretitle روتیتر",
    "headline": "headline titr title newstitle subject عنوان تیتر",
    "lead": "lead lid describe description summary abstract excerpt intro subtitle لید خلاصه",
    "body": "body text content articlebody fulltext newstext newsbody bodytext html matn متن",
    "external_id": "externalid newsid id nid articleid postid itemid guid oid شناسه",
    "news_code": "newscode code کدخبر",
    "date": "publishedat published datepublished publishdate publicationdate pubdate publishtime"
    " datetime newsdate createdat date تاریخ",
    "time": "time hour clock ساعت",
    "url": "url link permalink canonicalurl newsurl pageurl پیوند",
    "source": "source agency newsagency publisher sourcename site website منبع خبرگزاری",
    "byline": "byline author reporter writer خبرنگار نویسنده",
    "tags": "tags keywords labels برچسبها کلیدواژهها",
}
_FIELD_AND_RANK = {
    key: (field, rank) for field, keys in _KEYS.items() for rank, key in enumerate(keys.split())
}
_VALUE_KEYS = ("rendered", "text", "value", "name", "title", "slug", "$date", "$oid")
_NOT_IN_KEYS = re.compile(r"[\W_]+")


def read_json(text: str) -> Iterator[ArticleRecord | MalformedRecord]:
    """Yield the articles of a JSON object or array, in file order.

    An object without a body is searched for the articles that it wraps. An article that cannot be
    used is yielded as the error that says why.

    Raises:
        MalformedFile: the text as a whole is not JSON, or holds no article.
    """
    try:
        value = load_json(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        line = to_persian_digits(error.lineno)
        raise MalformedFile(f"JSON این پرونده در سطر {line} شکسته است.") from error
    articles = list(_articles_in(value))
    if not articles:
        raise MalformedFile("در این پروندهٔ JSON مقاله‌ای نیست.")
    yield from (_record(article, None) for article in articles)


def read_json_lines(text: str) -> Iterator[ArticleRecord | MalformedRecord]:
    """Yield the articles of a file that holds one JSON object a line, in file order."""
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = load_json(line)
        except json.JSONDecodeError:
            yield MalformedRecord("JSON این سطر شکسته است.", number)
        except MalformedFile as error:
            yield MalformedRecord(error.reason, number)
        else:
            yield from (_record(article, number) for article in _articles_in([value]))


def _articles_in(value: Any) -> Iterator[Any]:
    """Yield the objects that have a body; of a list, also the items that hold none."""
    if isinstance(value, list):
        for item in value:
            yield from list(_articles_in(item)) or [item]
    elif isinstance(value, dict):
        if "body" in _fields(value):
            yield value
        else:
            for inner in value.values():
                if isinstance(inner, dict) or _is_list_of_objects(inner):
                    yield from _articles_in(inner)


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _fields(mapping: dict[str, Any]) -> dict[str, Any]:
    """Return the values by field; of several keys of one, the surest that says something."""
    ranked: dict[str, tuple[int, Any]] = {}
    for key, value in mapping.items():
        known = _FIELD_AND_RANK.get(_NOT_IN_KEYS.sub("", key).lower())
        if known is None:
            continue
        field, rank = known
        rank += len(_FIELD_AND_RANK) * (not value)
        if field not in ranked or rank < ranked[field][0]:
            ranked[field] = rank, value
    return {field: value for field, (_rank, value) in ranked.items()}


def _record(article: Any, line: int | None) -> ArticleRecord | MalformedRecord:
    if not isinstance(article, dict):
        return MalformedRecord("اینجا مقاله‌ای نیست.", line)
    if isinstance(article, AmbiguousObject):
        return MalformedRecord("در این مقاله یک کلید دو بار آمده است.", line)
    fields = _fields(article)

    def line_of(field: str) -> str:
        return one_line(" ".join(split_paragraphs(_text(fields.get(field)))))

    body = join_paragraphs(split_paragraphs(_text(fields.get("body"))))
    if not body:
        return MalformedRecord("این مقاله متن ندارد.", line)
    return ArticleRecord(
        body=body,
        headline=line_of("headline"),
        kicker=line_of("kicker"),
        lead=join_paragraphs(split_paragraphs(_text(fields.get("lead")))),
        byline=line_of("byline"),
        external_id=line_of("external_id") or line_of("news_code"),
        source=line_of("source"),
        url=_text(fields.get("url")).strip(),
        date_text=_date_text(line_of("date"), line_of("time")),
        news_code=line_of("news_code"),
        tags=tags_of(_text(fields.get("tags"))),
        line=line,
    )


def _text(value: Any) -> str:
    """Return a value as text: lists as paragraphs, objects by what they are named or hold."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return next((_text(value[key]) for key in _VALUE_KEYS if value.get(key)), "")
    return ""


def _date_text(date: str, time: str) -> str:
    return date if time in date else f"{date} {time}".strip()
