"""What Persian writes glued to a word, after a half-space or after a space, and what it may be cut from."""

from typing import NamedTuple

from persian.lexicon import Kind


class Suffix(NamedTuple):
    text: str
    rule: str
    base: Kind  # what the dictionary must say of what is left
    base_ends: str = ""  # the last letters it may have; empty = any
    restored: str = ""  # the letter that the suffix swallowed («کنندگان» → «کننده»)


_HA = ("ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان")
_HA += ("هامان", "هاتان", "هاشان", "هایند", "هاست")
PLURALS = frozenset(_HA)

# Written apart (half-space or space), these belong to the word before them.
_POSSESSIVES = ("ام", "ات", "اش", "مان", "تان", "شان", "یم", "یت", "یش", "یمان", "یتان", "یشان")
_COPULAS = ("اند", "ایم", "اید")
DETACHED = PLURALS | {"تر", "ترین", "ی", "ای", "یی"} | set(_POSSESSIVES) | set(_COPULAS)
# After a plain space, only those that are hardly ever words of their own.
SPACED = PLURALS | {"تر", "ترین", "ی", "ای", "اش", "اند"}

VERB_PREFIXES = frozenset({"می", "نمی", "همی"})

_NOUN, _ANY = Kind.NOUN, Kind.WORD
GLUED = (
    *(Suffix(text, "glued-plural", _ANY) for text in _HA),
    *(Suffix(text, "possessive", _NOUN) for text in ("مان", "تان", "شان")),
    *(Suffix(text, "possessive", _NOUN, "او") for text in ("یمان", "یتان", "یشان")),
    *(Suffix(text, "inflection", _ANY, "ه") for text in ("ای", "ام", "اش", "اند", "ایم", "اید")),
    *(Suffix(text, "ezafe", _ANY, "او") for text in ("ی", "یی")),
    Suffix("گان", "human-plural", _ANY, "", "ه"),
    Suffix("گانی", "human-plural", _ANY, "", "ه"),
    *(Suffix(text, "human-plural", _ANY) for text in ("ان", "انی", "ین")),
    *(Suffix(text, "human-plural", _ANY, "او") for text in ("یان", "یانی")),
    *(Suffix(text, "arabic-plural", _NOUN) for text in ("ات", "اتی", "جات")),
    Suffix("ات", "arabic-plural", _NOUN, "", "ه"),
    Suffix("جات", "arabic-plural", _NOUN, "", "ه"),
    *(Suffix(text, "comparative", Kind.ADJECTIVE) for text in ("تر", "ترین", "تری")),
    Suffix("ی", "indefinite", _NOUN),
)
