"""Articles as values under keys (JSON objects, rows of tables): what each key stands for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from archive.ingest.cleaning import tags_of
from archive.ingest.cleaning.lines import squash
from archive.ingest.cleaning.paragraphs import join_paragraphs, one_line, split_paragraphs
from archive.ingest.exceptions import MalformedRecord
from archive.ingest.json_values import AmbiguousObject
from archive.ingest.pages.fragments import split_fragment
from archive.ingest.records import ArticleRecord

# The keys of each field, the surest first; compared by their small letters and digits alone.
_KEYS = {
    "kicker": "kicker ontitr rootitr rutitr rotitr routitr uptitle overtitle pretitle supertitle"
    " روتیتر سرتیتر",
    "headline": "headline titr title newstitle titrkhabar subject عنوان تیتر عنوانخبر تیترخبر"
    " عنوانمطلب",
    "lead": "lead lid lidkhabar newslead describe description summary kholase abstract excerpt"
    " intro introtext subtitle sootitr لید لیدخبر خلاصه خلاصهخبر چکیده توضیحات",
    "body": "body text content articlebody fulltext fullbody newstext newsbody bodytext"
    " contentencoded html matn matnkhabar متن متنخبر متنکامل متنکاملخبر محتوا بدنه بدنهخبر",
    "external_id": "externalid newsid id nid articleid postid itemid guid oid شناسه شناسهخبر",
    "news_code": "newscode code kodkhabar codekhabar کدخبر کدمطلب شمارهخبر",
    "date": "publishedat published datepublished publishdate publishedon publicationdate pubdate"
    " publishtime datetime newsdate createdat date tarikh tarikhenteshar تاریخانتشار زمانانتشار"
    " تاریخوساعتانتشار تاریخ تاریخخبر",
    "time": "time hour clock newstime regtime saat ساعتانتشار ساعت زمان",
    "url": "url link permalink canonicalurl newsurl newslink pageurl address پیوند لینک لینکخبر"
    " ادرس نشانی",
    "source": "source agency newsagency publisher sourcename site website manba khabargozari منبع"
    " منبعخبر خبرگزاری نامخبرگزاری رسانه",
    "byline": "byline author reporter writer khabarnegar خبرنگار نویسنده",
    "tags": "tags keywords labels hashtags barchasb برچسبها برچسب کلیدواژهها کلماتکلیدی",
}
_FIELD_AND_RANK = {
    key: (field, rank) for field, keys in _KEYS.items() for rank, key in enumerate(keys.split())
}
_AFFIXES = re.compile("(?:news|article|post|item|khabar)?(.+?)(?:text|html|name|plain|raw|fa)?")
_NOTHING = 3 * len(_FIELD_AND_RANK)  # a key without a value stands behind all others
_SOME_DATE = re.compile("date|tarikh|تاریخ")
_OTHER_DATE = re.compile("modif|updat|edit|expir|delet|birth|end|ویرایش|پایان|روزرسانی|بروز|تولد")
_BLOCKS = {"paragraph", "heading", "header", "image", "list", "quote", "html", "p", "video"}
_VALUE_KEYS = (
    *("rendered", "html", "text", "value", "content", "blocks", "data", "name", "title", "slug"),
    *("$date", "$oid"),
)


def fields_of(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values by field; of several keys of one, the surest that says something."""
    ranked: dict[str, tuple[int, Any]] = {}
    for key, value in mapping.items():
        known = _field_and_rank(squash(key).lower())
        if known is None:
            continue
        field, rank = known
        rank += _NOTHING * (not value)
        if field not in ranked or rank < ranked[field][0]:
            ranked[field] = rank, value
    return {field: value for field, (_rank, value) in ranked.items()}


def _field_and_rank(key: str) -> tuple[str, int] | None:
    """Return the field of a key; of last resort are «leadText», «newsTitleFa», «regDateJalali»."""
    if key in _FIELD_AND_RANK:
        return _FIELD_AND_RANK[key]
    core = _AFFIXES.fullmatch(key)
    known = _FIELD_AND_RANK.get(core[1]) if core else None
    if known:
        return known[0], known[1] + len(_FIELD_AND_RANK)
    is_date = _SOME_DATE.search(key) and not _OTHER_DATE.search(key)
    return ("date", 2 * len(_FIELD_AND_RANK)) if is_date else None


def record_of(article: Any, line: int | None) -> ArticleRecord | MalformedRecord:
    """Return the article of an object or row, or the error that says why it cannot be used."""

    def refused(reason: str) -> MalformedRecord:
        return MalformedRecord(reason, line, json.dumps(article, ensure_ascii=False))

    if not isinstance(article, dict):
        return refused("اینجا مقاله‌ای نیست.")
    if isinstance(article, AmbiguousObject):
        return refused("در این مقاله یک کلید دو بار آمده است.")
    fields = fields_of(article)

    def line_of(field: str) -> str:
        return one_line(" ".join(split_paragraphs(text_of(fields.get(field)))))

    body, cuts = split_fragment(text_of(fields.get("body")))
    if not body:
        return refused("این مقاله متن ندارد.")
    return ArticleRecord(
        body=join_paragraphs(body),
        headline=line_of("headline"),
        kicker=line_of("kicker"),
        lead=join_paragraphs(split_paragraphs(text_of(fields.get("lead")))),
        byline=line_of("byline"),
        external_id=line_of("external_id") or line_of("news_code"),
        source=line_of("source"),
        url=text_of(fields.get("url")).strip(),
        date_text=_date_text(line_of("date"), line_of("time")),
        news_code=line_of("news_code"),
        tags=tags_of(text_of(fields.get("tags"))),
        cuts=tuple(cuts),
        line=line,
    )


def text_of(value: Any) -> str:
    """Return a value as text: lists as paragraphs, objects by what they are named or hold.

    Messengers export one text as a list of its plain and its marked pieces, editors as blocks.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        marked = [
            item for item in value if isinstance(item, dict) and {"type", "text"} <= item.keys()
        ]
        if marked and _BLOCKS.isdisjoint(str(item["type"]) for item in marked):
            return "".join(map(text_of, value))
        return "\n\n".join(filter(None, map(text_of, value)))
    if isinstance(value, dict):
        return next((text_of(value[key]) for key in _VALUE_KEYS if value.get(key)), "")
    return ""


def _date_text(date: str, time: str) -> str:
    return date if time in date else f"{date} {time}".strip()
