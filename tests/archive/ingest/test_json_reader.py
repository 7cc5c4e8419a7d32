from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from archive.ingest.exceptions import MalformedFile, MalformedRecord
from archive.ingest.json_values import is_array, load_array, load_json
from archive.ingest.readers.json_reader import read_json, read_json_lines
from archive.ingest.records import ArticleRecord


def only_article(text: str) -> ArticleRecord:
    [article] = read_json(text)
    assert isinstance(article, ArticleRecord)
    return article


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("onTitr", "kicker"),
        ("rootitr", "kicker"),
        ("روتیتر", "kicker"),
        ("titr", "headline"),
        ("news_title", "headline"),
        ("Headline", "headline"),
        ("describe", "lead"),
        ("summary", "lead"),
        ("لید", "lead"),
        ("news-id", "external_id"),
        ("ID", "external_id"),
        ("کد خبر", "news_code"),
        ("agency", "source"),
        ("author", "byline"),
        ("publish_date", "date_text"),
    ],
)
def test_key_names_of_agencies(key: str, field: str) -> None:
    article = only_article(json.dumps({key: "مقدار", "text": "متن خبر."}))
    assert getattr(article, field) == "مقدار"


@pytest.mark.parametrize("key", ["text", "body", "content", "articleBody", "full_text", "متن"])
def test_keys_of_the_body(key: str) -> None:
    assert only_article(json.dumps({key: "متن خبر."})).body == "متن خبر."


def test_surest_key_that_says_something_wins() -> None:
    article = only_article('{"titr": "", "title": "عنوان", "subject": "موضوع", "text": "متن"}')
    assert article.headline == "عنوان"


def test_date_and_time_of_two_keys_are_joined() -> None:
    article = only_article('{"text": "متن", "date": "1402/05/01", "time": "08:30"}')
    assert article.date_text == "1402/05/01 08:30"


def test_tags_as_list_or_text() -> None:
    assert only_article('{"text": "متن", "tags": ["فولاد", "مس"]}').tags == ("فولاد", "مس")
    assert only_article('{"text": "متن", "tags": "فولاد، مس، فولاد"}').tags == ("فولاد", "مس")


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 1_000 + "1" + "}" * 1_000, '{"text": "' + '\\"' * 10_000],
)
def test_hostile_json_is_refused_quickly(text: str) -> None:
    with pytest.raises(MalformedFile):
        list(read_json(text))


def test_numbers_no_computer_holds_are_no_obstacle() -> None:
    digits = "9" * 5_000
    article = only_article(
        f'{{"text": "متن", "a": NaN, "b": -Infinity, "c": 1e999, "id": {digits}}}'
    )
    assert article.external_id == digits


def test_deep_json_inside_a_string_is_only_text() -> None:
    assert only_article(json.dumps({"text": "[" * 200 + "متن"})).body == "[" * 200 + "متن"


def test_one_bad_line_does_not_lose_the_others() -> None:
    text = '{"text": "یکم"}\n{"text": \n{"text": "سوم"}'
    articles = list(read_json_lines(text.split("\n")))
    assert [type(a).__name__ for a in articles] == [
        *("ArticleRecord", "MalformedRecord", "ArticleRecord")
    ]
    bad = articles[1]
    assert isinstance(bad, MalformedRecord)
    assert bad.line == 2


def test_line_separators_inside_a_string_do_not_end_a_line() -> None:
    [article] = read_json_lines(['{"text": "بند یکم\u2028بند دوم"}'])
    assert isinstance(article, ArticleRecord)
    assert article.body == "بند یکم\n\nبند دوم"


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        " [ ] ",
        '[1, -2.5e3, NaN, "]", {"a": [1, {"b": "["}]}]\n',
        '[{"a": 1, "a": 2}]',
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1]]",
        "[1] x",
        '[1, "',
        "[",
    ],
)
def test_an_array_is_read_one_by_one_as_it_is_read_whole(text: str) -> None:
    def read(load: Callable[[str], Iterable[Any]]) -> list[Any] | str:
        try:
            return list(load(text))
        except json.JSONDecodeError:
            return "broken"

    assert is_array(text)
    assert read(load_array) == read(load_json)


def test_the_values_before_a_broken_one_are_there_before_it_is_read() -> None:
    values = load_array('[{"n": 1}, {"n": 2}, {"n"')
    assert [next(values), next(values)] == [{"n": "1"}, {"n": "2"}]
    with pytest.raises(json.JSONDecodeError):
        next(values)


def test_nothing_is_taken_of_an_array_that_is_broken_further_on() -> None:
    with pytest.raises(MalformedFile, match="سطر ۲"):
        next(read_json('[{"text": "متن خبر."},\n {"text": '))
