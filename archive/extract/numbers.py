"""Numbers as newspapers print them: digits, words, and both in one («یک میلیارد و ۳۰ میلیون»)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from archive.extract.text import Passage

MAX_DIGITS = 15
MAX_WORDS = 14
MAX_VALUE = Decimal(10) ** 18

_AND, _HALF, _POINT = "و", "نیم", "ممیز"
_ONES = ["یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه"]
_TEENS = ["ده", "یازده", "دوازده", "سیزده", "چهارده", "پانزده", "شانزده", "هفده", "هجده", "نوزده"]
_TENS = ["بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"]
_HUNDREDS = ["صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد"]
_SMALL = {
    **{word: Decimal(number) for number, word in enumerate([*_ONES, *_TEENS], 1)},
    **{word: Decimal(10 * number) for number, word in enumerate(_TENS, 2)},
    **{word: Decimal(100 * number) for number, word in enumerate(_HUNDREDS, 1)},
}
_POWERS = {"هزار": 3, "میلیون": 6, "میلیارد": 9, "بیلیون": 12, "تریلیون": 12}
_SCALES = {word: Decimal(10) ** power for word, power in _POWERS.items()}
_SCALES |= {f"{word}ی": value for word, value in _SCALES.items()}  # «۲۰۰ میلیاردی»
_PARTS = {"دهم": 10, "صدم": 100, "هزارم": 1000}  # «سه دهم درصد»
_NUMBER_WORDS = {*_SMALL, *_SCALES, *_PARTS, _AND, _HALF, _POINT}
_WORD = re.compile("|".join(sorted({*_SMALL, *_POWERS}, key=len, reverse=True)))
_GLUED = re.compile(rf"(?:{_WORD.pattern})(?:{_AND}?(?:{_WORD.pattern}))+")
_THOUSANDS = frozenset(",٬،'’.")
_DECIMAL = frozenset(".٫/,،")
# A sign that ties digits to other digits or to Latin letters: dates, hours, codes, addresses.
_TIE = re.compile(r"[-–/:.,،٬٫_+@#\\*=]?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at words `first` to `last` (exclusive).

    `scale` is what its last words multiply all the others by: a million in «۵ میلیون», else 1.
    """

    value: Decimal
    scale: Decimal
    first: int
    last: int
    has_digits: bool

    @property
    def is_small_word(self) -> bool:
        """Whether it is one word up to ten, which need not be meant as a number."""
        return not self.has_digits and self.last - self.first == 1 and self.value <= 10


def number_at(passage: Passage, first: int) -> Number | None:
    """The number that begins at a word; codes, dates, hours and telephone numbers are none."""
    if not may_begin_a_number(passage.key(first)):
        return None
    tokens = _tokens_at(passage, first)
    read = _read(tokens) if tokens else None
    if read is None or not 0 < read.value <= MAX_VALUE:
        return None
    used = tokens[: read.used]
    has_digits = any(isinstance(token.value, Decimal) for token in used)
    return Number(read.value, read.scale, first, used[-1].last, has_digits)


@lru_cache(maxsize=16_384)
def may_begin_a_number(key: str) -> bool:
    """Whether a word is digits or the first word of a number."""
    return key.isdecimal() or (
        key not in _PARTS
        and key not in {_AND, _POINT}
        and (key in _NUMBER_WORDS or bool(_unglued(key)))
    )


# -- tokens ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Token:
    """A value in digits or a word of a number; `last` is the word after it."""

    value: Decimal | str
    last: int


def _tokens_at(passage: Passage, first: int) -> list[_Token]:
    """The digits and words of numbers that follow one another from a word on."""
    tokens: list[_Token] = []
    here = first
    while here == first or (passage.joins(here) and here - first < MAX_WORDS):
        key = passage.key(here)
        if key.isdecimal():
            digits = _digits_at(passage, here)
            if digits is None:
                break
            tokens.append(digits)
        elif key in _NUMBER_WORDS:
            tokens.append(_Token(key, here + 1))
        elif words := _unglued(key):
            tokens.extend(_Token(word, here + 1) for word in words)
        else:
            break
        here = tokens[-1].last
    return tokens


@lru_cache(maxsize=16_384)
def _unglued(key: str) -> tuple[str, ...]:
    """«یکهزار» as «یک», «هزار»; nothing when the word is no number («سینه», «دوده»)."""
    if not _GLUED.fullmatch(key):
        return ()
    words = re.findall(f"{_WORD.pattern}|{_AND}", key)
    large = any(word in _SCALES or word in _HUNDREDS for word in words)
    return tuple(words) if large or _AND in words else ()


def _digits_at(passage: Passage, here: int) -> _Token | None:
    """«۱۲۰», «۱٬۰۳۰٬۰۰۰», «۱٫۵», «۱/۵»."""
    groups, last = [passage.key(here)], here + 1
    signs = ""
    while _touches(passage, last) and passage.key(last).isdecimal():
        sign = passage.gap(last)
        if len(sign) != 1 or sign not in _THOUSANDS | _DECIMAL:
            return None
        groups.append(passage.key(last))
        signs += sign
        last += 1
    if _is_tied(passage, here, last) or len("".join(groups)) > MAX_DIGITS:
        return None
    number = _joined(groups, signs)
    return _Token(Decimal(number), last) if number else None


