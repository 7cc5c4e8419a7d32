"""A word without half-spaces: the terms it stands for.

The dictionary knows the word; or an ending is cut off; or it is a compound, whose parts become
terms of their own.
"""

from collections.abc import Callable
from typing import NamedTuple

from persian.compounds import (
    agent,
    parted_prefixes,
    prefixes,
    second_halves,
    split,
    split_second_half,
)
from persian.dictionary import adjective_base, base_frequency, frequency, is_name, is_whole
from persian.inflection import PLURALS, Cut, cut, uncut
from persian.letters import ZWNJ
from persian.lexicon import Entry, Kind, lexicon
from persian.spelling import respell, without_madda
from persian.tables import words
from persian.verbs import FUTURE, is_past_stem

_COUNTED = 40
# How frequent a part of an unknown glued word must be, with four letters or more, and with fewer.
_LONG_WORD, _SHORT_WORD = 50, 70


class Part(NamedTuple):
    """A term and the slice of the levelled word it stands for."""

    term: str
    start: int
    end: int
    rule: str


def read_glued(word: str) -> list[Part]:
    """The parts of a levelled word without half-spaces."""
    word = respell(word)
    entry = lexicon().get(word)
    if entry is None and "آ" in word[1:]:
        plainer = without_madda([word[0], *word[1:]])
        if is_whole(plainer) or cut(plainer, lexicon().get):
            return read_glued(plainer)
    if entry is None:
        return _unknown(word)
    if entry.kind & Kind.COMPOUND:
        return compound(word, entry.lemma.split(ZWNJ))
    return [Part(entry.lemma, 0, len(word), _rule(word, entry))]


def _rule(word: str, entry: Entry) -> str:
    if entry.kind & Kind.NAME:
        return "name"
    if entry.lemma == word:
        return "plain"
    if entry.kind & Kind.VERB:
        return "verb"
    if entry.kind & Kind.SPELLING:
        return "spelling"
    return "broken-plural" if entry.kind & Kind.INFLECTED else "lemma"


def compound(word: str, pieces: list[str]) -> list[Part]:
    """The parts of a word that consists of these pieces."""
    parts: list[Part] = []
    start, sliced = 0, "".join(pieces) == word
    for index, piece in enumerate(pieces):
        for part in read_glued(agent(piece, lexicon().get) if index else piece):
            where = (start + part.start, start + part.end) if sliced else (0, len(word))
            parts.append(Part(part.term, *where, "compound"))
        start += len(piece)
    return parts


def _unknown(word: str) -> list[Part]:
    """The parts of a word that the dictionary lacks, by the first reading that fits."""
    return next((parts for read in _READINGS if (parts := read(word))), _plain(word))


def _plain(word: str) -> list[Part]:
    return [Part(word, 0, len(word), "plain")]


def _uncut(word: str) -> list[Part] | None:
    return _plain(word) if word in uncut() else None


def _inflected(word: str) -> list[Part] | None:
    found = cut(word, lexicon().get)
    base = lexicon().get(found.base) if found else None
    return _cut_part(word, found) if found and base and not base.kind & Kind.COMPOUND else None


def _inflected_compound(word: str) -> list[Part] | None:
    found = cut(word, lexicon().get)
    return _cut_part(word, found) if found else None


def _inflected_guess(word: str) -> list[Part] | None:
    """With a base that only looks like a compound."""
    found = cut(word, lexicon().get, compounds=True)
    return _cut_part(word, found) if found else None


def _of_a_name(word: str) -> list[Part] | None:
    """«تهرانی» as it is, «نجفآبادی» as «نجف آبادی»."""
    if word[-1] != "ی" or not is_name(word[:-1]):
        return None
    entry = lexicon().get(word[:-1])
    pieces = (entry.lemma + "ی").split(ZWNJ) if entry else []
    is_parted = len(pieces) > 1 and "".join(pieces) == word
    return compound(word, pieces) if is_parted else _plain(word)


def _adjective(word: str) -> list[Part] | None:
    return _plain(word) if word[-1] == "ی" and is_whole(adjective_base(word)) else None


def _with_and(word: str) -> list[Part] | None:
    """«وبرنامه»."""
    is_two = word[0] == "و" and len(word) > 4 and frequency(word[1:]) >= _SHORT_WORD
    return compound(word, ["و", word[1:]]) if is_two and is_whole(word[1:]) else None


