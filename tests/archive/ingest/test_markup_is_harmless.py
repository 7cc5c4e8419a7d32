"""Markup that would run on a page never survives reading, whatever format it comes in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

import pytest

from archive.ingest.reading import read_file
from archive.ingest.records import ArticleRecord

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>پیوند</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<scr\u200cipt>alert(1)</scr\u200cipt>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<body onload=alert(1)",
    "\u202e<b onclick=alert(1)>متن\u202c",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<!--><script>alert(1)</script>-->",
]
TAG = re.compile("<[!/a-z][^<>]*>", re.I)
TEXT = "به گزارش ایسنا، تولید این کارخانه در سال گذشته دو برابر شد و همه آن به فروش رفت."


def as_json(payload: str) -> str:
    return json.dumps(
        {
            **{
                "title": f"تیتر {payload} خبر",
                "lead": payload,
                "kicker": payload,
                "text": f"{TEXT} {payload}",
            },
            **{
                "author": payload,
                "source": payload,
                "url": f"javascript:{payload}",
                "tags": [payload],
            },
        }
    )


def as_page(payload: str) -> str:
    return (
        f"<html><head><title>تیتر خبر {payload}</title></head><body><h1>تیتر خبر {payload}</h1>"
        f"<p class=lead>خلاصه این خبر است {payload}</p>"
        f"<div class=body><p>{TEXT}</p><p>{payload}</p>"
    )


def as_feed(payload: str) -> str:
    return (
        f"<rss><channel><title><![CDATA[{payload}]]></title><item><title><![CDATA[{payload}]]></title>"
        f"<link>javascript:alert(1)</link><description><![CDATA[{TEXT} {payload}]]></description>"
        "</item></channel></rss>"
    )


def as_table(payload: str) -> str:
    file = io.StringIO()
    csv.writer(file).writerows([["title", "body", "tags"], [payload, f"{TEXT} {payload}", payload]])
    return file.getvalue()


def as_text(payload: str) -> str:
    return f"تیتر خبر {payload}\n\n{TEXT}\n{payload}"


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("form", [as_json, as_page, as_feed, as_table, as_text])
def test_no_markup_survives(form: Callable[[str], str], payload: str) -> None:
    [article] = read_file(form(payload).encode()).articles
    assert isinstance(article, ArticleRecord)
    kept = "\n".join(
        [
            *(article.headline, article.kicker, article.lead, article.body, article.byline),
            *(article.source, article.republished_by, article.url, *article.tags),
        ]
    )
    assert not TAG.search(kept)
    assert "\u202e" not in kept
    assert "javascript:" not in article.url