def _joined(groups: Sequence[str], signs: str) -> str:
    """The digits of one number in ASCII, or "" when signs and groups make none."""
    whole, fraction = groups[0], ""
    for number, (sign, group) in enumerate(zip(signs, groups[1:], strict=True), 1):
        is_last = number == len(signs)
        thousands = len(group) == 3 and len(groups[0]) <= 3 and groups[0] != "0"
        if thousands and sign in _THOUSANDS and (sign != "." or len(signs) > 1):
            whole += group
        elif is_last and sign in _DECIMAL and (sign != "/" or len(signs) == 1):
            fraction = group
        else:
            return ""
    if len(whole) > 1 and whole.startswith("0"):
        return ""
    return f"{whole}.{fraction}" if fraction else whole


def _touches(passage: Passage, number: int) -> bool:
    """Whether at most one sign and no space parts a word from the word before."""
    gap = passage.gap(number)
    return 0 < number < len(passage.words) and len(gap) <= 1 and not gap.isspace()


def _is_tied(passage: Passage, first: int, last: int) -> bool:
    """Whether digits belong to a code, a date, an hour: «A320», «۲۲:۲۱», «5G»."""
    for number, other in ((first, first - 1), (last, last)):
        key = passage.key(other)
        if key and (key.isdecimal() or key.isascii()) and _TIE.fullmatch(passage.gap(number)):
            return True
    return False


# -- reading --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Read:
    """The value of the first `used` tokens; `scale` as in Number."""

    value: Decimal
    scale: Decimal
    used: int


def _read(tokens: Sequence[_Token]) -> _Read | None:
    """Groups like «یک میلیارد», «۳۰ میلیون», each smaller than the scale of the one before."""
    number = _group(tokens, 0)
    while number is not None:
        half = [token.value for token in tokens[number.used : number.used + 2]] == [_AND, _HALF]
        if half and number.scale > 1:
            value = number.value + number.scale / 2
            return _Read(value, Decimal(1), number.used + 2)
        following = number.used + _is(tokens, number.used, _AND)
        group = _group(tokens, following)
        if group is None or group.value / group.scale >= number.scale:
            return number
        if group.scale > number.scale:  # «۱۳ هزار و ۵۰۰ میلیارد»
            value = number.value * group.scale + group.value
        elif group.value < number.scale:
            value = number.value + group.value
        else:
            return number
        number = _Read(value, Decimal(1), group.used)
        if group.scale > 1:
            number = _Read(value, group.scale, group.used)
    return None


def _group(tokens: Sequence[_Token], start: int) -> _Read | None:
    """«۳۰ میلیون», «۱۳ هزار میلیارد», «هزار», «سیصد و بیست»."""
    small = _small(tokens, start)
    value, here = (small.value, small.used) if small else (Decimal(1), start)
    scale = Decimal(1)
    while here < len(tokens) and (step := _SCALES.get(str(tokens[here].value))):
        scale *= step
        here += 1
    if here == start:
        return None
    return _Read(value * scale, scale, here)


def _small(tokens: Sequence[_Token], start: int) -> _Read | None:
    """Digits, words below a thousand, «نیم»; with «و نیم», «و سه دهم» or «ممیز ۲» after them."""
    if start >= len(tokens):
        return None
    first = tokens[start].value
    if isinstance(first, Decimal):
        value, here = first, start + 1
    elif first == _HALF:
        return _Read(Decimal("0.5"), Decimal(1), start + 1)
    else:
        value, here = _words(tokens, start)
        if here == start:
            return None
    if part := _part(tokens, here):
        return _Read(value / part, Decimal(1), here + 1)
    return _with_fraction(tokens, value, here)


def _words(tokens: Sequence[_Token], start: int) -> tuple[Decimal, int]:
    """«سیصد و بیست و پنج»: hundreds, tens and ones."""
    value, here, room = Decimal(0), start, Decimal(1000)
    while True:
        following = here + (_is(tokens, here, _AND) if here > start else 0)
        word = tokens[following].value if following < len(tokens) else ""
        step = _SMALL.get(word) if isinstance(word, str) else None
        if step is None or step >= room or (here > start and following == here):
            return value, here
        if _part(tokens, following + 1) and here > start:  # «دو و سه دهم»
            return value, here
        value, here = value + step, following + 1
        room = Decimal(100) if step >= 100 else Decimal(10 if step >= 20 else 0)


def _with_fraction(tokens: Sequence[_Token], value: Decimal, here: int) -> _Read:
    whole = _Read(value, Decimal(1), here)
    if _is(tokens, here, _AND) and _is(tokens, here + 1, _HALF):
        return _Read(value + Decimal("0.5"), Decimal(1), here + 2)
    if not (_is(tokens, here, _AND) or _is(tokens, here, _POINT)) or here + 1 >= len(tokens):
        return whole
    word = tokens[here + 1].value
    digits = word if isinstance(word, Decimal) else _SMALL.get(word)
    if digits is None or digits != int(digits):
        return whole
    if part := _part(tokens, here + 2):
        return _Read(value + digits / part, Decimal(1), here + 3)
    if _is(tokens, here, _POINT):
        return _Read(value + digits.scaleb(-len(str(digits))), Decimal(1), here + 2)
    return whole


def _is(tokens: Sequence[_Token], number: int, word: str) -> int:
    """1 if that token is the word, else 0."""
    return int(number < len(tokens) and tokens[number].value == word)


def _part(tokens: Sequence[_Token], number: int) -> int:
    return _PARTS.get(str(tokens[number].value), 0) if number < len(tokens) else 0
