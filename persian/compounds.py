"""Cut glued compounds where Persian joins words productively."""

from collections.abc import Iterator
from functools import cache

from persian.lexicon import Entry, Kind, Lookup
from persian.tables import rows, words

# Words that are often glued to the next one: «بهعنوان», «درحال», «ازجمله».
_PARTICLES = ("به", "در", "با", "از", "بر", "هر", "این", "آن")
_PART = Kind.WORD | Kind.NAME | Kind.COMPOUND
_COUNTED, _COMMON, _FREQUENT = 40, 60, 76


def prefixes() -> frozenset[str]:
    """Prefixes that may stand before any word."""
    return words("prefixes.txt")


@cache
def second_halves() -> dict[str, str]:
    """Productive second halves and how they join: cut, whole or apart (see the table)."""
    return {row[0]: row[1] for row in rows("second_halves.tsv")}


def agent(half: str) -> str:
    """«گر» for «گران», which alone is "expensive" but in «معامله‌گران» a plural; else the half."""
    return "گر" if half == "گران" else half


def split(word: str, known: Lookup) -> list[str] | None:
    """The parts of a glued word that the dictionary does not have, or None."""
    return (
        split_second_half(word, known)
        or split_prefix(word, known)
        or split_particle(word, known)
        or split_and(word, known)
        or _two_names(word)
        or _two_words(word, known)
    )


def split_second_half(word: str, known: Lookup) -> list[str] | None:
    """The parts of a glued word that ends in a productive second half, or None.

    The longest first half that the dictionary knows wins, if it is no compound («شیشه‌بر» in
    «شیشه‌برداری»); an unknown one will do before a half that is hardly a word by itself.
    """
    found = nested = guess = None
    for place in range(2, len(word) - 1):
        first, second = word[:place], word[place:]
        manner = second_halves().get(second)
        if manner is None or (first[-1] == "و" and known(first[:-1])):
            continue
        entry = known(first)
        if entry and entry.kind & Kind.COMPOUND:
            nested = [first, second]
        elif entry and entry.kind & _PART:
            found = [first, second]
        elif manner == "cut" and guess is None and min(len(first), len(second)) >= 4:
            guess = [first, second]
    return found or nested or guess


def split_transparent(word: str, known: Lookup) -> list[str] | None:
    """The parts of a dictionary word that is plainly two («صادرکننده»), or None."""
    halves = second_halves()
    if word.startswith("سوء") and len(word) > 4:
        return ["سو", word[3:]]
    if word.endswith("الله") and len(word) > 5:
        return [word[:-4], "الله"]
    for place in range(3, len(word) - 1):
        first, second = word[:place], word[place:]
        if halves.get(second) == "cut" and first not in prefixes():
            entry = known(first)
            if _at_least(entry, _COUNTED):
                return [first, second]
    if word.startswith(("غیر", "مورد")):
        first = "غیر" if word[0] == "غ" else "مورد"
        if _at_least(known(word[len(first) :]), _COMMON):
            return [first, word[len(first) :]]
    return _two_names(word)


def split_prefix(word: str, known: Lookup) -> list[str] | None:
    """«پرمصرف» as «پر مصرف»; None when it does not begin with a productive prefix."""
    for length in range(2, 6):
        prefix, rest = word[:length], word[length:]
        if prefix in prefixes() and len(rest) >= 4 and _at_least(known(rest), _COMMON):
            return [prefix, rest]
    return None


def split_particle(word: str, known: Lookup) -> list[str] | None:
    """«بهعنوان» as «به عنوان»; None when it does not begin with a particle."""
    for particle in _PARTICLES:
        rest = word[len(particle) :]
        long_enough = len(rest) >= (3 if particle == "به" else 4)
        if word.startswith(particle) and long_enough and _at_least(known(rest), _FREQUENT):
            return [particle, rest]
    return None


def split_and(word: str, known: Lookup) -> list[str] | None:
    """«وبلوچستان» as «و بلوچستان», «حملونقل» as «حمل و نقل»."""
    rest = known(word[1:]) if word[0] == "و" and len(word) > 3 else None
    if _stand_alone(rest):
        return ["و", word[1:]]
    for first, joint, second in _joints(word):
        both = min(len(first), len(second)) >= 3 and _stand_alone(known(first), known(second))
        if joint == "و" and both:
            return [first, joint, second]
        if joint == "به" and first == second:
            return [first, joint, second]
    return None


def _stand_alone(*entries: Entry | None) -> bool:
    return all(
        (entry and entry.kind & Kind.VERB) or _at_least(entry, _COUNTED) for entry in entries
    )


def _joints(word: str) -> Iterator[tuple[str, str, str]]:
    for joint in ("و", "به"):
        for place in range(2, len(word) - len(joint) - 1):
            if word.startswith(joint, place):
                yield word[:place], joint, word[place + len(joint) :]


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
