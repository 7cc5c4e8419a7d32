"""The order of the Persian alphabet, which is not that of the code points.

Unicode has the Arabic letters in their order and the Persian ones after them, and «ه» before «و».
"""

ALPHABET = tuple("آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی")
_AFTER = "\u06ff"  # sorts after every letter
# Letters in the wrong place → the letter before them, and a sign that puts them behind it.
MOVED_LETTERS = {
    "پ": "ب" + _AFTER,
    "چ": "ج" + _AFTER,
    "ژ": "ز" + _AFTER,
    "ک": "ق" + _AFTER,
    "گ": "ق" + _AFTER * 2,
    "و": "ن" + _AFTER,
}
_TABLE = str.maketrans(MOVED_LETTERS)


def sort_key(text: str) -> str:
    """What to sort by for the order of a Persian dictionary."""
    return text.translate(_TABLE)
