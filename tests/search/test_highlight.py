import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import SNIPPET_CHARS, Marker, best_passage
from search.params import Slice
from search.syntax import parse

ZWNJ = "\u200c"


def marked(query: str, text: str, is_exact: bool = False) -> str:
    slices = Marker(parse(query, is_exact).root).slices(text)
    return "".join(f"[{piece.text}]" if piece.is_match else piece.text for piece in slices)


MARKED = [
    ("شرکت", f"شركت{ZWNJ}هاي بزرگ", f"[شركت{ZWNJ}هاي] بزرگ"),
    ("شرکت‌های", "یک شرکت و شرکتهای دیگر", "یک [شرکت] و [شرکتهای] دیگر"),
    ("صادرات", "رشد صادرات.", "رشد [صادرات]."),
    ("سرمایه گذاری", "رشد سرمایهگذاری و سرمایه", "رشد [سرمایهگذاری] و سرمایه"),
    ('"صنایع کوچک"', "صنایع کوچک و صنایع بزرگ", "[صنایع کوچک] و صنایع بزرگ"),
    ("صادر*", "صادرات و واردات", "[صادرات] و واردات"),
    ("صادرات -عراق", "صادرات به عراق", "[صادرات] به عراق"),
    ("صادرات یا عراق", "صادرات به عراق", "[صادرات] به [عراق]"),
    ("", "صادرات", "صادرات"),
    ("1403", "سال ۱۴۰۳ و 1403", "سال [۱۴۰۳] و [1403]"),
]


@pytest.mark.parametrize(("query", "text", "result"), MARKED)
def test_marks_what_the_query_finds(query: str, text: str, result: str) -> None:
    assert marked(query, text) == result


@pytest.mark.parametrize(
    ("query", "text", "result"),
    [
        *MARKED,
        ("می‌رود", "کارگر می رود و", "کارگر [می رود] و"),
        ("خودروسازان", "خودرو ساز بزرگ", "[خودرو ساز] بزرگ"),
    ],
)
def test_marks_the_same_amid_other_words(query: str, text: str, result: str) -> None:
    others = "یکی پس از دیگری " * 30
    assert marked(query, f"{others}. {text} . {others}") == f"{others}. {result} . {others}"


def test_exact_marks_only_the_spelling() -> None:
    assert marked("شرکتهای", "شرکت و شرکتهای", is_exact=True) == "شرکت و [شرکتهای]"


def test_html_stays_text() -> None:
    assert marked("صادرات", "<b>صادرات</b>") == "<b>[صادرات]</b>"


def test_the_passage_with_most_words_is_chosen() -> None:
    filler = "هیچ چیز " * 100
    text = f"صادرات {filler} صادرات فولاد به عراق {filler}"
    slices = best_passage([text], Marker(parse("صادرات فولاد عراق").root))
    assert [piece.text for piece in slices if piece.is_match] == ["صادرات", "فولاد", "عراق"]
    assert slices[0] == slices[-1] == Slice("…", False)


def test_the_lead_is_shown_when_nothing_matches() -> None:
    assert best_passage(["لید خبر", "متن"], Marker(parse("صادرات").root)) == (
        Slice("لید خبر", False),
    )


def test_nothing_to_show_is_empty() -> None:
    assert best_passage(["", ""], Marker(parse("صادرات").root)) == ()


WORDS = st.lists(st.sampled_from(["صادرات", "شرکت‌های", "شركت", "<i>", "a" * 300, "عراق."]))


@given(WORDS, st.sampled_from(["صادرات شرکت", "شرکت", '"صادرات عراق"', ""]))
def test_slices_are_the_original_text(words: list[str], query: str) -> None:
    text = " ".join(words)
    marker = Marker(parse(query).root)
    assert "".join(piece.text for piece in marker.slices(text)) == text
    passage = "".join(piece.text for piece in best_passage([text], marker))
    assert passage.strip("…") in text
    assert len(passage) < SNIPPET_CHARS + 400


def test_many_matches_take_no_quadratic_time() -> None:
    text = "صادرات " * 20_000
    assert best_passage([text], Marker(parse("صادرات").root))
