"""One written word, levelled, and the terms it stands for.

It is cut at its half-spaces, but not where the dictionary writes in one what they part; what is
left is read as a word without half-spaces.
"""

from collections.abc import Iterator
from functools import lru_cache

from persian.compounds import agent, prefixes
from persian.glued import Part, compound, read_glued
from persian.inflection import DETACHED, PLURALS
from persian.joined import one_word
from persian.letters import ZWNJ
from persian.lexicon import lexicon
from persian.memo import MEMO
from persian.verbs import (
    FUTURE,
    VERB_PREFIXES,
    is_past_stem,
    is_perfect,
    is_verb_form,
    past_stem,
    preverb,
)

LONGEST = 48  # letters; nothing longer is a word


@lru_cache(MEMO)
def analyse(word: str) -> tuple[Part, ...]:
    """The parts of a levelled word, whose half-spaces are single and inside."""
    pieces = word.split(ZWNJ)
    return tuple(read_glued(word) if len(pieces) == 1 else _half_spaced(pieces))


def _half_spaced(pieces: list[str]) -> list[Part]:
    parts: list[Part] = []
    start = index = 0
    while index < len(pieces):
        count, found = _next(pieces, index)
        taken = pieces[index : index + count]
        if found:
            parts += _spread(found, start, taken)
        else:  # an ending or an auxiliary: it belongs to the part before
            parts[-1] = _extended(parts[-1], pieces[index - 1], taken[0], start + len(taken[0]))
        start += sum(map(len, taken)) + count
        index += count
    return parts


def _next(pieces: list[str], index: int) -> tuple[int, list[Part]]:
    """How many pieces belong together from here, and their parts; no parts for an ending."""
    piece = pieces[index]
    following = pieces[index + 1] if index + 1 < len(pieces) else ""
    if following and piece == following + "به":
        return 1, compound(piece, [following, "به"])
    if prefixes().get(piece) == "fused" and following:
        return 2, read_glued(piece + following)
    if piece in VERB_PREFIXES and is_verb_form(piece + following):
        return 2, read_glued(piece + following)
    if following and (before := preverb(piece)) and is_verb_form("می" + following):
        verb = lexicon().get("می" + following)
        end = len(piece + following)
        parts = [Part(before, 0, len(before), "plain")]
        return 2, [*parts, Part(verb.lemma if verb else following, len(before), end, "verb")]
    if piece in FUTURE and following and is_past_stem(following):
        return 2, [Part(following, 0, len(piece + following), "verb")]
    if index and (piece in DETACHED or is_perfect(pieces[index - 1], piece)):
        return 1, []
    for count in range(min(4, len(pieces) - index), 1, -1):
        together = pieces[index : index + count]
        if word := one_word(together):
            return count, read_glued(word)
    return 1, read_glued(agent(piece, lexicon().get) if index else piece)


def _extended(part: Part, word: str, ending: str, end: int) -> Part:
    if is_perfect(word, ending):
        return Part(past_stem(word), part.start, end, "verb")
    return Part(part.term, part.start, end, "plural" if ending in PLURALS else "inflection")


def _spread(parts: list[Part], start: int, pieces: list[str]) -> Iterator[Part]:
    """The parts of the pieces written in one, moved to where the half-spaced pieces stand."""
    places: list[int] = []
    for piece in pieces:
        places += range(start, start + len(piece))
        start += len(piece) + 1
    for part in parts:
        yield part._replace(start=places[part.start], end=places[part.end - 1] + 1)
