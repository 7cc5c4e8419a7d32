"""Whether two articles tell the same story: a reprint, an update, another agency's telling.

What is compared are pairs of neighbouring words, function words left out, as the analyzer reads
them, so that spelling does not count. But daily bulletins and the notices of offices are as like as
reprints, and differ in their figures, places and days: so these have to agree too. The thresholds
are measured by benchmarks/families.py (docs/decisions/0005).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from datasketch import MinHash

from persian import is_function_word, terms

SHARED_PAIRS = 0.5  # of the shorter text's pairs
SHARED_PAIRS_OF_COPY = 0.9  # what is asked of short texts and of those further apart in time
FEWEST_PAIRS = 12  # of a text that is not short
SHARED_FIGURES = 0.6  # of the text with fewer
HOURS_APART = 18  # fewer than from one daily bulletin to the next

BANDS, ROWS = 32, 3
_SCHEME = "affine32"
_SEED = 1


@dataclass(frozen=True)
class Story:
    """What an article is compared by.

    `at` is when it was published: noon when only the day is known, None when not even that is.
    """

    pairs: frozenset[tuple[str, str]]
    figures: frozenset[str]
    provinces: frozenset[str] = frozenset()
    at: datetime | None = None


def story_of(text: str, provinces: Iterable[str] = (), at: datetime | None = None) -> Story:
    """Read a text, headline included, that tells of these provinces."""
    words = [term for term in terms(text) if not is_function_word(term)]
    figures = frozenset(word for word in words if word[0].isdecimal())
    return Story(frozenset(pairwise(words)), figures, frozenset(provinces), at)


def is_same_story(one: Story, other: Story) -> bool:
    """Whether the two are tellings of one story."""
    apart = abs(one.at - other.at) if one.at and other.at else timedelta()
    is_near = apart <= timedelta(hours=HOURS_APART)
    is_short = min(len(one.pairs), len(other.pairs)) < FEWEST_PAIRS
    needed = SHARED_PAIRS if is_near and not is_short else SHARED_PAIRS_OF_COPY
    return (
        shared(one.pairs, other.pairs) >= needed
        and shared(one.figures, other.figures, of_nothing=1.0) >= SHARED_FIGURES
        and shared(one.provinces, other.provinces, of_nothing=1.0) > 0
    )


def shared(one: frozenset[Any], other: frozenset[Any], of_nothing: float = 0.0) -> float:
    """How much of the smaller set the other has too."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else of_nothing


def band_values(story: Story) -> list[int]:
    """64-bit numbers of which like stories are likely to share one: the bands of a MinHash.

    A short text has one number, which only the same words have too.
    """
    pairs = sorted(" ".join(pair).encode() for pair in story.pairs)
    if len(pairs) < FEWEST_PAIRS:
        return [_number(BANDS, b"\n".join(pairs))]
    sketch = MinHash(
        scheme=_SCHEME, seed=_SEED, permutations=_permutations(), num_perm=BANDS * ROWS
    )
    sketch.update_batch(pairs)
    hashes = sketch.hashvalues
    return [
        _number(band, hashes[ROWS * band : ROWS * (band + 1)].astype("<u4").tobytes())
        for band in range(BANDS)
    ]


def _number(band: int, hashes: bytes) -> int:
    digest = hashlib.blake2b(hashes, digest_size=8, salt=bytes([band])).digest()
    return int.from_bytes(digest, "little", signed=True)


@cache
def _permutations() -> Any:
    return MinHash(BANDS * ROWS, _SEED, scheme=_SCHEME).permutations
