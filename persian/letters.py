"""Level the letters of Persian text, and clean text that comes from outside.

Persian text reaches an archive in Arabic letters, presentation forms, three kinds of digits, with
and without vowel marks. Levelling maps all of them to one spelling; it is idempotent.
"""

import re
import unicodedata

ZWNJ = "\u200c"
TATWEEL = "\u0640"
MADDA = "\u0653"

_SAME_LETTERS = {
    "ی": "يىئېۍێےۓٸ",
    "ک": "كڪ",
    "ه": "ةۀۂۃہھە",
    "ا": "أإٱٲٳ",
    "و": "ؤٶۆۇۋ",
}
_ARABIC_KEYBOARD = str.maketrans("يىك", "ییک")
# The half-space, and what others write for it: zero-width space, not sign, soft hyphen.
HALF_SPACES = ZWNJ + "\u200b\u00ac\u00ad"
_BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = TATWEEL + "\u200d\u200e\u200f\u061c\u2060\ufeff" + _BIDI_CONTROLS
# Blocks whose characters stand for others: Arabic presentation forms, full-width Latin.
_COMPATIBILITY_BLOCKS = ((0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0xFF01, 0xFFEF))
_LATIN_BLOCKS = ((0x41, 0x5A), (0xC0, 0x24F))

_FINAL_HAMZA = re.compile(r"(?<=[اوی])ء+(?=ال|[\W\d_]|$)")  # also «علاءالدین»
_UNWANTED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f"
    + _BIDI_CONTROLS
    + "\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029")


def _level_table() -> dict[int, str]:
    table = {ord(other): letter for letter, others in _SAME_LETTERS.items() for other in others}
    for code in range(0x10000):
        category = unicodedata.category(chr(code))
        if category == "Nd":
            table[code] = str(unicodedata.digit(chr(code)))
        elif category == "Mn" and chr(code) != MADDA:
            table[code] = ""
    for first, last in _LATIN_BLOCKS:
        for code in range(first, last + 1):
            table[code] = unicodedata.normalize("NFKD", chr(code)).casefold().translate(table)
    for first, last in _COMPATIBILITY_BLOCKS:
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if code not in table and plain != chr(code):
                table[code] = plain.casefold().translate(table).strip()
    table |= {ord(char): ZWNJ for char in HALF_SPACES}
    table |= {ord(char): "" for char in INVISIBLE}
    return table


_TABLE = _level_table()


def level(text: str) -> str:
    """The text in one spelling: Persian letters, ASCII digits, small Latin letters, no marks.

    Arabic letters, hamza carriers and presentation forms become the Persian letter; vowel marks,
    tatweel and invisible signs go; every sign used as a half-space becomes the ZWNJ. Spaces and
    punctuation stay.
    """
    levelled = text.translate(_TABLE)
    if MADDA in levelled:
        levelled = levelled.replace("ا" + MADDA, "آ").replace(MADDA, "")
    if "ء" in levelled:
        levelled = _FINAL_HAMZA.sub("", levelled)
    return levelled


def level_with_offsets(text: str) -> tuple[str, list[int]]:
    """The levelled text, and for each of its characters the offset in `text` it came from."""
    chars: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        for levelled in _TABLE.get(ord(char), char):
            if levelled != MADDA:
                chars.append(levelled)
                offsets.append(offset)
            elif chars and chars[-1] == "ا":
                chars[-1] = "آ"
    levelled_text = "".join(chars)
    for match in reversed(list(_FINAL_HAMZA.finditer(levelled_text))):
        del chars[match.start() : match.end()]
        del offsets[match.start() : match.end()]
    return "".join(chars), offsets


def persian_letters(text: str) -> str:
    """The text with the Persian ی and ک for the Arabic letters, and else as it is printed."""
    return text.translate(_ARABIC_KEYBOARD)


def identity_key(text: str) -> str:
    """A key that printings of the same text share: levelled, with single spaces for all space."""
    return " ".join(level(text).replace(ZWNJ, " ").split())


def clean_text(text: str) -> str:
    """The text without characters that no article means and that databases and XML refuse.

    Control characters but TAB and LF, noncharacters, lone surrogates and bidi embeddings, overrides
    and isolates go; every line end becomes LF. ZWNJ and ZWJ stay: they are spelling.
    """
    return _UNWANTED.sub("", _LINE_END.sub("\n", text))
