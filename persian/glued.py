"""A word without half-spaces: the terms it stands for.

The dictionary knows the word; or an ending is cut off; or it is a compound, whose parts become
terms of their own.
"""

from typing import NamedTuple

from persian.compounds import (
    agent,
    parted_prefixes,
    prefixes,
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
# How frequent the words of an unknown glued pair must be, by their letters.
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
    if word in uncut():
        return [Part(word, 0, len(word), "plain")]
    known = lexicon().get
    found = cut(word, known)
    base = known(found.base) if found else None
    if found and base and not base.kind & Kind.COMPOUND:
        return _cut_part(word, found)
    if word[-1] == "ی" and is_name(word[:-1]):  # «نجف آبادی», «تهرانی»
        *first, last = _name_parts(word[:-1])
        return (
            compound(word, [*first, last + "ی"]) if first else [Part(word, 0, len(word), "plain")]
        )
    if pieces := _split_second_half(word):
        return compound(word, pieces)
    if found:
        return _cut_part(word, found)
    if word[-1] == "ی" and is_whole(adjective_base(word)):
        return [Part(word, 0, len(word), "plain")]
    if pieces := _split_prefix(word) or split(word, known):
        return compound(word, pieces)
    if found := cut(word, known, compounds=True):
        return _cut_part(word, found)
    if verb := _future(word):
        return [Part(verb, 0, len(word), "verb")]
    if plural := _plural_ending(word):
        return _cut_part(word, Cut(word.removesuffix(plural), "glued-plural", plural))
    if pieces := _two_words(word):
        return compound(word, pieces)
    return [Part(word, 0, len(word), "plain")]


def _plural_ending(word: str) -> str:
    """The longest ending of plurals after three letters or more, else ""."""
    found = [plural for plural in PLURALS | {"جات"} if word.endswith(plural)]
    longest = max(found, key=len, default="")
    return longest if len(word) - len(longest) >= 3 else ""


def _name_parts(name: str) -> list[str]:
    entry = lexicon().get(name)
    pieces = entry.lemma.split(ZWNJ) if entry else []
    return pieces if "".join(pieces) == name else [name]


def _split_second_half(word: str) -> list[str] | None:
    """«سرمایهگذاری» as «سرمایه گذاری», but «کمآبیاری» as «کم آبیاری»."""
    pieces = split_second_half(word, lexicon().get)
    if pieces and is_whole(pieces[0]):
        return pieces
    return _known_after_prefix(word) or pieces


def _known_after_prefix(word: str) -> list[str] | None:
    for place in range(5, 1, -1):
        first, rest = word[:place], word[place:]
        if first in parted_prefixes() and len(rest) > 3 and frequency(rest) >= _LONG_WORD:
            return [first, rest]
    return None


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
        numeral = prefixes().get(first) == "numeral" and rest[-1] == "ه"
        enough |= numeral and frequency(rest[:-1]) >= _SHORT_WORD  # «دوشغله»
        if enough or (sure and len(rest) > 3 and lexicon().get(rest)):
            return [first, rest]
    return None


def _future(word: str) -> str:
    """«شد» of «خواهدشد», else ""."""
    auxiliary = next((auxiliary for auxiliary in FUTURE if word.startswith(auxiliary)), word)
    rest = word.removeprefix(auxiliary)
    return rest if is_past_stem(rest) else ""


def _two_words(word: str) -> list[str] | None:
    """«گلگاوزبان» as «گل گاوزبان»: two words, the rarer one as frequent as can be."""
    best, pieces = 0, None
    for place in range(2, len(word) - 1):
        first, rest = word[:place], word[place:]
        if _may_begin(first) and (rarer := min(frequency(first), _second_frequency(rest))) > best:
            best, pieces = rarer, [first, rest]
    return pieces


def _may_begin(first: str) -> bool:
    if len(first) == 2:
        return first in words("short_words.txt")
    return frequency(first) >= (_LONG_WORD if len(first) > 3 else _SHORT_WORD)


def _second_frequency(rest: str) -> int:
    """How frequent a second word is that is frequent enough for its length, else 0."""
    least = _LONG_WORD if len(rest) > 3 else _SHORT_WORD
    if len(rest) == 2 and rest not in words("short_words.txt"):
        return 0
    found = base_frequency(rest)
    if found >= least:
        return found
    entry = lexicon().get(rest)
    return least if entry and entry.kind & Kind.COMPOUND else 0


def _cut_part(word: str, found: Cut) -> list[Part]:
    base = lexicon().get(found.base)
    if base and base.kind & Kind.COMPOUND and found.rule in ("indefinite", "human-plural"):
        pieces = base.lemma.split(ZWNJ)
        place = sum(map(len, pieces[:-1]))
        if "".join(pieces) == found.base:  # cut as it is after a half-space
            return compound(word, [*pieces[:-1], word[place:]])
    *before, last = read_glued(found.base)
    return [*before, last._replace(end=len(word), rule=found.rule)]
