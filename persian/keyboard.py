"""What was meant by text typed with the wrong keyboard layout: «wkuj» is «صنعت», «ذذز» is bbc.

The keys are those of ISIRI 9147, as xkb's `symbols/ir` (variant pes) has them. The older layout of
Windows differs by «ئ» and «پ», so both are tried.
"""

from persian.digits import to_latin_digits
from persian.letters import ZWNJ

_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,"
_LETTERS = "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو"
# With the shift key, where that writes a letter; elsewhere a capital only begins a sentence.
_SHIFTED = {
    **{"A": "ؤ", "S": "ئ", "D": "ی", "F": "إ", "G": "أ", "H": "آ", "J": "ة"},
    **{"Z": "ک", "C": "ژ", "B": ZWNJ, "M": "ء"},
}
_STANDARD = dict(zip(_KEYS, _LETTERS, strict=True))
_WINDOWS = _STANDARD | {"m": "ئ", "\\": "پ"}
_ARABIC = str.maketrans("يىك", "ییک")

_TO_PERSIAN = [
    str.maketrans({key.upper(): letter for key, letter in layout.items()} | layout | shifted)
    for shifted in (_SHIFTED, {})
    for layout in (_STANDARD, _WINDOWS)
]
_TO_LATIN = [
    str.maketrans(
        {letter: key.lower() for key, letter in _SHIFTED.items()}
        | {letter: key for key, letter in layout.items()}
    )
    for layout in (_STANDARD, _WINDOWS)
]


def persian_for_latin(text: str) -> tuple[str, ...]:
    """The Persian texts that the same keys write, the likeliest first; none for other than ASCII.

    Digits, spaces and signs without a letter stay.
    """
    if not text.isascii():
        return ()
    return _changed(text, [text.translate(table) for table in _TO_PERSIAN])


def latin_for_persian(text: str) -> tuple[str, ...]:
    """The Latin texts that the same keys write, in small letters; none if a sign is on no key."""
    plain = to_latin_digits(text.translate(_ARABIC))
    typed = [plain.translate(table).lower() for table in _TO_LATIN]
    return _changed(text, [one for one in typed if one.isascii()])


def _changed(text: str, typed: list[str]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(typed) if one != text)
