"""Where in an article's text a passage stood that was cut from it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.ingest.cleaning.paragraphs import PARAGRAPH_BREAK
from archive.ingest.records import Cut


def placed(cuts: Sequence[Cut], printed: Sequence[str], kept: Sequence[str]) -> tuple[Cut, ...]:
    """Return the cuts, each with its place in the text of the kept paragraphs.

    `printed` are the paragraphs before anything was cut.
    """
    gone = list(_gone(printed, kept)) if cuts else []
    return tuple(replace(cut, at=_take(gone, cut.text)) for cut in cuts)


def _gone(printed: Sequence[str], kept: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield what is no longer there, with the length of the kept text before it."""
    left = deque(kept)
    end = -len(PARAGRAPH_BREAK)
    for line in printed:
        if left and line.startswith(left[0]):
            stays = left.popleft()
            end += len(PARAGRAPH_BREAK) + len(stays)
            if stays != line:
                yield line[len(stays) :], end
        else:
            yield line, max(end, 0)


def _take(gone: list[tuple[str, int]], text: str) -> int | None:
    """Return the place of the first passage that holds the text; a whole one is taken out."""
    for number, (passage, place) in enumerate(gone):
        if text in passage:
            if text == passage:
                del gone[number]
            return place
    return None
