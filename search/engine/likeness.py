"""Words like a given one: an edit distance that knows Persian, over all words at once.

Letters that sound alike («ز», «ذ», «ض», «ظ») cost half of what others cost. A mask of the letters
of each word leaves few words to measure, and those are measured together, so that a hundred
thousand words take milliseconds.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

MIN_CHARS, MAX_CHARS = 2, 24

_ALIKE = ("زذضظ", "سصث", "تط", "هح", "قغ", "اآعء", "کگ", "بپ", "جچژ")
_ALPHABET = "اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءabcdefghijklmnopqrstuvwxyz0123456789"
_EDIT, _CONFUSION, _SWAP = 10, 5, 8
ALIKE_COST, MAX_COST = _CONFUSION / _EDIT, 2.0
_OTHER = len(_ALPHABET) + 1  # any sign that is not in the alphabet; 0 pads

Codes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int16]
Masks = npt.NDArray[np.uint64]


class Near(NamedTuple):
    """A word's number, and how much it differs; 1 is one letter added, lost or another."""

    number: int
    cost: float


class WordArrays:
    """All words of a vocabulary as arrays of letters; words too short or long are not like any."""

    def __init__(self, words: Mapping[str, int]) -> None:
        fitting = [word for word in words if MIN_CHARS <= len(word) <= MAX_CHARS]
        self.words = sorted(fitting, key=len)
        self._lengths = np.fromiter(map(len, self.words), np.int16, len(self.words))
        self._codes = _encode(self.words)
        self._masks = _masks(self._codes)

    def near(self, word: str) -> list[Near]:
        """The words that may be meant by a misspelled one, in no order; never the word itself."""
        if not self.words or not MIN_CHARS <= len(word) <= MAX_CHARS:
            return []
        limit = _limit(len(word))
        edits = limit // _EDIT
        code = _encode([word])
        first, last = np.searchsorted(self._lengths, [len(word) - edits, len(word) + edits + 1])
        unlike = _bit_counts(self._masks[first:last] ^ _masks(code)[0])
        numbers = first + np.flatnonzero(unlike <= 2 * edits)
        width = len(word) + edits
        lengths = self._lengths[numbers]
        costs = _costs(code[0, : len(word)], self._codes[numbers, :width], lengths)
        found = np.flatnonzero((costs <= limit) & (costs > 0))
        return [Near(int(numbers[one]), int(costs[one]) / _EDIT) for one in found]


def _limit(length: int) -> int:
    """What a word of this length may differ: short words have too many neighbours."""
    if length < 3:
        return _CONFUSION
    return _EDIT if length < 5 else _EDIT + _CONFUSION if length < 7 else 2 * _EDIT


def _encode(words: list[str]) -> Codes:
    """The words as rows of letter codes, filled up with zeros."""
    points = np.array(words, f"U{MAX_CHARS}").view(np.uint32).reshape(len(words), MAX_CHARS)
    codes: Codes = _CODE_OF[np.minimum(points, len(_CODE_OF) - 1)]
    return codes


def _masks(codes: Codes) -> Masks:
    """The set of letters of each word, letters that sound alike as one."""
    masks: Masks = np.bitwise_or.reduce(_BIT_OF[codes], axis=1)
    return masks


def _bit_counts(masks: Masks) -> npt.NDArray[np.uint64]:
    """How many bits are set in each number."""
    pairs = masks - ((masks >> np.uint64(1)) & np.uint64(0x5555555555555555))
    low = np.uint64(0x3333333333333333)
    fours = (pairs & low) + ((pairs >> np.uint64(2)) & low)
    eights = (fours + (fours >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (eights * np.uint64(0x0101010101010101)) >> np.uint64(56)


def _costs(word: Codes, others: Codes, lengths: Numbers) -> Numbers:
    """The edit distance of the word to each of the others, letters swapped counting as one edit.

    A row of the usual table is made for all others at once; its insertions, each of which depends
    on the one before, are a running minimum over a ramp.
    """
    ramp = np.arange(others.shape[1] + 1, dtype=np.int16) * _EDIT
    row: Numbers = np.tile(ramp, (len(others), 1))
    before = row
    for place, letter in enumerate(word):
        step = row + np.int16(_EDIT)
        changed = row[:, :-1] + _COST[letter][others]
        np.minimum(step[:, 1:], changed, out=step[:, 1:])
        if place:
            swapped = (others[:, :-1] == letter) & (others[:, 1:] == word[place - 1])
            swap = np.where(swapped, before[:, :-2] + np.int16(_SWAP), step[:, 2:])
            np.minimum(step[:, 2:], swap, out=step[:, 2:])
        before, row = row, np.minimum.accumulate(step - ramp, axis=1) + ramp
    return row[np.arange(len(others)), lengths]


def _code_table() -> Codes:
    """The code of each code point; the last stands for all beyond."""
    table = np.full(max(map(ord, _ALPHABET)) + 2, _OTHER, np.uint8)
    table[0] = 0
    for code, letter in enumerate(_ALPHABET, 1):
        table[ord(letter)] = code
    return table


def _bit_table() -> Masks:
    """The bit of each code; digits share one, as do all other signs."""
    bits: dict[str, int] = {}
    table = np.zeros(_OTHER + 1, np.uint64)
    for code, letter in enumerate(_ALPHABET, 1):
        kind = next((group for group in _ALIKE if letter in group), letter)
        bit = bits.setdefault("0" if letter.isdigit() else kind, len(bits))
        table[code] = 1 << bit
    table[_OTHER] = 1 << len(bits)
    return table


def _cost_table() -> Numbers:
    table = np.full((_OTHER + 1, _OTHER + 1), _EDIT, np.int16)
    np.fill_diagonal(table, 0)
    for group in _ALIKE:
        codes = [_ALPHABET.index(letter) + 1 for letter in group]
        table[np.ix_(codes, codes)] = _CONFUSION
        table[codes, codes] = 0
    return table


_CODE_OF = _code_table()
_BIT_OF = _bit_table()
_COST = _cost_table()