def _with_second_half(word: str) -> list[Part] | None:
    """«سرمایهگذاری» as «سرمایه گذاری», but «کمآبیاری» as «کم آبیاری»."""
    pieces = split_second_half(word, lexicon().get)
    is_apart = pieces and second_halves()[pieces[1]] == "apart"
    if (is_apart or not (pieces and is_whole(pieces[0]))) and not _adjective(word):
        pieces = _known_after_prefix(word) or pieces
    return compound(word, pieces) if pieces else None


def _known_after_prefix(word: str) -> list[str] | None:
    for place in range(5, 1, -1):
        first, rest = word[:place], word[place:]
        known = len(rest) > 3 and (rest.endswith("ای") or lexicon().get(rest))
        if known and first in parted_prefixes() and frequency(rest) >= _LONG_WORD:
            return [first, rest]
    return None


def _other_compound(word: str) -> list[Part] | None:
    pieces = _split_prefix(word) or split(word, lexicon().get)
    return compound(word, pieces) if pieces else None


def _future(word: str) -> list[Part] | None:
    """«خواهدشد»."""
    auxiliary = next((auxiliary for auxiliary in FUTURE if word.startswith(auxiliary)), word)
    stem = word.removeprefix(auxiliary)
    return [Part(stem, 0, len(word), "verb")] if is_past_stem(stem) else None


def _plural_of_unknown(word: str) -> list[Part] | None:
    endings = [plural for plural in PLURALS | {"جات"} if word.endswith(plural)]
    longest = max(endings, key=len, default="")
    if not longest or len(word) - len(longest) < 3:
        return None
    return _cut_part(word, Cut(word.removesuffix(longest), "glued-plural", longest))


def _two_words(word: str) -> list[Part] | None:
    """«گلگاوزبان» as «گل گاوزبان»: two words, the rarer one as frequent as can be."""
    best, pieces = 0, None
    for place in range(2, len(word) - 3):
        first, rest = word[:place], word[place:]
        if (
            _may_begin(first, rest)
            and (rarer := min(frequency(first), _second_frequency(rest))) > best
        ):
            best, pieces = rarer, [first, rest]
    return compound(word, pieces) if pieces else None


def _split_prefix(word: str) -> list[str] | None:
    """«غیرتولیدی» as «غیر تولیدی», «وهوایی» as «و هوایی»: the dictionary hardly has the rest."""
    for place in range(5, 0, -1):
        first, rest = word[:place], word[place:]
        if len(rest) < 3 or not (first in parted_prefixes() or first in ("و", "به")):
            continue
        if rest.endswith("های") and frequency(rest[:-2]) > frequency(rest[:-3]):
            return [first, rest[:-2]]  # «چند دقیقه‌ای»
        sure = len(rest) > 4 or place > 2
        enough = base_frequency(rest) >= (_COUNTED if sure else _SHORT_WORD)
        derived = first in prefixes() and rest[-1] == "ه" and len(rest) > 3
        enough |= derived and frequency(rest[:-1]) >= _SHORT_WORD  # «دوشغله»
        entry = lexicon().get(rest)
        if enough or (sure and len(rest) > 3 and entry and entry.kind):
            return [first, rest]
    return None


def _may_begin(first: str, rest: str) -> bool:
    if len(first) > 3:
        return frequency(first) >= _LONG_WORD
    if len(first) == 2:
        long_enough = len(rest) > 4 or frequency(rest) >= _SHORT_WORD
        return long_enough and first in words("short_words.txt")
    return len(rest) > 4 and frequency(first) >= _SHORT_WORD


def _second_frequency(rest: str) -> int:
    """How frequent a second word is that is frequent enough, else 0."""
    found = base_frequency(rest)
    if found >= _LONG_WORD:
        return found
    entry = lexicon().get(rest)
    return _LONG_WORD if entry and entry.kind & Kind.COMPOUND else 0


def _cut_part(word: str, found: Cut) -> list[Part]:
    base = lexicon().get(found.base)
    if base and base.kind & Kind.COMPOUND and found.rule in ("indefinite", "human-plural"):
        pieces = base.lemma.split(ZWNJ)
        place = sum(map(len, pieces[:-1]))
        if "".join(pieces) == found.base:  # cut as it is after a half-space
            return compound(word, [*pieces[:-1], word[place:]])
    *before, last = read_glued(found.base)
    return [*before, last._replace(end=len(word), rule=found.rule)]


_READINGS: tuple[Callable[[str], list[Part] | None], ...] = (
    _uncut,
    _inflected,
    _of_a_name,
    _with_and,
    _with_second_half,
    _inflected_compound,
    _adjective,
    _other_compound,
    _inflected_guess,
    _future,
    _plural_of_unknown,
    _two_words,
)
