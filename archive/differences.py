"""What parts two texts, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

# Words, then lines, then all at once: the first that are few enough, for the time grows with the
# square of their number.
MOST_UNITS = 10_000
_WORDS = re.compile(r"\s*\S+|\s+")
_UNITS = (_WORDS, re.compile(r"\n*[^\n]+|\n+"), re.compile(r".+", re.DOTALL))


class Kind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """A stretch of text that both have, that only the old or that only the new one has."""

    text: str
    kind: Kind


def differences(old: str, new: str) -> list[Piece]:
    """The pieces of both in reading order; without the new ones they are the old text."""
    for unit in _UNITS:
        before, after = unit.findall(old), unit.findall(new)
        if max(len(before), len(after)) <= MOST_UNITS:
            break
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(before[first:last]), Kind.SAME))
            continue
        changed = (("".join(before[first:last]), Kind.GONE), ("".join(after[start:end]), Kind.NEW))
        pieces += [Piece(text, kind) for text, kind in changed if text]
    return pieces


def excerpt(pieces: list[Piece], words: int) -> list[Piece]:
    """The pieces, with of what is the same only so many words beside each change."""
    last = len(pieces) - 1
    return [
        _shortened(piece, words if place else 0, words if place < last else 0)
        if piece.kind is Kind.SAME
        else piece
        for place, piece in enumerate(pieces)
    ]


def _shortened(piece: Piece, first: int, last: int) -> Piece:
    words = _WORDS.findall(piece.text)
    if len(words) <= first + last + 1:
        return piece
    return Piece("".join([*words[:first], " …", *words[len(words) - last :]]), piece.kind)
