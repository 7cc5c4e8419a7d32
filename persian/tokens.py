"""Text to tokens: the one chain for documents and queries.

Words are scanned in the original text, so that offsets point into it; what a word stands for comes
from `words.py`. Here is only what looks across a space: «شرکت های», «می شود», «شده است».
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from persian.letters import HALF_SPACES, INVISIBLE, TATWEEL, ZWNJ, level, level_with_offsets
from persian.words import LONGEST, MEMO, Part, analyse, belongs

_MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
)
_LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
)
_JOINER = f"[{_MARKS}{HALF_SPACES}{INVISIBLE}]"
_ARABIC = f"[{_LETTERS}]"
_OTHER = rf"[^\W_{_LETTERS}{TATWEEL}]"
_TOKEN = re.compile(
    rf"(?P<word>{_ARABIC}++(?:{_JOINER}++{_ARABIC}++)*+[{_MARKS}]*+)"
    rf"|(?P<number>(?:\d{{1,3}}(?:[,٬،]\d{{3}})++|\d++)(?:[.٫]\d++(?![.٫]?\d))?(?!{_OTHER}))"
    rf"|(?P<code>{_OTHER}++(?:[{_MARKS}]++{_OTHER}*+)*+)"
    r"|(?P<percent>[%٪])"
)
_SPACES = frozenset((" ", "  ", "\u00a0", "\u202f", "\u2009", ZWNJ + " ", " " + ZWNJ))
_GROUPING = str.maketrans("٫", ".", ",٬،")


@dataclass(frozen=True, slots=True)
class Token:
    """A term of a text and where it is printed.

    `term` is what search compares by default, `surface` the levelled spelling; `start` and `end`
    are code point offsets into the original text; `rule` says why the term is not the
    surface. The parts of one written word share a `compound` number, other tokens have None.
    """

    term: str
    surface: str
    start: int
    end: int
    position: int
    rule: str
    compound: int | None = None


class _Word(NamedTuple):
    """One scanned word: where it is and what it is, as far as its neighbours care."""

    text: str
    start: int
    end: int
    kind: str


def tokens(text: str) -> list[Token]:
    """The tokens of a text or query, in order; the same for every spelling of the same words."""
    found: list[Token] = []
    words = [_Word(m[0], m.start(), m.end(), m.lastgroup or "") for m in _TOKEN.finditer(text)]
    index = compound = 0
    while index < len(words):
        count = _together(words, index, text)
        group = words[index : index + count]
        parts = _parts(ZWNJ.join(word.text for word in group), group[0].kind)
        compound += len(parts) > 1
        for part in parts:
            start, end = _place(group, part.start), _place(group, part.end - 1) + 1
            surface = level(text[start:end]).replace(ZWNJ, "").replace(" ", "")
            number = compound if len(parts) > 1 else None
            found.append(Token(part.term, surface, start, end, len(found), part.rule, number))
        index += count
    return found


def terms(text: str) -> list[str]:
    """The terms that are searched by default, in order."""
    return [token.term for token in tokens(text)]


def surfaces(text: str) -> list[Token]:
    """The written words, levelled only: nothing cut but at half-spaces, nothing lemmatised."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        levelled, offsets = level_with_offsets(match[0])
        start = 0
        for piece in levelled.split(ZWNJ):
            if piece:
                first, last = offsets[start], offsets[start + len(piece) - 1]
                where = match.start() + first, match.start() + last + 1
                term = _number(piece) if match.lastgroup == "number" else piece
                found.append(Token(term, piece, *where, len(found), "surface"))
            start += len(piece) + 1
    return found


def _together(words: list[_Word], index: int, text: str) -> int:
    """How many words from here on are written apart but belong to one."""
    count = 1
    while count < 4 and index + count < len(words):
        before, after = words[index + count - 1], words[index + count]
        if before.kind != "word" or after.kind != "word":
            break
        gap = text[before.end : after.start]
        if gap not in _SPACES or not _belongs(before.text, after.text):
            break
        count += 1
    return count


@lru_cache(MEMO)
def _belongs(before: str, after: str) -> bool:
    last = level(before).rpartition(ZWNJ)[2]
    return belongs(last, level(after)) if len(before) + len(after) <= LONGEST else False


@lru_cache(MEMO)
def _parts(text: str, kind: str) -> tuple[Part, ...]:
    """The parts of a scanned word, with offsets into its original characters."""
    if kind == "percent":
        return (Part("درصد", 0, len(text), "sign"),)
    levelled, offsets = level_with_offsets(text)
    if kind == "number":
        return (Part(_number(levelled), 0, len(text), "number"),)
    if kind == "code":
        return (Part(levelled, 0, len(text), "plain"),)
    kept = [
        (char, offset)
        for index, (char, offset) in enumerate(zip(levelled, offsets, strict=True))
        if char != ZWNJ or levelled[index - 1] != ZWNJ
    ]
    word = "".join(char for char, _ in kept)
    return tuple(
        part._replace(start=kept[part.start][1], end=kept[part.end - 1][1] + 1)
        for part in analyse(word)
    )


def _number(levelled: str) -> str:
    return levelled.translate(_GROUPING)


def _place(group: list[_Word], offset: int) -> int:
    """Where a character of the words joined with half-spaces is in the text."""
    for word in group:
        if offset < len(word.text):
            return word.start + offset
        offset -= len(word.text) + 1
    raise IndexError(offset)
