"""What Persian writes at the end of a word, and what is left when it is cut off."""

from functools import cache
from typing import NamedTuple

from persian.compounds import second_halves, split
from persian.lexicon import Entry, Kind, Lookup
from persian.tables import words


class Suffix(NamedTuple):
    """An ending, and what it may be cut from."""

    text: str
    rule: str
    base: int = Kind.WORD  # what the dictionary must say of what is left
    base_ends: tuple[str, ...] = ("",)  # how it may end
    never_ends: str = "-"  # how it may not end
    swallowed: str = ""  # the letter that the suffix replaced («کنندگان» is «کننده»)
    least_frequency: int = 0
    least_length: int = 2

    @property
    def indefinite(self) -> bool:
        return self.rule.endswith("-plural") and self.text in _INDEFINITE_PLURALS


_OWNER = ("مان", "تان", "شان")
PLURALS = frozenset(
    (
        *("ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان"),
        *("هامان", "هاتان", "هاشان", "هاست"),
    )
)
# Written after a half-space, these belong to the word before them.
DETACHED = PLURALS | frozenset(
    (
        *("تر", "ترین", "تری", "جات", "ی", "ای", "یی", "ام", "ات", "اش", "اند", "ایم", "اید", "ست"),
        *("یم", "یت", "یش", "یمان", "یتان", "یشان", *_OWNER),
    )
)
# After a space, only those that are no words of their own; some only after these letters.
SPACED = dict.fromkeys(PLURALS | {"تر", "ترین", "تری", "جات", "اند", "اش", *_OWNER}, "") | {
    "ای": "ه",
    "ی": "هاو",
}


_COMMON = 40
# A noun with «ی» is its noun («مشکلی») only if that is frequent; else it may be a family name.
_FREQUENT = 80
# How much rarer a noun may be, to be read in «نشستهای» as a plural, not as «نشسته‌ای».
_RATHER_PLURAL = 9
# «دقیقهای» and «بیانیهای» are «دقیقه‌ای» and «بیانیه‌ای».
_RATHER_NOT = -20
_HARDLY_PLURAL = frozenset(
    ("هفت", "دقیق", "مصوب", "حمل", "وقف", "میان", "مجموع", "قطع", "سامان", "نشان")
)
_SURE = 256  # more than any frequency
_INDEFINITE_PLURALS = frozenset(("انی", "یانی", "گانی", "اتی"))
_GLUED = (
    *(Suffix(text, "glued-plural") for text in PLURALS),
    *(Suffix(text, "possessive", Kind.NOUN, least_frequency=_COMMON) for text in _OWNER),
    Suffix("ش", "possessive", Kind.NOUN, least_frequency=60, least_length=4),
    *(Suffix("ی" + text, "possessive", Kind.NOUN, ("ا", "و")) for text in _OWNER),
    *(Suffix(text, "inflection", Kind.NOUN, ("ه",)) for text in ("ای", "ام", "اش", "اند", "ایم")),
    Suffix("ست", "inflection", Kind.WORD, ("ا", "و"), least_frequency=_COMMON),
    Suffix("ی", "ezafe", Kind.WORD, ("ا", "و")),
    Suffix("یی", "indefinite", Kind.NOUN, ("ا", "و"), least_frequency=60),
    *(Suffix(text, "human-plural", Kind.WORD, swallowed="ه") for text in ("گان", "گانی")),
    *(Suffix(text, "human-plural", Kind.NOUN, least_frequency=_COMMON) for text in ("ان", "انی")),
    Suffix("ان", "human-plural", 0, ("ی",)),
    *(Suffix(text, "human-plural", Kind.NOUN, ("ا", "و")) for text in ("یان", "یانی")),
    Suffix("ین", "arabic-plural", Kind.NOUN, least_frequency=_COMMON, least_length=4),
    *(
        Suffix(text, "arabic-plural", Kind.NOUN, swallowed="ه", least_frequency=_COMMON)
        for text in ("ات", "اتی", "جات")
    ),
    Suffix("ات", "arabic-plural", Kind.NOUN, ("یت",), swallowed="ت", least_frequency=_COMMON),
    *(
        Suffix(text, "arabic-plural", Kind.NOUN, never_ends="ی", least_frequency=_COMMON)
        for text in ("ات", "اتی")
    ),
    Suffix("جات", "arabic-plural", Kind.NOUN, ("ی", "ا", "و"), least_frequency=_COMMON),
    *(Suffix(text, "comparative", Kind.ADJECTIVE) for text in ("تر", "ترین", "تری")),
    *(Suffix(text, "comparative", Kind.WORD, ("ی",)) for text in ("تر", "ترین", "تری")),
    Suffix("ی", "indefinite", Kind.NOUN, least_frequency=_FREQUENT),
    Suffix("ی", "indefinite", Kind.INFLECTED),
)


