"""Text to runs: stretches that are read by themselves, mostly one word between two spaces.

The text is cut at its spaces, so that offsets point into the original and what is known of a chunk
is found in a memo. What a word stands for comes from `words.py`, which words belong together from
`neighbours.py`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from persian.compounds import second_halves
from persian.glued import Part
from persian.letters import HALF_SPACES, INVISIBLE, TATWEEL, ZWNJ, level, level_with_offsets
from persian.memo import Memo
from persian.neighbours import Bond, bond_between, indefinite_base, is_one_word, may_follow
from persian.words import LONGEST, analyse

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
WORD = re.compile(
    rf"(?P<word>{_ARABIC}++(?:{_JOINER}++{_ARABIC}++)*+[{_MARKS}]*+)"
    rf"|(?P<number>(?<![\d/])\d{{1,3}}/\d(?![\d/]|{_OTHER})"  # «۶/۵» is «۶٫۵»
    rf"|(?:\d{{1,3}}(?:[,٬،]\d{{3}})++|\d++)(?:[.٫]\d++(?![.٫]?\d))?(?!{_OTHER}))"
    rf"|(?P<code>{_OTHER}++(?:[{_MARKS}]++{_OTHER}*+)*+)"
    r"|(?P<percent>[%٪])"
)
GROUPING = str.maketrans("٫/", "..", ",٬،")
_OTHER_SPACES = "\u00a0\u2009\u202f"
_NO_SEAMS = str.maketrans("", "", ZWNJ + " " + _OTHER_SPACES)
# Letters that levelling maps one to one, so that offsets stay.
_PLAIN = re.compile("[\u0622-\u063a\u0641-\u064aپچژکگی]+")
_NO_JOINERS = str.maketrans("", "", HALF_SPACES + INVISIBLE)
_MOST_WORDS = 4  # that are read together
_THINGS = ("افزاری", "گاهی")  # second halves with «ی» that name no act


class RunPart(NamedTuple):
    """A token of a run, with offsets into that."""

    term: str
    surface: str
    start: int
    end: int
    rule: str
    compound: int  # 0 = a word by itself, else the parts of one word have the same number


class Run(NamedTuple):
    """What is known of characters without a space, or with spaces that part no words."""

    parts: tuple[RunPart, ...]
    terms: tuple[str, ...]
    compounds: int
    first: str  # the Persian word that it begins with, levelled; empty if it does not
    last: str  # the Persian word that it ends with, from its last half-space


def read_runs(text: str) -> list[tuple[int, Run]]:
    """The text in runs, and where they begin."""
    if len(text) <= LONGEST and is_one_word(level(text)):
        return [(len(text) - len(text.lstrip()), _RUNS[text.strip()])]
    for space in _OTHER_SPACES:
        text = text.replace(space, " ")
    runs: list[tuple[int, Run]] = []
    add, known, bonds, one_word = runs.append, _RUNS, _BONDS, Bond.ONE_WORD  # this loop is hot
    start = here = 0
    before, count = "", 1
    for chunk in text.split(" "):
        found = known[chunk]
        first = found[3]
        bond = bonds[before, first] if before and first else None
        if bond is one_word and count < _MOST_WORDS:
            found = known[text[start : here + len(chunk)]]
            runs[-1] = start, found
            count += 1
        else:
            if bond is Bond.NOUN_BEFORE:
                runs[-1] = start, _with_noun(runs[-1][1])
            add((here, found))
            start, count = here, 1
        before = found[4]
        here += len(chunk) + 1
    return runs


def _with_noun(run: Run) -> Run:
    """The run with «شرکت» for «شرکتی» at its end."""
    last = _definite(run.parts)
    return run._replace(parts=(*run.parts[:-1], last), terms=(*run.terms[:-1], last.term))


def _definite(parts: Sequence[RunPart]) -> RunPart:
    """The last part without the «ی» of «شرکتی که»; «سرمایه‌گذاری که» tells of the act."""
    last = parts[-1]
    is_act = last.compound and last.term in second_halves() and last.term not in _THINGS
    if last.term != last.surface or (is_act and parts[-2].term != "و"):  # but «ساز و کاری که»
        return last
    base = indefinite_base(last.term)
    return last._replace(term=base, rule="indefinite") if base else last


def _read(run: str) -> Run:
    parts: list[RunPart] = []
    compounds = 0
    groups = list(_groups(run))
    for start, end, kind in groups:
        found = _KINDS[kind](run[start:end])
        compounds += len(found) > 1
        number = compounds if len(found) > 1 else 0
        for term, first, last, rule in found:
            first, last = start + first, start + last
            surface = _surface(run[first:last])
            if term == "که" and parts:
                parts[-1] = _definite(parts)
            parts.append(RunPart(term, surface, first, last, rule, number))
    terms = tuple(part.term for part in parts)
    return Run(tuple(parts), terms, compounds, *_edges(run, groups))


def _groups(run: str) -> Iterator[tuple[int, int, str]]:
    """The words of a run, those that only a space parts as one: start, end, kind."""
    before: tuple[int, int, str] | None = None
    for match in WORD.finditer(run):
        start, end, kind = match.start(), match.end(), match.lastgroup or ""
        if before and run[before[1] : start].translate(_NO_JOINERS) == " ":
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
        joiner = ZWNJ if char == " " else char
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
    return (Part(level(printed).translate(GROUPING), 0, len(printed), "number"),)


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
_RUNS = Memo(_read, LONGEST)
_BONDS = Memo(bond_between, LONGEST)
