"""Whether two articles tell the same story: a reprint, an update, another agency's telling.

What is compared are pairs of neighbouring words, function words left out, as the analyzer reads
them, so that spelling does not count. But daily bulletins and the notices of offices are as like as
reprints, and differ in their figures, places and days: so these have to agree too. The thresholds
are measured by benchmarks/families.py (docs/decisions/0007).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from archive.wording import Wording, wording_of

SHARED_PAIRS = 0.5  # of the shorter text's pairs
SHARED_PAIRS_OF_COPY = 0.9  # what is asked of short texts and of those further apart in time
FEWEST_PAIRS = 12  # of a text that is not short
SHARED_FIGURES = 0.6  # of the text with fewer
HOURS_APART = 18  # fewer than from one daily bulletin to the next

HASHES = 128
BANDS, ROWS = 32, 3
_SCHEME = "affine32"
_SEED = 1


@dataclass(frozen=True)
class Story:
    """What an article is compared by.

    `hashes` is the MinHash of its pairs of words, whose number is `pairs`. `at` is when it was
    published: noon when only the day is known, None when not even that is.
    """

    hashes: npt.NDArray[np.uint32]
    pairs: int
    figures: frozenset[str]
    provinces: frozenset[str] = frozenset()
    at: datetime | None = None


def story_of(text: str, provinces: Iterable[str] = (), at: datetime | None = None) -> Story:
    """Read a text, headline included, that tells of these provinces."""
    return story_in(wording_of(text), provinces, at)


def story_in(wording: Wording, provinces: Iterable[str], at: datetime | None) -> Story:
    """The same for a text that was read before."""
    sketch = _empty_sketch().copy()
    sketch.update_batch(wording.pairs)
    pairs = len(wording.pairs)
    return Story(sketch.hashvalues, pairs, wording.figures, frozenset(provinces), at)


def is_same_story(one: Story, other: Story) -> bool:
    """Whether the two are tellings of one story."""
    apart = abs(one.at - other.at) if one.at and other.at else timedelta()
    is_near = apart <= timedelta(hours=HOURS_APART)
    is_short = min(one.pairs, other.pairs) < FEWEST_PAIRS
    needed = SHARED_PAIRS if is_near and not is_short else SHARED_PAIRS_OF_COPY
    return (
        shared_pairs(one, other) >= needed
        and _shared(one.figures, other.figures) >= SHARED_FIGURES
        and _shared(one.provinces, other.provinces) > 0
    )


def shared_pairs(one: Story, other: Story) -> float:
    """Estimate how much of the shorter text's pairs the other has too."""
    shorter = min(one.pairs, other.pairs)
    if not shorter:
        return 0.0
    of_both = np.count_nonzero(one.hashes == other.hashes) / HASHES
    return min(1.0, of_both / (1 + of_both) * (one.pairs + other.pairs) / shorter)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the smaller set the other has too; all, when one says nothing."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 1.0


def band_values(story: Story) -> list[int]:
    """64-bit numbers of which like stories are likely to share one: the bands of the MinHash.

    A short text has one number, which only the same words have too.
    """
    if story.pairs < FEWEST_PAIRS:
        return [_number(BANDS, story.hashes)]
    return [_number(band, story.hashes[ROWS * band : ROWS * (band + 1)]) for band in range(BANDS)]


def _number(band: int, hashes: npt.NDArray[np.uint32]) -> int:
    data = hashes.astype("<u4").tobytes()
    digest = hashlib.blake2b(data, digest_size=8, salt=bytes([band])).digest()
    return int.from_bytes(digest, "little", signed=True)


@cache
def _empty_sketch() -> Any:
    """datasketch brings SciPy: only who compares stories shall wait for it."""
    from datasketch import MinHash

    return MinHash(HASHES, _SEED, hashfunc=int, scheme=_SCHEME)
