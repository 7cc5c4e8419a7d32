"""Cut glued compounds where Persian joins words productively."""

from functools import cache

from persian.lexicon import Entry, Kind, Lookup
from persian.tables import rows, words

# Words that are often glued to the next one: «بهعنوان», «درحال», «ازجمله».
_PARTICLES = ("به", "در", "با", "از", "بر", "هر", "این", "آن")
_PREFIXES = frozenset(
    ("غیر", "هم", "پیش", "پس", "زیر", "میان", "نیم", "خود", "چند", "تک", "کم", "پر", "خوش", "بی")
    + ("ضد", "شبه", "فرا", "بین", "درون", "برون", "ابر", "باز", "نو", "میکرو", "نانو", "سوپر")
)
_PART = Kind.WORD | Kind.NAME | Kind.COMPOUND
_COMMON, _FREQUENT = 60, 76


@cache
def second_halves() -> dict[str, str]:
    """Productive second halves and how they join: cut, whole or free (see the table)."""
    return {half: manner for half, manner in rows("second_halves.tsv")}


def split(word: str, known: Lookup) -> list[str] | None:
    """The parts of a glued word that the dictionary does not have, or None."""
    return (
        _by_second_half(word, known)
        or _by_prefix(word, known)
        or _by_and(word, known)
        or _two_names(word)
        or _two_words(word, known)
    )


def split_transparent(word: str, known: Lookup) -> list[str] | None:
    """The parts of a dictionary word that is plainly two («صادرکننده»), or None."""
    halves = second_halves()
    for place in range(3, len(word) - 1):
        first, second = word[:place], word[place:]
        if halves.get(second) == "cut" and first not in _PREFIXES:
            entry = known(first)
            if entry and entry.kind & _PART and entry.frequency >= _COMMON:
                return [first, second]
    if word.startswith(("غیر", "مورد")):
        first = "غیر" if word[0] == "غ" else "مورد"
        if _at_least(known(word[len(first) :]), _COMMON):
            return [first, word[len(first) :]]
    return _two_names(word)


def split_particle(word: str, known: Lookup) -> list[str] | None:
    """«بهعنوان» as «به عنوان»; None when it does not begin with a particle."""
    for particle in _PARTICLES:
        rest = word[len(particle) :]
        if word.startswith(particle) and len(rest) >= (3 if particle == "به" else 4):
            if _at_least(known(rest), _FREQUENT):
                return [particle, rest]
    return None


def _by_second_half(word: str, known: Lookup) -> list[str] | None:
    for place in range(2, len(word) - 1):
        if word[place:] in second_halves():
            entry = known(word[:place])
            if entry and entry.kind & _PART:
                return [word[:place], word[place:]]
    return None


def _by_prefix(word: str, known: Lookup) -> list[str] | None:
    for length in range(2, 6):
        prefix, rest = word[:length], word[length:]
        if prefix in _PREFIXES and len(rest) >= 3 and _at_least(known(rest), _COMMON):
            return [prefix, rest]
    return split_particle(word, known)


def _by_and(word: str, known: Lookup) -> list[str] | None:
    """«وبلوچستان» as «و بلوچستان», «حملونقل» as «حمل و نقل»."""
    if word[0] == "و" and len(word) > 3 and _at_least(known(word[1:]), _COMMON):
        return ["و", word[1:]]
    for place in range(3, len(word) - 3):
        if word[place] == "و":
            first, second = word[:place], word[place + 1 :]
            if _at_least(known(first), _COMMON) and _at_least(known(second), _COMMON):
                return [first, "و", second]
    return None


def _two_names(word: str) -> list[str] | None:
    names = words("given_names.txt")
    for place in range(3, len(word) - 2):
        if word[:place] in names and word[place:] in names:
            return [word[:place], word[place:]]
    return None


def _two_words(word: str, known: Lookup) -> list[str] | None:
    """The two frequent words that are glued here, the rarer one as frequent as can be."""
    best, parts = 0, None
    for place in range(3, len(word) - 2):
        first, second = known(word[:place]), known(word[place:])
        if first and second and first.kind & second.kind & Kind.WORD:
            rarer = min(first.frequency, second.frequency)
            if rarer >= _FREQUENT and rarer > best:
                best, parts = rarer, [word[:place], word[place:]]
    return parts


def _at_least(entry: Entry | None, frequency: int) -> bool:
    return bool(entry and entry.kind & _PART and entry.frequency >= frequency)
