"""Whatever comes in, a file is read or refused with a reason, and its text is not invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.extract import extract
from archive.ingest.cleaning.boilerplate import trim
from archive.ingest.cleaning.dates import read_date
from archive.ingest.cleaning.labels import read_label
from archive.ingest.cleaning.paragraphs import one_line, split_paragraphs
from archive.ingest.exceptions import IngestError, MalformedRecord
from archive.ingest.readers.text_reader import article_of
from archive.ingest.reading import read_file
from archive.serializers import record_dict
from tests.archive.ingest.samples import DATA, readable_samples

WORDS = [
    *("به گزارش ایسنا،", "صادرات", "کارخانه\u200cها", "می\u200cشود.", "گفت:", "۱۴۰۲/۰۵/۰۱"),
    *("منبع: ایرنا", "انتهای پیام", "کد خبر: 5", "پربیننده\u200cترین", "بیشتر بخوانید", "**3021"),
    *("7414/ 6155", "تبلیغات", "@kanal", "سرویس: صنعت", "شرق", "پایان خبر", "** الف", "ن/"),
    *("\n", "\n\n", " ", "<p>", "</div>", "<!--", "&zwnj;", "**", "[الف](http://b)", "نظرات", "/ن"),
    *("\u202e", "\ufeff", "\x00", "ي", "ك", "\u064b", "12:30", "؟", "»", "-", "کرج-ایرنا-"),
    *("تیتر: ", "لید: ", "متن خبر:", "روزنامه شرق | ", "به نقل از", "۲ آذر", "خبرگزاری فارس:", "|"),
]
MARKUP = [
    *(
        "<!DOCTYPE html>",
        "<html>",
        "<head>",
        "<title>",
        "</title>",
        "<body>",
        "<h1>",
        "</h1>",
        "<p>",
    ),
    *(
        '<div class="item-text">',
        '<div class="body">',
        "</div>",
        '<p class="lead">',
        "<br>",
        "<table>",
    ),
    *("<tr>", "<td>", '<aside class="related">', "</aside>", '<span class="item-date">', "<nav>"),
    *('<script type="application/ld+json">', '{"@type": "NewsArticle", "headline": "', '"}', "[{"),
    *("</script>", '<meta property="og:title" content="', '">', "<rss>", "<channel>", "<item>"),
    *(
        "<description>",
        "<![CDATA[",
        "]]>",
        "</item>",
        "<link>",
        "http://[",
        "&zwnj;",
        "&#0;",
        "<!--",
    ),
    *(
        "-->",
        "<feed>",
        "<entry>",
        "<content>",
        "title,body\n",
        '"',
        ";",
        "\t",
        "<?xml version='1.0'?>",
    ),
]
markup = st.lists(st.sampled_from(MARKUP) | st.sampled_from(WORDS), max_size=60).map(" ".join)
newsy_text = st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=60).map(" ".join)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | newsy_text,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["titr", "text", "id", "date", "url", "tags", "source", "items", "time"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


def read_or_refuse(data: bytes) -> None:
    try:
        read = read_file(data)
    except IngestError as error:
        assert error.reason.endswith(".")
        return
    for item in read.articles:
        if isinstance(item, MalformedRecord):
            assert item.reason.endswith(".")
        else:
            assert item.body.strip() == item.body != ""
            assert not {"\x00", "\u202e", "\ufeff", "\r"} & set(item.body + item.headline)
            assert (item.published_at is None) == (item.published_precision is None)
            assert not item.url or item.url.startswith("http")
            assert record_dict(item, extract(item))["body"] == item.body


@given(st.binary(max_size=2_000))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@given(newsy_text, st.sampled_from(["utf-8", "utf-16", "utf-16-le", "cp1256"]))
def test_any_text_in_any_encoding_is_read_or_refused(text: str, encoding: str) -> None:
    read_or_refuse(text.encode(encoding, errors="replace"))


@settings(max_examples=300)
@given(st.sampled_from(["", "<html>", "<rss>", "<feed>", "title,body\n"]), markup)
def test_any_markup_is_read_or_refused(start: str, text: str) -> None:
    read_or_refuse((start + text).encode())


flips = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8)
web_archives = [
    DATA / name for name in ("warc/pages.warc", "warc/pages.warc.gz", "wacz/crawl.wacz")
]


@given(st.sampled_from(web_archives), flips, st.floats(0, 1))
def test_any_damage_to_a_web_archive_is_survived(
    sample: Path, flips: list[tuple[float, int]], kept: float
) -> None:
    data = _damaged(sample.read_bytes(), flips)
    read_or_refuse(data)
    read_or_refuse(data[: int(kept * len(data))])


@settings(max_examples=200)
@given(st.sampled_from(readable_samples()), flips, st.floats(0, 1), st.floats(0, 1), markup)
def test_any_damage_to_a_sample_is_survived(
    sample: Path, flips: list[tuple[float, int]], start: float, end: float, put_in: str
) -> None:
    data = _damaged(sample.read_bytes(), flips)
    first, last = sorted((int(start * len(data)), int(end * len(data))))
    read_or_refuse(data[:first] + put_in.encode() + data[last:])


def _damaged(data: bytes, flips: list[tuple[float, int]]) -> bytes:
    damaged = bytearray(data)
    for place, byte in flips:
        damaged[int(place * (len(damaged) - 1))] = byte
    return bytes(damaged)


@given(newsy_text)
def test_saved_text_is_told_apart_without_inventing(text: str) -> None:
    article = article_of(text)
    parts = article and (article.kicker, article.headline, article.lead, article.body)
    words = {word for line in split_paragraphs(text) for word in line.split()}
    assert {word for part in parts or () for word in part.split()} <= words


@given(markup, st.binary(max_size=200))
def test_any_saved_page_is_read_or_refused(text: str, noise: bytes) -> None:
    head = b"From: x\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    page = b"Content-Type: text/html\r\n\r\n" + text.encode() + noise
    read_or_refuse(head + page + b"\r\n--b--")


@settings(max_examples=200)
@given(json_values)
def test_any_json_is_read_or_refused(value: Any) -> None:
    read_or_refuse(json.dumps(value).encode())


@given(st.lists(newsy_text, max_size=8))
def test_trimming_only_cuts(texts: list[str]) -> None:
    paragraphs = [p for text in texts for p in split_paragraphs(text)]
    trimmed = trim(paragraphs)
    left = "".join("".join(trimmed.paragraphs).split())
    whole = "".join("".join(paragraphs).split())
    taken = "".join(cut.text for cut in trimmed.cuts)
    letters = iter(whole)
    assert all(letter in letters for letter in left)
    assert sorted(whole) == sorted(left + "".join(taken.split()))


@given(newsy_text | st.text(max_size=60))
def test_paragraphs_are_single_tidy_lines(text: str) -> None:
    for paragraph in split_paragraphs(text):
        assert paragraph == one_line(paragraph) != ""


@given(newsy_text | st.text(max_size=60))
def test_no_line_breaks_labels_or_dates(line: str) -> None:
    read_label(one_line(line))
    read_date(line)


@pytest.mark.parametrize(
    "hostile",
    [
        "<html>" + "<p>متن خبر. " * 100_000,
        "<html>" + "<div>" * 200_000,
        "<html><p " + "a=1 " * 500_000,
        "<html><p " + " ".join(f"a{number}=1" for number in range(300_000)) + ">",
        "<html>" + '<div class="body">متن خبر این است که. ' * 250,
        "<html>" + '<div class="related">متن ' * 250,
        "<html><body>" + "<script>" * 200_000,
        '<html><script type="application/ld+json">' + "[" * 200_000,
        "<html><p>" + "&zwnj;" * 300_000,
        "<rss>" + "<item>" * 200_000,
        "<rss><item><description>" + "&lt;p&gt;" * 200_000,
        "<rss>" + "<item><description>متن خبر.</description></item>" * 10_000,
        'title,body\nتیتر,"' + "گیومه باز " * 300_000,
        "title,body" + ",x" * 300_000,
    ],
    ids=lambda text: text[:24],
)
@pytest.mark.timeout(60)
def test_hostile_files_take_time_only_in_proportion(hostile: str) -> None:
    read_or_refuse(hostile.encode())


@pytest.mark.parametrize(
    "hostile",
    [
        "<p>" * 100_000,
        "<a " * 100_000,
        "<!--" * 100_000,
        "<a b='" * 50_000,
        "[" * 300_000,
        "![](" * 80_000,
        "** " * 100_000,
        "1234 / " * 50_000,
        "منبع: " * 50_000,
        "انتهای پیام " * 30_000,
        "پربیننده\u200cترین اخبار\n" * 15_000,
        "ا:\n" * 100_000,
        "خبر\n" * 60_000,
    ],
    ids=lambda text: text[:12],
)
@pytest.mark.timeout(60)
def test_hostile_values_take_time_only_in_proportion(hostile: str) -> None:
    read_or_refuse(json.dumps({"text": f"متن خبر. {hostile}"}).encode())
    read_or_refuse(f"متن خبر. {hostile}".encode())
