"""What parts two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.differences import Kind, Piece, differences, excerpt

TEXTS = st.text(alphabet="آب پ\n،a\u200c ", max_size=60)


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("", "", []),
        ("صادرات فولاد", "صادرات فولاد", [("صادرات فولاد", "same")]),
        ("", "تیتر تازه", [("تیتر تازه", "new")]),
        ("تیتر کهنه", "", [("تیتر کهنه", "gone")]),
        (
            "صادرات ۲۰ هزار تن فولاد",
            "صادرات ۲۵ هزار تن فولاد",
            [("صادرات", "same"), (" ۲۰", "gone"), (" ۲۵", "new"), (" هزار تن فولاد", "same")],
        ),
    ],
)
def test_words_that_differ_stand_beside_each_other(old, new, pieces):
    assert [(piece.text, piece.kind) for piece in differences(old, new)] == pieces


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(old, new):
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != Kind.NEW) == old
    assert "".join(piece.text for piece in pieces if piece.kind != Kind.GONE) == new


def test_very_long_texts_are_compared_by_lines():
    lines = [f"سطر شمارهٔ {number}" for number in range(8_000)]
    changed = [*lines[:4_000], "سطر دیگر", *lines[4_001:]]
    pieces = differences("\n".join(lines), "\n".join(changed))
    changes = [piece.text for piece in pieces if piece.kind != Kind.SAME]
    assert changes == [f"\n{lines[4_000]}", "\nسطر دیگر"]


def test_an_excerpt_keeps_a_few_words_beside_each_change():
    long = "یک دو سه چهار پنج شش هفت"
    same, change = Piece(f" {long}", Kind.SAME), Piece(" نو", Kind.NEW)
    shown = [piece.text for piece in excerpt([same, change, same, change, same], 2)]
    assert shown == [" … شش هفت", " نو", " یک دو … شش هفت", " نو", " یک دو …"]


def test_an_excerpt_keeps_short_texts_whole():
    pieces = [Piece("صادرات ", Kind.SAME), Piece("فولاد", Kind.NEW)]
    assert excerpt(pieces, 2) == pieces
