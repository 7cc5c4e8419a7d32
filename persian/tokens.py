"""Text to tokens: the one chain for documents and queries.

The text is read in chunks between spaces, so that offsets point into the original and what is known
of a chunk is found in a memo. What a word stands for comes from `words.py`; here is only what looks
across a space: «شرکت های», «می شود», «شده است», «مدیر عامل».
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from persian.letters import HALF_SPACES, INVISIBLE, TATWEEL, ZWNJ, level, level_with_offsets
from persian.words import LONGEST, MEMO, Part, analyse, belongs, may_follow

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
_CHUNK = re.compile(r"\S++")
_CHUNKS = re.compile(r"(\S++)(\s*+)")  # and the space after them
_WORD = re.compile(
    rf"(?P<word>{_ARABIC}++(?:{_JOINER}++{_ARABIC}++)*+[{_MARKS}]*+)"
    rf"|(?P<number>(?<![\d/])\d{{1,3}}/\d(?![\d/]|{_OTHER})"  # «۶/۵» is «۶٫۵»
    rf"|(?:\d{{1,3}}(?:[,٬،]\d{{3}})++|\d++)(?:[.٫]\d++(?![.٫]?\d))?(?!{_OTHER}))"
    rf"|(?P<code>{_OTHER}++(?:[{_MARKS}]++{_OTHER}*+)*+)"
    r"|(?P<percent>[%٪])"
)
_GROUPING = str.maketrans("٫/", "..", ",٬،")
_SPACES = frozenset(" \u00a0\u2009\u202f")
_NO_SEAMS = str.maketrans("", "", ZWNJ + "".join(_SPACES))
# Letters that levelling maps one to one, so that offsets stay.
_PLAIN = re.compile("[\u0622-\u063a\u0641-\u064aپچژکگی]+")
_NO_JOINERS = str.maketrans("", "", HALF_SPACES + INVISIBLE)
_MOST_WORDS = 4  # that are read together


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


class _Part(NamedTuple):
    """A token of a run, with offsets into that."""

    term: str
    surface: str
    start: int
    end: int
    rule: str
    compound: int  # 0 = a word by itself, else the parts of one word have the same number


class _Run(NamedTuple):
    """What is known of characters without a space, or with spaces that part no words."""

    parts: tuple[_Part, ...]
    terms: tuple[str, ...]
    compounds: int
    first: str  # the Persian word that it begins with, levelled; empty if it does not
    last: str  # the Persian word that it ends with, from its last half-space


def tokens(text: str) -> list[Token]:
    """The tokens of a text or query, in order; the same for every spelling of the same words."""
    found: list[Token] = []
    add, make = found.append, tuple.__new__  # a third of the time that Token() takes
    compounds = place = 0
    for start, run in _runs(text):
        for term, surface, first, last, rule, compound in run[0]:
            number = compounds + compound if compound else None
            add(make(Token, (term, surface, start + first, start + last, place, rule, number)))
            place += 1
        compounds += run[2]
    return found


def terms(text: str) -> list[str]:
    """The terms that are searched by default, in order."""
    return [term for _, run in _runs(text) for term in run[1]]


def surfaces(text: str) -> list[Token]:
    """The written words, levelled only: nothing cut but at half-spaces, nothing lemmatised."""
    found: list[Token] = []
    for match in _CHUNK.finditer(text):
        chunk, here = match[0], match.start()
        written = _written(chunk) if len(chunk) <= LONGEST else _written.__wrapped__(chunk)
        for piece, start, end in written:
            found.append(Token(piece, piece, here + start, here + end, len(found), "surface"))
    return found


@lru_cache(MEMO)
def _written(chunk: str) -> tuple[tuple[str, int, int], ...]:
    pieces: list[tuple[str, int, int]] = []
    for match in _WORD.finditer(chunk):
        levelled, offsets = level_with_offsets(match[0])
        if match.lastgroup == "number":
            pieces.append((levelled.translate(_GROUPING), match.start(), match.end()))
            continue
        for piece in re.finditer(f"[^{ZWNJ}]+", levelled):
            first, last = offsets[piece.start()], offsets[piece.end() - 1]
            pieces.append((piece[0], match.start() + first, match.start() + last + 1))
    return tuple(pieces)


def _runs(text: str) -> Iterator[tuple[int, _Run]]:
    """The text in runs, and where they begin; plain tuple places, because this loop is hot."""
    here = len(text) - len(text.lstrip())
    run, before, gap, start, count = None, "", "", here, 0
    for chunk, after in _CHUNKS.findall(text):
        found = _read(chunk) if len(chunk) <= LONGEST else _read.__wrapped__(chunk)
        first = found[3]
        if before and first and gap in _SPACES and belongs(before, first) and count < _MOST_WORDS:
            found = _read(text[start : here + len(chunk)])
            count += 1
        else:
            if run:
                yield start, run
            start, count = here, 1
        run, before, gap = found, found[4], after
        here += len(chunk) + len(after)
    if run:
        yield start, run


@lru_cache(MEMO)
def _read(run: str) -> _Run:
    parts: list[_Part] = []
    compounds = 0
    groups = list(_groups(run))
    for start, end, kind in groups:
        found = _KINDS[kind](run[start:end])
        compounds += len(found) > 1
        number = compounds if len(found) > 1 else 0
        for term, first, last, rule in found:
            first, last = start + first, start + last
            surface = _surface(run[first:last])
            parts.append(_Part(term, surface, first, last, rule, number))
    terms = tuple(part.term for part in parts)
    return _Run(tuple(parts), terms, compounds, *_edges(run, groups))


def _groups(run: str) -> Iterator[tuple[int, int, str]]:
    """The words of a run, those that only a space parts as one: start, end, kind."""
    before: tuple[int, int, str] | None = None
    for match in _WORD.finditer(run):
        start, end, kind = match.start(), match.end(), match.lastgroup or ""
        if before and run[before[1] : start].translate(_NO_JOINERS) in _SPACES:
            before = before[0], end, kind
            continue
        if before:
            yield before
        before = start, end, kind
    if before:
        yield before


def _edges(run: str, groups: list[tuple[int, int, str]]) -> tuple[str, str]:
    """The words with which a run begins and ends, unless they are no Persian words."""
    if not groups or len(run) > LONGEST:
        return "", ""
    (first_start, first_end, first_kind), (last_start, last_end, last_kind) = groups[0], groups[-1]
    first = last = ""
    if first_kind == "word" and not run[:first_start].translate(_NO_JOINERS):
        first = level(run[first_start:first_end])
        first = first if may_follow(first) else ""
    if last_kind == "word" and not run[last_end:].translate(_NO_JOINERS):
        last = re.split(f"[ {ZWNJ}]", level(run[last_start:last_end]))[-1]
    return first, last


def _read_word(printed: str) -> tuple[Part, ...]:
    if len(printed) <= LONGEST and _PLAIN.fullmatch(printed):
        return analyse(level(printed))
    levelled, offsets = level_with_offsets(printed)
    kept: list[tuple[str, int]] = []
    for char, offset in zip(levelled, offsets, strict=True):
        joiner = ZWNJ if char in _SPACES else char
        if joiner != ZWNJ or kept[-1][0] != ZWNJ:
            kept.append((joiner, offset))
    word = "".join(char for char, _ in kept)
    if len(word) > LONGEST:  # kept out of the memo
        return (Part(word, 0, len(printed), "plain"),)
    return tuple(
        part._replace(start=kept[part.start][1], end=kept[part.end - 1][1] + 1)
        for part in analyse(word)
    )


def _read_number(printed: str) -> tuple[Part, ...]:
    return (Part(level(printed).translate(_GROUPING), 0, len(printed), "number"),)


def _read_code(printed: str) -> tuple[Part, ...]:
    return (Part(level(printed), 0, len(printed), "plain"),)


def _read_percent(printed: str) -> tuple[Part, ...]:
    return (Part("درصد", 0, len(printed), "sign"),)


def _surface(printed: str) -> str:
    return level(printed).translate(_NO_SEAMS)


_KINDS = {
    "word": _read_word,
    "number": _read_number,
    "code": _read_code,
    "percent": _read_percent,
}
