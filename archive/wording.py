"""The words that a text is compared by with others. The children of an import read them."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from typing import NamedTuple

from persian import is_function_word, terms


class Wording(NamedTuple):
    """The 32-bit hashes of a text's pairs of neighbouring words, and its figures."""

    pairs: frozenset[int]
    figures: frozenset[str]


def wording_of(text: str) -> Wording:
    """Read a text as the analyzer does, so that spelling does not count; without function words."""
    words = [term for term in terms(text) if not is_function_word(term)]
    return Wording(
        frozenset(_hash(" ".join(pair)) for pair in set(pairwise(words))),
        frozenset(word for word in words if word[0].isdecimal()),
    )


def _hash(pair: str) -> int:
    return int.from_bytes(hashlib.sha1(pair.encode(), usedforsecurity=False).digest()[:4], "little")
