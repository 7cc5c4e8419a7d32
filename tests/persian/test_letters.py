import pytest
from hypothesis import given
from hypothesis import strategies as st

from persian import clean_text, identity_key, level, level_with_offsets

ZWNJ = "\u200c"


@pytest.mark.parametrize(
    ("printed", "levelled"),
    [
        ("شركت", "شرکت"),  # Arabic kaf
        ("صنايع", "صنایع"),  # Arabic yeh
        ("مركزى", "مرکزی"),  # alef maksura
        ("مؤسسه", "موسسه"),
        ("تأمین", "تامین"),
        ("رئیس", "رییس"),
        ("برنامۀ", "برنامه"),
        ("برنامهٔ", "برنامه"),
        ("ماهة", "ماهه"),
        ("اجزاء", "اجزا"),
        ("جزء", "جزء"),  # not «جز»
        ("قطعاً", "قطعا"),
        ("شرکـــت", "شرکت"),  # tatweel
        ("اﯾﺮان", "ایران"),  # presentation forms
        ("گروہ", "گروه"),
        ("ا\u0653ب", "آب"),  # madda apart
        ("۱۴۰۱", "1401"),
        ("١٤٠١", "1401"),
        ("ＨＳ", "hs"),
        ("Café", "cafe"),
        ("می\u200bشود", f"می{ZWNJ}شود"),
        ("می\u00acشود", f"می{ZWNJ}شود"),
        ("\u202bایران\u202c", "ایران"),
    ],
)
def test_level_gives_one_spelling(printed, levelled):
    assert level(printed) == levelled


@given(st.text())
def test_level_is_idempotent(text):
    assert level(level(text)) == level(text)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("اآأءوی\u0653\u0640\u064b "))))
def test_levelled_characters_know_where_they_came_from(text):
    levelled, offsets = level_with_offsets(text)
    assert levelled == level(text)
    assert len(offsets) == len(levelled)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


def test_identity_key_does_not_tell_spaces_apart():
    assert identity_key(f" خراسان{ZWNJ}رضوي\n") == identity_key("خراسان  رضوی")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("آ\x00ب\x0b\x7f\x9f", "آب"),
        ("\ufdd0\ufffe\uffff\U0001ffff\ud800", ""),
        ("\u202eآب\u202c\u2066\u2069", "آب"),
        ("یک\r\nدو\rسه\u2028چهار\x85", "یک\nدو\nسه\nچهار\n"),
        (f"می{ZWNJ}شود\u200d\t", f"می{ZWNJ}شود\u200d\t"),
        ("\u200e\u200f😀", "\u200e\u200f😀"),
    ],
)
def test_clean_text_drops_what_no_article_means(text, cleaned):
    assert clean_text(text) == cleaned


@given(st.text())
def test_cleaned_text_can_be_encoded_and_stays_clean(text):
    cleaned = clean_text(text)
    cleaned.encode()
    assert "\r" not in cleaned
    assert clean_text(cleaned) == cleaned
