"""One written word, levelled, and the terms it stands for.

The same few steps for every word, whatever its spelling: the dictionary knows it; or an affix was glued or half-spaced
to it; or it is a compound. Each part of a compound becomes a term of its own.
"""

from functools import lru_cache
from typing import NamedTuple

from persian.affixes import DETACHED, GLUED, PLURALS, VERB_PREFIXES, Suffix
from persian.compounds import split_compound
from persian.letters import ZWNJ
from persian.lexicon import Entry, Kind, lexicon

MEMO = 1 << 17


class Part(NamedTuple):
    """A term and the slice of the levelled word it stands for."""

    term: str
    start: int
    end: int
    rule: str


@lru_cache(MEMO)
def analyse(word: str) -> tuple[Part, ...]:
    """The parts of a written word; half-spaces cut it."""
    pieces = word.split(ZWNJ)
    return tuple(_glued(word) if len(pieces) == 1 else _half_spaced(pieces))


def _half_spaced(pieces: list[str]) -> list[Part]:
    parts: list[Part] = []
    start = index = 0
    while index < len(pieces):
        taken, found = _longest_known(pieces, index, bool(parts))
        width = sum(map(len, pieces[index : index + taken])) + taken - 1
        if found:
            parts += _spread(found, start, pieces[index : index + taken])
        else:  # an inflection: it belongs to the part before
            parts[-1] = parts[-1]._replace(end=start + width, rule=_rule_of(pieces[index]))
        start += width + 1
        index += taken
    return parts


def _longest_known(pieces: list[str], index: int, follows: bool) -> tuple[int, list[Part]]:
    """How many pieces belong together from here, and what they are; nothing for an inflection."""
    known = lexicon().get
    if pieces[index] in VERB_PREFIXES and index + 1 < len(pieces):
        if (entry := known(pieces[index] + pieces[index + 1])) and entry.kind & Kind.VERB:
            return 2, _glued(pieces[index] + pieces[index + 1])
    for count in range(min(4, len(pieces) - index), 1, -1):
        whole = "".join(pieces[index : index + count])
        entry = known(whole)
        if entry and not entry.kind & Kind.COMPOUND and pieces[index + count - 1] not in PLURALS:
            return count, _glued(whole)
    if follows and pieces[index] in DETACHED:
        return 1, []
    return 1, _glued(pieces[index])


def _spread(parts: list[Part], start: int, pieces: list[str]) -> list[Part]:
    """Parts of the pieces written together, moved to where the pieces stand with half-spaces between."""
    offsets: list[int] = []
    for piece in pieces:
        offsets += range(start, start + len(piece))
        start += len(piece) + 1
    return [
        part._replace(start=offsets[part.start], end=offsets[part.end - 1] + 1) for part in parts
    ]


def _rule_of(suffix: str) -> str:
    return "plural" if suffix in PLURALS else "inflection"


def _glued(word: str) -> list[Part]:
    entry = lexicon().get(word)
    if entry is None:
        return _unknown(word)
    if entry.kind & Kind.COMPOUND:
        return _compound(word, entry.lemma.split(ZWNJ))
    return [Part(entry.lemma, 0, len(word), _rule(word, entry))]


def _rule(word: str, entry: Entry) -> str:
    if entry.kind & Kind.NAME:
        return "name"
    if entry.lemma == word:
        return "plain"
    if entry.kind & Kind.VERB:
        return "verb"
    return "broken-plural" if entry.kind & Kind.PLURAL else "lemma"


def _compound(word: str, pieces: list[str]) -> list[Part]:
    parts: list[Part] = []
    start, sliced = 0, "".join(pieces) == word
    for piece in pieces:
        for part in _glued(piece):
            where = (start + part.start, start + part.end) if sliced else (0, len(word))
            parts.append(Part(part.term, *where, "compound"))
        start += len(piece)
    return parts


def _unknown(word: str) -> list[Part]:
    best: tuple[int, int, Suffix, str] | None = None
    for suffix in GLUED:
        if not word.endswith(suffix.text) or len(word) < len(suffix.text) + 2:
            continue
        base = word[: -len(suffix.text)] + suffix.restored
        rank = _fit(base, suffix)
        if rank is not None and (best is None or (rank, len(suffix.text)) > best[:2]):
            best = (rank, len(suffix.text), suffix, base)
    if best:
        suffix, base = best[2:]
        parts = _glued(base)
        return [*parts[:-1], parts[-1]._replace(end=len(word), rule=suffix.rule)]
    if pieces := split_compound(word):
        return _compound(word, pieces)
    if word.endswith(tuple(PLURALS)):
        length = max(len(plural) for plural in PLURALS if word.endswith(plural))
        if len(word) - length >= 3:
            return [Part(word[:-length], 0, len(word), "glued-plural")]
    return [Part(word, 0, len(word), "plain")]


def _fit(base: str, suffix: Suffix) -> int | None:
    """How well the dictionary knows the base of this suffix; None when it may not be cut."""
    if suffix.base_ends and base[-1] not in suffix.base_ends:
        return None
    entry = lexicon().get(base)
    if entry:
        if suffix.text in PLURALS or entry.kind & (suffix.base | Kind.COMPOUND):
            return entry.frequency
        return None
    return 0 if suffix.rule != "indefinite" and split_compound(base) else None
