"""Text → paragraphs, whether lines are paragraphs or a dump broke them at a fixed width."""

from __future__ import annotations

import re
from itertools import groupby, pairwise

from archive.ingest.cleaning.markup import strip_markdown, to_plain_text
from persian.letters import clean_text

PARAGRAPH_BREAK = "\n\n"

# A dump program breaks lines at 70 to 80 columns; Persian lines shorter than that are real lines.
_WRAP_COLUMNS = range(60, 101)
_WRAPPED_SHARE = 0.6
_LONG_SHARE = 0.1
_FEWEST_BREAKS = 2
_FEWEST_BLOCK_LINES = 4
_ADDRESS = "://"
_HARD_BREAK = "  "
_SPACES = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_LINE_ENDS = str.maketrans({"\n": " ", "\ufeff": None})
_LETTER_OR_DIGIT = re.compile(r"\w")


def split_paragraphs(value: str) -> list[str]:
    """Return the paragraphs of a value as printed: one line each, in order, none empty."""
    text = clean_text(to_plain_text(clean_text(value)))
    lines = strip_markdown("\n".join(_unwrap(text.split("\n")))).split("\n")
    return [line for line in map(one_line, lines) if _LETTER_OR_DIGIT.search(line)]


def one_line(text: str) -> str:
    """Return the text on one line, each run of spaces as one space."""
    return _SPACES.sub(" ", text.translate(_LINE_ENDS)).strip(" \u200c")


def join_paragraphs(paragraphs: list[str]) -> str:
    """Return a body as the archive keeps it: paragraphs parted by a blank line."""
    return PARAGRAPH_BREAK.join(paragraphs)


def _unwrap(lines: list[str]) -> list[str]:
    """Return the lines, those broken at a fixed width joined again: everywhere or in one block."""
    width = _wrap_width(lines)
    if width is not None:
        return _joined(lines, width)
    unwrapped: list[str] = []
    for is_blank, group in groupby(lines, key=lambda line: not line.strip()):
        block = list(group)
        width = None if is_blank or len(block) < _FEWEST_BLOCK_LINES else _wrap_width(block)
        unwrapped += block if width is None else _joined(block, width)
    return unwrapped


def _joined(lines: list[str], width: int) -> list[str]:
    joined = lines[:1]
    for line, following in pairwise(lines):
        if _may_go_on(line, following) and _overflows(line, following, width):
            joined[-1] = f"{joined[-1]} {following}"
        else:
            joined.append(following)
    return joined


def _wrap_width(lines: list[str]) -> int | None:
    """Return the width at which most lines end because the next word did not fit."""
    lines = [line for line in lines if _ADDRESS not in line]  # addresses break nowhere
    breaks = [pair for pair in pairwise(lines) if _may_go_on(*pair)]
    width = max((len(line) for line, _ in breaks if len(line) in _WRAP_COLUMNS), default=0)
    if sum(len(line) > width for line in lines) > _LONG_SHARE * len(lines):
        return None
    forced = sum(_overflows(line, following, width) for line, following in breaks)
    return width if forced >= max(_FEWEST_BREAKS, _WRAPPED_SHARE * len(breaks)) else None


def _may_go_on(line: str, following: str) -> bool:
    return bool(line.strip() and following.strip()) and not line.endswith(_HARD_BREAK)


def _overflows(line: str, following: str, width: int) -> bool:
    return len(line) + len(" ") + len(following.split(None, 1)[0]) > width