class Cut(NamedTuple):
    base: str
    rule: str
    suffix: str


def cut(word: str, known: Lookup, *, compounds: bool = False) -> Cut | None:
    """The word without its ending, or None when it has none; the most frequent base wins.

    With `compounds`, a base may also be a compound that only looks like one.
    """
    if word in uncut():
        return None
    best: tuple[bool, int, int] | None = None
    found = None
    for suffix in _by_last_letter().get(word[-1], ()):
        base = word[: -len(suffix.text)] + suffix.swallowed
        if not word.endswith(suffix.text) or len(base) < suffix.least_length:
            continue
        if suffix.indefinite and known(word[:-1]):  # «عمرانی», of «عمران» and not of «عمر»
            continue
        frequency = _compound_fit(base, suffix, known) if compounds else _fit(base, suffix, known)
        if frequency is None:
            continue
        if suffix.text in PLURALS and not compounds:
            frequency += _likelihood_of_plural(base)
        rank = (bool(suffix.swallowed), frequency, len(suffix.text))
        if best is None or rank > best:
            best, found = rank, Cut(base, suffix.rule, suffix.text)
    return found


def _likelihood_of_plural(base: str) -> int:
    if base in _HARDLY_PLURAL or (base[-1] == "ی" and len(base) > 4):
        return _RATHER_NOT
    return _RATHER_PLURAL if len(base) > 3 else 0


def _fit(base: str, suffix: Suffix, known: Lookup) -> int | None:
    """How frequent the base is if this suffix may be cut from it, else None."""
    entry = known(base)
    if entry is None or not _may_end(base, suffix):
        return None
    if suffix.text in PLURALS or entry.kind & Kind.COMPOUND:
        return entry.frequency
    nameless = not entry.kind & Kind.NAME and base not in words("given_names.txt")
    if suffix.rule == "indefinite" and (len(base) < 3 or not nameless):
        return None
    if suffix.rule == "human-plural" and _is_surname(base, entry, suffix):
        return None
    if suffix.rule == "human-plural" and base.endswith(tuple(second_halves())):
        return entry.frequency
    if suffix.base and not entry.kind & suffix.base:
        return None
    return entry.frequency if entry.frequency >= suffix.least_frequency else None


def _is_surname(base: str, entry: Entry, suffix: Suffix) -> bool:
    """Whether «باقریان» or «خسرویان» is a family's name, not a plural of «باقری» or «خسرو»."""
    given_names = words("given_names.txt")
    if suffix.text[0] == "ی":
        return base[-1] == "و" and base in given_names
    if base[-1] != "ی" or base in given_names:
        return base[-1] == "ی"
    is_common = entry.kind & Kind.NOUN and entry.frequency >= _COMMON  # «قربانیان»
    return not is_common and (base[:-1] in given_names or base in words("surnames.txt"))


def _may_end(base: str, suffix: Suffix) -> bool:
    return base.endswith(suffix.base_ends) and not base.endswith(suffix.never_ends)


def _compound_fit(base: str, suffix: Suffix, known: Lookup) -> int | None:
    if suffix.rule == "indefinite" or known(base) or not _may_end(base, suffix):
        return None
    parts = split(base, known)
    if parts is None:
        return None
    last = known(parts[-1])
    frequency = last.frequency if last else 0
    return frequency + (_SURE if parts[-1] in second_halves() else 0)


@cache
def uncut() -> frozenset[str]:
    """Words that only look inflected."""
    return words("lexicalised.txt") | words("surnames.txt") | words("own_words.txt")


@cache
def _by_last_letter() -> dict[str, list[Suffix]]:
    table: dict[str, list[Suffix]] = {}
    for suffix in _GLUED:
        table.setdefault(suffix.text[-1], []).append(suffix)
    return table
