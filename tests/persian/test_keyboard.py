import pytest
from hypothesis import given
from hypothesis import strategies as st

from persian.keyboard import latin_for_persian, persian_for_latin

KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm, 123"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wkuj", "صنعت"),
        ("t,ghn", "فولاد"),
        ("hwtihk", "اصفهان"),
        ("whnvhj", "صادرات"),
        ("Wkuj", "صنعت"),  # a capital only begins the sentence
        ("Hfhnhk", "آبادان"),  # here it is the letter
        (";hvohki", "کارخانه"),
        ("vCdl", "رژیم"),
        ("whnvhj t,ghn", "صادرات فولاد"),
        ("shg 1402", "سال 1402"),
        ("mv,kni", "پرونده"),
        ("lsm,g", "مسئول"),  # the older layout of Windows
        ("\\v,kni", "پرونده"),
    ],
)
def test_the_persian_of_the_same_keys_is_among_the_candidates(typed: str, meant: str) -> None:
    assert meant in persian_for_latin(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ذذز", "bbc"), ("هقدش", "irna"), ("يثص", "dew"), ("ىثص", "dew"), ("۲۰۲۰", "2020")],
)
def test_the_latin_of_the_same_keys_is_the_first_candidate(typed: str, meant: str) -> None:
    assert latin_for_persian(typed)[0] == meant


@pytest.mark.parametrize("text", ["", "۱۲ صنعت", "123", "صنعت wkuj", "é"])
def test_what_is_not_ascii_or_has_no_letter_has_no_persian(text: str) -> None:
    assert persian_for_latin(text) == ()


@given(st.text(st.sampled_from(KEYS)))
def test_the_way_there_and_back_is_the_same_text(typed: str) -> None:
    for persian in persian_for_latin(typed)[:1]:
        assert latin_for_persian(persian)[0] == typed


@given(st.text())
def test_any_text_has_different_candidates_or_none(text: str) -> None:
    for candidates in (persian_for_latin(text), latin_for_persian(text)):
        assert text not in candidates
        assert len(set(candidates)) == len(candidates)
