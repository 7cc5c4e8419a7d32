"""Cut glued compounds where Persian joins words productively."""

from collections.abc import Iterator
from functools import cache

from persian.lexicon import Entry, Kind, Lookup
from persian.tables import rows, words
from persian.verbs import PREVERBS

# Words that are often glued to the next one: «بهعنوان», «درحال», «ازجمله».
_PARTICLES = ("به", "در", "با", "از", "بر", "هر", "این", "آن")
_BEFORE_SHORT = ("به", "از", "بر", "هر", "این", "آن")

# What ends a family name; after other words it is only an ending of letters.
_OF_SURNAMES = frozenset(("فر", "نیا", "فرد", "نژاد", "پور", "زاده", "خانی", "وند"))
_PART = Kind.WORD | Kind.NAME | Kind.COMPOUND | Kind.SPELLING
_COUNTED, _COMMON, _FREQUENT = 40, 60, 76


@cache
def prefixes() -> dict[str, str]:
    """Prefixes that may stand before any word and how they join: bound, numeral or word."""
    return {row[0]: row[1] for row in rows("prefixes.tsv")}


@cache
def parted_prefixes() -> frozenset[str]:
    """Prefixes that become words of their own."""
    return frozenset(prefix for prefix, manner in prefixes().items() if manner != "fused")


@cache
def second_halves() -> dict[str, str]:
    """Productive second halves and how they join: cut, whole or apart (see the table)."""
    return {row[0]: row[1] for row in rows("second_halves.tsv")}


def agent(half: str, known: Lookup) -> str:
    """«گر» for «گران», «دار» for «داران», which alone are other words; else the half."""
    if not half.endswith("ان") or half in second_halves() or half[:-2] not in second_halves():
        return half
    if half == "آبادان":  # the city: «آباد» is no agent
        return half
    entry = known(half)
    is_word = entry is not None and entry.kind & Kind.WORD and half != "گران"
    return half if is_word else half[:-2]


