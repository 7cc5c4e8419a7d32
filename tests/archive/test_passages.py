"""Texts in pieces: linked names and sentences of evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.passages import Passage, Sentence, Span, evidence_sentence, linked_paragraphs


def place(start: int, end: int, url: str = "/provinces/qazvin/") -> Span:
    return Span(start, end, "place", url)


def test_a_named_place_is_a_passage_of_its_own():
    text = "استاندار قزوین گفت."
    start = text.index("قزوین")
    assert linked_paragraphs(text, [place(start, start + 5)]) == [
        [
            Passage("استاندار "),
            Passage("قزوین", "place", "/provinces/qazvin/"),
            Passage(" گفت."),
        ]
    ]


def test_paragraphs_part_at_blank_lines_and_blank_ones_are_left_out():
    paragraphs = linked_paragraphs("یکم\n\n\n\nدوم\n\n  \n\nسوم", [])
    assert ["".join(p.text for p in paragraph).strip() for paragraph in paragraphs] == [
        "یکم",
        "دوم",
        "سوم",
    ]


def test_offsets_count_from_the_start_of_the_whole_text():
    text = "بند نخست.\n\nاراک در بند دوم است."
    start = text.index("اراک")
    second = linked_paragraphs(text, [place(start, start + 4)])[1]
    assert second[0] == Passage("اراک", "place", "/provinces/qazvin/")


def test_of_overlapping_names_the_longest_is_linked():
    text = "آذربایجان شرقی"
    spans = [place(0, 9, "/markets/az/"), place(0, 14, "/provinces/east-azerbaijan/")]
    assert linked_paragraphs(text, spans) == [
        [Passage(text, "place", "/provinces/east-azerbaijan/")]
    ]


@given(
    st.text(alphabet="اب\n ‌<&", max_size=80),
    st.lists(st.tuples(st.integers(0, 90), st.integers(1, 30)), max_size=8),
)
def test_whatever_is_linked_no_text_is_lost(text, pairs):
    spans = [place(start, start + length) for start, length in pairs]
    shown = linked_paragraphs(text, spans)
    joined = ["".join(passage.text for passage in paragraph) for paragraph in shown]
    assert joined == [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]


@pytest.mark.parametrize(
    ("sentence", "named", "shown"),
    [
        ("به عراق صادر شد.", "عراق", Sentence("به ", "عراق", " صادر شد.")),
        ("به آنجا صادر شد.", "عراق", Sentence("به آنجا صادر شد.")),
        ("به عراق صادر شد.", "", Sentence("به عراق صادر شد.")),
    ],
)
def test_a_sentence_is_parted_around_the_words_that_name(sentence, named, shown):
    assert evidence_sentence(sentence, named) == shown


def test_a_long_sentence_is_cut_around_the_words_at_whole_words():
    shown = evidence_sentence("پیش " * 100 + "عراق" + " پس" * 100, "عراق")
    assert shown.named == "عراق"
    assert shown.before.startswith("… پیش ")
    assert shown.after.endswith(" پس …")
    assert len(shown.before) < 150 and len(shown.after) < 170
