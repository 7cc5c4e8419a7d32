"""Texts in pieces: linked names and sentences of evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.passages import (
    Paragraph,
    Passage,
    Sentence,
    Span,
    evidence_sentence,
    linked_paragraphs,
    mark,
)


def place(start: int, end: int, url: str = "/provinces/qazvin/") -> Span:
    return Span(start, end, "place", url)


def joined(paragraph: Paragraph) -> str:
    return "".join(sentence.text for sentence in paragraph)


def test_a_named_place_is_a_passage_of_its_own():
    text = "استاندار قزوین گفت."
    start = text.index("قزوین")
    [[sentence]] = linked_paragraphs(text, [place(start, start + 5)])
    assert sentence.passages == (
        Passage("استاندار "),
        Passage("قزوین", "place", "/provinces/qazvin/"),
        Passage(" گفت."),
    )


def test_paragraphs_part_at_blank_lines_and_blank_ones_are_left_out():
    paragraphs = linked_paragraphs("یکم\n\n\n\nدوم\n\n  \n\nسوم", [])
    assert [joined(paragraph).strip() for paragraph in paragraphs] == [
        "یکم",
        "دوم",
        "سوم",
    ]


def test_offsets_count_from_the_start_of_the_whole_text():
    text = "بند نخست.\n\nاراک در بند دوم است."
    start = text.index("اراک")
    second = linked_paragraphs(text, [place(start, start + 4)])[1]
    assert second[0].passages[0] == Passage("اراک", "place", "/provinces/qazvin/")


def test_of_overlapping_names_the_longest_is_linked():
    text = "آذربایجان شرقی"
    spans = [place(0, 9, "/markets/az/"), place(0, 14, "/provinces/east-azerbaijan/")]
    [[sentence]] = linked_paragraphs(text, spans)
    assert sentence.passages == (Passage(text, "place", "/provinces/east-azerbaijan/"),)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("یک گفت. دو شنید.", ["یک گفت. ", "دو شنید."]),
        ("رشد ۳.۵ درصدی؟ بله!", ["رشد ۳.۵ درصدی؟ ", "بله!"]),
        ("«کار کردیم.» و رفت", ["«کار کردیم.» ", "و رفت"]),
        ("بی پایان", ["بی پایان"]),
    ],
)
def test_a_paragraph_is_parted_into_sentences(text, sentences):
    [paragraph] = linked_paragraphs(text, [])
    assert [sentence.text for sentence in paragraph] == sentences


def test_sentences_are_numbered_through_the_whole_text_and_never_end_in_a_name():
    text = "الف. ب.\n\nشرکت ا. پ. آمد. رفت."
    start = text.index("شرکت")
    paragraphs = linked_paragraphs(text, [place(start, start + len("شرکت ا. پ. آمد"))])
    numbered = [(s.number, text[s.start :].startswith(s.text)) for p in paragraphs for s in p]
    assert numbered == [(1, True), (2, True), (3, True), (4, True)]


def test_marks_may_cross_the_edges_of_names():
    text = "صادرات به عراق بود"
    start = text.index("عراق")
    [[sentence]] = linked_paragraphs(text, [place(start, start + 4)])
    marked = mark(sentence, [(7, 12)])
    assert [(p.text, p.is_marked, bool(p.url)) for p in marked.passages] == [
        ("صادرات ", False, False),
        ("به ", True, False),
        ("عر", True, True),
        ("اق", False, True),
        (" بود", False, False),
    ]


@given(
    st.text(alphabet="اب\n ‌<&", max_size=80),
    st.lists(st.tuples(st.integers(0, 90), st.integers(1, 30)), max_size=8),
)
def test_whatever_is_linked_no_text_is_lost(text, pairs):
    spans = [place(start, start + length) for start, length in pairs]
    shown = linked_paragraphs(text, spans)
    assert [joined(paragraph) for paragraph in shown] == [
        paragraph for paragraph in text.split("\n\n") if paragraph.strip()
    ]


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
