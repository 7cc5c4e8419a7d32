"""Tokens of texts: the one chain for documents and queries."""

import re
from typing import NamedTuple

from persian.letters import ZWNJ, level_with_offsets
from persian.memo import Memo
from persian.runs import GROUPING, WORD, read_runs
from persian.words import LONGEST

_CHUNK = re.compile(r"\S++")


class Token(NamedTuple):
    """A term of a text and where it is printed.

    `term` is what search compares by default, `surface` the levelled spelling; `start` and `end`
    are code point offsets into the original text; `rule` says in short why the term is not the
    surface. The parts of one written word share a `compound` number, other tokens have None.
    """

    term: str
    surface: str
    start: int
    end: int
    position: int
    rule: str
    compound: int | None = None


def tokens(text: str) -> list[Token]:
    """The tokens of a text or query, in order; the same for every spelling of the same words."""
    found: list[Token] = []
    add, make = found.append, tuple.__new__  # a third of the time that Token() takes
    compounds = place = 0
    for start, (parts, _, count, _, _) in read_runs(text):
        for term, surface, first, last, rule, compound in parts:
            number = compounds + compound if compound else None
            add(make(Token, (term, surface, start + first, start + last, place, rule, number)))
            place += 1
        compounds += count
    return found


def terms(text: str) -> list[str]:
    """The terms that are searched by default, in order."""
    return [term for _, run in read_runs(text) for term in run[1]]


def surfaces(text: str) -> list[Token]:
    """The written words, levelled only: nothing cut but at half-spaces, nothing lemmatised."""
    found: list[Token] = []
    for match in _CHUNK.finditer(text):
        here = match.start()
        for piece, start, end in _WRITTEN[match[0]]:
            found.append(Token(piece, piece, here + start, here + end, len(found), "surface"))
    return found


def surface_terms(text: str) -> list[str]:
    """The terms of `surfaces`, in order."""
    return [piece for chunk in text.split() for piece, _, _ in _WRITTEN[chunk]]


def _written(chunk: str) -> tuple[tuple[str, int, int], ...]:
    pieces: list[tuple[str, int, int]] = []
    for match in WORD.finditer(chunk):
        levelled, offsets = level_with_offsets(match[0])
        if match.lastgroup == "number":
            pieces.append((levelled.translate(GROUPING), match.start(), match.end()))
            continue
        for piece in re.finditer(f"[^{ZWNJ}]+", levelled):
            first, last = offsets[piece.start()], offsets[piece.end() - 1]
            pieces.append((piece[0], match.start() + first, match.start() + last + 1))
    return tuple(pieces)


_WRITTEN = Memo(_written, LONGEST)
