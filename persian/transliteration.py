"""Persian names in Latin letters («Finglish»): esfahan, isfahan and Isfahān are all «اصفهان».

There is no one spelling, so a name is not transliterated but recognised: `_SPELLINGS` says how each
Persian letter may be written, short vowels may stand between consonants, and a Latin word is a
spelling of a name when both can be read through together. What is seldom written so has a price:
one for another short vowel, two for another consonant. A key of coarse consonants leads to the few
names worth reading.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from persian.letters import ZWNJ, level

MAX_LATIN_CHARS = 40
MIN_BEGINNING_CHARS = 2

# Each letter with its usual spellings, and with those that have a price.
_SPELLINGS: dict[str, tuple[str, str]] = {
    **dict.fromkeys("اآ", ("a aa", "")),
    **dict.fromkeys("تط", ("t", "")),
    **dict.fromkeys("ثسص", ("s", "")),
    **dict.fromkeys("ذزضظ", ("z", "")),
    **dict.fromkeys("حه", ("h", "")),
    **dict.fromkeys("غق", ("gh q", "g k")),
    **{letter: (latin, "") for letter, latin in zip("بپجدرفگلمن", "bpjdrfglmn", strict=True)},
    "ش": ("sh", ""),
    "ژ": ("zh", "z"),
    "چ": ("ch", "c"),
    "خ": ("kh x", ""),
    "ک": ("k", "c q"),
    "و": ("v w u oo ou o ow", ""),
    "ی": ("y iy i ee ie ei ey ai ay", "e"),
}
_SILENT = "عء"
_VOWEL_SPELLINGS = frozenset(
    ("a", "aa", "e", "ee", "ei", "ey", "ai", "ay", "i", "ie", "o", "oo", "ou", "ow", "u")
)
_SHORT = {"": 0, "a": 0, "e": 0, "o": 0, "i": 1, "u": 1}
_FIRST = dict.fromkeys(_SHORT, 0)  # after a silent letter any vowel is as good as another
_FINAL_HE = ("e", "a", "eh", "ah")
_UNUSUAL = 2

_COARSE = str.maketrans("cgqx", "kkkk", "aeiouyvwh")
_COARSE_PERSIAN = str.maketrans(
    "تطثسصشذزضظژغقخچکگبپجدفرلمن", "ttsssszzzzzkkkkkkbpjdfrlmn", "اآعءویهح "
)
_SOFT = frozenset("اآعءویهح ")


class Spelling(NamedTuple):
    """A name that a Latin word may stand for; the lower the price, the more usual the spelling."""

    price: int
    name: str


class NameTable:
    """Persian names, to be found by what they are called in Latin letters.

    `known` has Latin names that need no recognising, such as slugs.
    """

    def __init__(self, names: Iterable[str], known: Mapping[str, str] | None = None) -> None:
        self._known = {_plain(latin): name for latin, name in (known or {}).items()}
        self._by_key: dict[str, list[str]] = {}
        for name in dict.fromkeys(names):
            self._by_key.setdefault(_persian_key(name), []).append(name)

    def find(self, latin: str) -> list[Spelling]:
        """The names that the Latin word or words may stand for, the closest first."""
        plain = _plain(latin)
        if not plain or len(plain) > MAX_LATIN_CHARS:
            return []
        found = [Spelling(0, self._known[plain])] if plain in self._known else []
        for name in self._by_key.get(_coarse(plain), ()):
            price = spelling_price(latin, name)
            if price is not None:
                found.append(Spelling(price, name))
        return sorted(dict.fromkeys(found), key=lambda one: one.price)

    def beginning(self, latin: str) -> Iterator[Spelling]:
        """The names that begin as the Latin letters do, which may break off in a sound: «ks»."""
        plain = _plain(latin)[:MAX_LATIN_CHARS]
        coarse = _coarse(plain)
        if len(plain) < MIN_BEGINNING_CHARS:
            return
        yield from (Spelling(0, name) for key, name in self._known.items() if key.startswith(plain))
        for name in self._like(coarse):
            price = _Beginning(plain, _letters(name)).price()
            if price is not None and price <= min(len(coarse) - 1, 3):
                yield Spelling(price + 1, name)

    def _like(self, coarse: str) -> Iterator[str]:
        """The names whose consonants begin so."""
        if coarse:
            for key in self._keys[bisect_left(self._keys, coarse) :]:
                if not key.startswith(coarse):
                    return
                yield from self._by_key[key]

    @cached_property
    def _keys(self) -> list[str]:
        return sorted(self._by_key)


def spelling_price(latin: str, name: str) -> int | None:
    """How unusual the Latin letters are as a spelling of the Persian name; None: they are none.

    The longer a name, the more unusual its spelling may be.
    """
    letters = _letters(name)
    hard = sum(letter not in _SOFT for letter in letters)
    price = _Reading(_plain(latin), letters).price() if hard else None
    return price if price is not None and price <= min(hard - 1, 3) else None


class _Reading:
    """Reads one Latin word and one Persian name through together."""

    def __init__(self, latin: str, letters: str) -> None:
        self._latin = latin
        self._letters = letters
        self._prices: dict[tuple[int, int], float] = {}

    def price(self) -> int | None:
        price = self._from(0, 0)
        return None if price == float("inf") else int(price)

    def _from(self, here: int, at: int) -> float:
        """The lowest price of reading the rest of both from here."""
        if (here, at) not in self._prices:
            self._prices[here, at] = self._read(here, at)
        return self._prices[here, at]

    def _read(self, here: int, at: int) -> float:
        letters = self._letters
        if at == len(letters):
            return 0 if here == len(self._latin) else float("inf")
        letter = letters[at]
        if letter == " ":
            return min(self._with("", here, at, 0), self._with("ye", here, at, 0))
        return min(
            (
                self._with(spelling + vowel, here, at, price + vowel_price)
                for spelling, price in self._spellings(at)
                for vowel, vowel_price in self._vowels(spelling, at).items()
            ),
            default=float("inf"),
        )

    def _with(self, spelling: str, here: int, at: int, price: int) -> float:
        if not self._latin.startswith(spelling, here):
            return float("inf")
        return price + self._from(here + len(spelling), at + 1)

    def _spellings(self, at: int) -> list[tuple[str, int]]:
        letters, letter = self._letters, self._letters[at]
        before = letters[at - 1] if at else " "
        is_last = letters[at + 1 : at + 2] in ("", " ")
        spellings = list(_priced(letter))
        if before == " ":
            if letter in "وی" and not is_last:  # no vowel begins a Persian word without an alef
                spellings = [pair for pair in spellings if pair[0] not in _VOWEL_SPELLINGS]
            if letter == "ا":
                spellings.append(("", 0))
        if letter in _SILENT:
            spellings.append(("", 0))
        if letter == "ه" and is_last:
            spellings += [(ending, 0) for ending in _FINAL_HE]
        elif letter == "ه" and before != " ":
            spellings.append(("", _UNUSUAL))
        if letter == before or (letter == "و" and before == "خ"):
            spellings.append(("", 1))
        return spellings

    def _vowels(self, spelling: str, at: int) -> dict[str, int]:
        """The short vowels that may follow a letter spelled so."""
        letter = self._letters[at]
        if spelling in _VOWEL_SPELLINGS or at + 1 == len(self._letters):
            return {"": 0}
        if not spelling and letter in "اع":
            return _FIRST
        return _SHORT if spelling else {"": 0}


class _Beginning(_Reading):
    """Reads a Latin word through with the beginning of a name."""

    def _read(self, here: int, at: int) -> float:
        return 0 if here == len(self._latin) else super()._read(here, at)

    def _with(self, spelling: str, here: int, at: int, price: int) -> float:
        if spelling.startswith(self._latin[here:]):
            return price
        return super()._with(spelling, here, at, price)


@lru_cache(maxsize=50_000)
def _letters(name: str) -> str:
    return level(name).replace(ZWNJ, " ").strip()


@cache
def _priced(letter: str) -> tuple[tuple[str, int], ...]:
    usual, unusual = _SPELLINGS.get(letter, ("", ""))
    return (*((one, 0) for one in usual.split()), *((one, _UNUSUAL) for one in unusual.split()))


def _plain(latin: str) -> str:
    """The small letters a to z of a Latin text; a consonant but h («shh») written twice is one."""
    kept: list[str] = []
    for char in level(latin):
        if char.isascii() and char.isalpha() and (char in "aeioh" or kept[-1:] != [char]):
            kept.append(char)
    return "".join(kept)


def _coarse(plain: str) -> str:
    return _without_repeats(plain.translate(_COARSE))


def _persian_key(name: str) -> str:
    return _without_repeats(level(name).replace(ZWNJ, "").translate(_COARSE_PERSIAN))


def _without_repeats(text: str) -> str:
    return "".join(char for char, before in zip(text, " " + text, strict=False) if char != before)