def split(word: str, known: Lookup) -> list[str] | None:
    """The parts of a glued word that the dictionary does not have, or None."""
    return (
        split_second_half(word, known)
        or split_prefix(word, known)
        or _split_loose_particle(word, known)
        or _split_preverb(word, known)
        or split_and(word, known)
        or _split_arabic(word, known)
        or _two_names(word)
        or _surname(word, known)
        or two_words(word, known)
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
        if manner is None or ends_in_joint(first, second, known):
            continue
        entry = known(first)
        if entry and entry.kind & Kind.COMPOUND:
            nested = [first, second]
        elif entry and entry.kind & _PART:
            found = [first, second]
        elif manner == "cut" and guess is None and min(len(first), len(second)) >= 4:
            guess = [first, second]
    return found or nested or guess


def ends_in_joint(first: str, second: str, known: Lookup) -> str:
    """The «و» or «به» between two words: in «حملو» and «نقل», «روزبه» and «روز»; else ""."""
    if first == second + "به":
        return "به"
    whole = known(first)
    if first in prefixes() or (whole and whole.kind & Kind.WORD):
        return ""
    for joint, least in (("و", 1), ("به", _COMMON)):
        if first.endswith(joint) and _stand_alone(known(first[: -len(joint)]), least=least):
            return joint
    return ""


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
    for first in ("غیر", "مورد"):
        rest = word.removeprefix(first)
        if rest != word and _at_least(known(rest), _COMMON):
            return [first, rest]
    return _two_names(word)


def split_prefix(word: str, known: Lookup) -> list[str] | None:
    """«پرمصرف» as «پر مصرف»; None when it does not begin with a productive prefix."""
    for length in range(2, 6):
        prefix, rest = word[:length], word[length:]
        if prefix in parted_prefixes() and len(rest) >= 4 and _at_least(known(rest), _COMMON):
            return [prefix, rest]
    return None


def split_particle(word: str, known: Lookup) -> list[str] | None:
    """«بهعنوان» as «به عنوان»; None when it does not begin with a particle."""
    for particle in _PARTICLES:
        rest = word[len(particle) :]
        long_enough = len(rest) >= (3 if particle in _BEFORE_SHORT else 4)
        if word.startswith(particle) and long_enough and _at_least(known(rest), _FREQUENT):
            return [particle, rest]
    return None


def _split_loose_particle(word: str, known: Lookup) -> list[str] | None:
    """The same for a word that the dictionary lacks, also «بهخوبی», «همینطور», «زمانیکه»."""
    before = word.removesuffix("به")
    is_word = before not in words("function_words.txt") and _at_least(known(before), _FREQUENT)
    if before != word and is_word:
        return [before, "به"]
    if word.endswith("یکه") and _at_least(known(word[:-3]), _COMMON):
        return [word[:-2], "که"]
    for particle in ("به", "همین", "همان"):
        rest = word[len(particle) :]
        if word.startswith(particle) and len(rest) >= 3 and _at_least(known(rest), _COUNTED):
            return [particle, rest]
    return split_particle(word, known)


def _split_preverb(word: str, known: Lookup) -> list[str] | None:
    """«برمیگردد» as «بر میگردد»."""
    for preverb in PREVERBS:
        rest = word[len(preverb) :]
        if word.startswith(preverb) and rest.startswith(("می", "نمی")):
            entry = known(rest)
            if entry and entry.kind & Kind.VERB:
                return [preverb, rest]
    return None


def _split_arabic(word: str, known: Lookup) -> list[str] | None:
    """«عبدالناصر» as «عبد الناصر», «سوءمدیریت» as «سوء مدیریت»."""
    if word.startswith("سوء") and len(word) > 4:
        return ["سو", word[3:]]
    if word.startswith("سو") and len(word) > 6 and _at_least(known(word[2:]), _COMMON):
        return ["سو", word[2:]]
    place = word.find("ال", 3)
    if place > 0 and _is_part(known(word[:place])) and _is_part(known(word[place + 2 :])):
        return [word[:place], word[place:]]
    return None


def split_and(word: str, known: Lookup) -> list[str] | None:
    """«وبلوچستان» as «و بلوچستان», «حملونقل» as «حمل و نقل»."""
    if word[0] == "و" and len(word) > 3:
        arabic = word.startswith("وال") and len(word) > 6 and _is_part(known(word[3:]))
        if arabic or _stand_alone(known(word[1:])):
            return ["و", word[1:]]
    if word[0] == "و" and word[1:] in words("short_words.txt"):
        return ["و", word[1:]]
    for first, joint, second in _joints(word):
        least = _COUNTED if len(first) > 2 else _FREQUENT
        if first != second and _is_rarer(known(first), known(first + joint)):
            continue  # «رادیو» and a word
        sure = len(first) > 2 or joint == "به" or first in words("short_words.txt")
        long_enough = len(second) > (2 if sure else 3)
        both = long_enough and _stand_alone(known(first), known(second), least=least)
        if both or first == second:
            return [first, joint, second]
    return None


def _is_rarer(part: Entry | None, whole: Entry | None) -> bool:
    return bool(part and whole and not part.kind & Kind.VERB and part.frequency < whole.frequency)


def _stand_alone(*entries: Entry | None, least: int = _COUNTED) -> bool:
    return all((entry and entry.kind & Kind.VERB) or _at_least(entry, least) for entry in entries)


def _joints(word: str) -> Iterator[tuple[str, str, str]]:
    for joint in ("و", "به"):
        for place in range(2, len(word) - len(joint) - 1):
            if word.startswith(joint, place):
                yield word[:place], joint, word[place + len(joint) :]


def _two_names(word: str) -> list[str] | None:
    names = words("given_names.txt") | words("surnames.txt")
    for place in range(3, len(word) - 1):
        first, second = word[:place], word[place:]
        if first in names and (second in names or second in _OF_SURNAMES):
            return [first, second]
    return None


def _surname(word: str, known: Lookup) -> list[str] | None:
    """«نیکفر» as «نیک فر»."""
    for ending in _OF_SURNAMES - {"وند"}:
        first = word.removesuffix(ending)
        if first != word and len(first) > 2 and _at_least(known(first), _COMMON):
            return [first, ending]
    return None


def two_words(word: str, known: Lookup, least_length: int = 3) -> list[str] | None:
    """The two frequent words that are glued here, the rarer one as frequent as can be."""
    best, parts = 0, None
    for place in range(least_length, len(word) - least_length + 1):
        first, second = known(word[:place]), known(word[place:])
        if first and second and first.kind & second.kind & Kind.WORD:
            rarer = min(first.frequency, second.frequency)
            least = _COMMON if min(place, len(word) - place) > 3 else _FREQUENT
            if rarer >= least and rarer > best:
                best, parts = rarer, [word[:place], word[place:]]
    return parts


def _is_part(entry: Entry | None) -> bool:
    return bool(entry and entry.kind & _PART)


def _at_least(entry: Entry | None, frequency: int) -> bool:
    return bool(entry and entry.kind & _PART and entry.frequency >= frequency)
