"""The function words, verbs and heads that the rules look for, as keys (see gazetteer.phrases)."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from archive.gazetteer import RoleEntry, load, of_gazetteer
from archive.gazetteer.phrases import PhraseTable, key_of
from persian.lexicon import Kind, lexicon

WORDS = Path(__file__).parent / "words.txt"


def keys(words: str) -> frozenset[str]:
    """The keys of some words."""
    return frozenset(map(key_of, words.split()))


def word_list(name: str) -> frozenset[str]:
    """The keys of a list of words.txt."""
    return keys(" ".join(_lists()[name]))


def phrase_list(name: str) -> tuple[str, ...]:
    """The phrases of a list of words.txt, one a line there."""
    return tuple(_lists()[name])


@cache
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = lists.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return lists


FINITE_VERBS = word_list("finite verbs")

# Verbs of speech that stand alone, and the nouns that make one with کرد, داشت, داد.
SAYING_VERBS = word_list("saying verbs")
SAYING_NOUNS = word_list("saying nouns")

TIME_WORDS = word_list("time words")

PREPOSITIONS = word_list("prepositions")

FUNCTION_WORDS = PREPOSITIONS | word_list("function words")

# Plural people end the name of an organization («… و نمایندگان …»).
GROUPS = word_list("groups of people")

# Roles that are long enough to be told from the verb before them.
GLUED_ROLES = tuple(
    key_of(role)
    for role in (
        *("مدیرعامل", "مدیرکل", "استاندار", "فرماندار", "شهردار", "دبیرکل", "سرپرست", "سخنگوی"),
        *("معاون", "رئیس", "وزیر", "مسئول", "نماینده", "مدیر", "وی"),
    )
)

# Words that begin the name of an organization.
ORGANIZATION_HEADS = word_list("organization heads")
# What an office is of may be glued to it: «مدیرفرودگاه», «وزیرتعاون».
OFFICE_PLACES = ORGANIZATION_HEADS | word_list("offices of the state")
_COMPOUND_FIRSTS = word_list("compound firsts")
_COMPOUND_LASTS = word_list("compound lasts")
_DIVINE = ("الله", "الدین")
_NOUNS = word_list("nouns that look like verbs")
_NO_PERSON = word_list("no person")


@lru_cache(maxsize=65_536)
def is_verb(key: str) -> bool:
    """Whether a key is a finite verb and nothing else."""
    if key in FINITE_VERBS:
        return True
    if key in _NOUNS or key.endswith("ی"):  # «شناسی»: no report speaks to «تو»
        return False
    entry = lexicon().get(key)
    return entry is not None and bool(entry.kind & Kind.VERB) and not entry.kind & Kind.WORD


@of_gazetteer
def roles() -> PhraseTable[RoleEntry]:
    return PhraseTable(
        (spelling, role) for role in load().roles for spelling in (role.name, *role.spellings)
    )


@cache
def short_names() -> dict[str, str]:
    """The keys of long names of organizations with those of their short names."""
    pairs = (line.split("=") for line in phrase_list("short names"))
    return {key_of(long.strip()): key_of(short.strip()) for long, short in pairs}


@cache
def titles() -> PhraseTable[bool]:
    return PhraseTable((title, True) for title in load().titles)


@lru_cache(maxsize=16_384)
def given_name_kind(key: str) -> bool | None:
    """None: no given name. True: one that is also a word of the language. False: only a name."""
    names = _given_names()
    if key in names:
        return names[key]
    if key in _NO_PERSON:
        return None
    if (key.startswith("عبدال") and len(key) > 7) or (key.endswith(_DIVINE) and len(key) > 5):
        return False
    for first in _COMPOUND_FIRSTS:
        rest = key.removeprefix(first)
        if rest != key and (rest in names or rest in _COMPOUND_LASTS):
            return False
    return None


@cache
def _given_names() -> dict[str, bool]:
    names = {key_of(name): is_word for name, is_word in load().given_names.items()}
    shorter = {key.removesuffix("الله") + "اله": False for key in names if key.endswith("الله")}
    return shorter | names


@cache
def surname_beginnings() -> frozenset[str]:
    return frozenset(map(key_of, load().surname_beginnings))


@cache
def surname_endings() -> frozenset[str]:
    return frozenset(map(key_of, load().surname_endings))


@cache
def people_of_places() -> frozenset[str]:
    """«مشهدی», «بوشهری»: many surnames end in where the family came from."""
    gazetteer = load()
    names = [p.name for p in gazetteer.provinces] + [c.name for c in gazetteer.cities]
    return frozenset(key_of(name) + "ی" for name in names if " " not in name)
