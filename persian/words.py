"""One written word, levelled, and the terms it stands for.

The same steps for every spelling: the dictionary knows the word; or it is cut at half-spaces; or an
ending is cut off; or it is a compound, whose parts become terms of their own.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from persian.compounds import (
    PREVERBS,
    agent,
    parted_prefixes,
    prefixes,
    second_halves,
    split,
    split_second_half,
)
from persian.inflection import DETACHED, PLURALS, SPACED, VERB_PREFIXES, Cut, cut
from persian.letters import ZWNJ
from persian.lexicon import Entry, Kind, lexicon
from persian.tables import rows, words

MEMO = 1 << 17
LONGEST = 48  # letters; nothing longer is a word

COPULAS = frozenset(
    (
        *("است", "اند", "ام", "ایم", "اید", "بود", "بودم", "بودیم", "بودید", "بودند", "باشد"),
        *("باشم", "باشیم", "باشید", "باشند", "نیست", "نیستند", "نبود", "نبودند", "نباشد", "نباشند"),
    )
)
FUTURE = frozenset(
    sign + "خواه" + person for sign in ("", "ن") for person in ("م", "ی", "د", "یم", "ید", "ند")
)


# After a noun these are the verb, never the end of a compound.
_LIGHT_VERBS = frozenset(
    (
        *("شد", "کرد", "بود", "داد", "داشت", "گرفت", "گفت", "آمد", "رفت", "زد", "آورد", "برد"),
        *("خورد", "یافت", "است", "هست", "خواست", "توانست", "گذشت", "ماند", "نمود", "گردید", "گشت"),
    )
)
# How frequent a word must be that its halves, typed apart, are read as that word: any two words; a
# productive prefix and a word.
_LEXICALISED, _DERIVED = 60, 30
_COUNTED, _FREQUENT = 40, 76


class Part(NamedTuple):
    """A term and the slice of the levelled word it stands for."""

    term: str
    start: int
    end: int
    rule: str


@lru_cache(MEMO)
def analyse(word: str) -> tuple[Part, ...]:
    """The parts of a levelled word, whose half-spaces are single and inside."""
    pieces = word.split(ZWNJ)
    return tuple(_glued(word) if len(pieces) == 1 else _half_spaced(pieces))


def may_follow(word: str) -> bool:
    """Whether a word can belong to one before it at all; a quick no for most function words."""
    return (
        word not in words("function_words.txt")
        or word in SPACED
        or word in COPULAS
        or _is_verb_form(word)
        or _is_past_stem(word)
        or any(spelling.endswith(word) for spelling in _spellings())
    )


@lru_cache(MEMO)
def belongs(before: str, after: str) -> bool:
    """Whether a levelled word written after a space is to be read with the word before it."""
    if after in SPACED:
        return before not in VERB_PREFIXES and before.endswith(tuple(SPACED[after]) or "")
    if before in VERB_PREFIXES:
        return _is_verb_form(before + after)
    if before in FUTURE:
        return _is_past_stem(after)
    if after in COPULAS and _is_participle(before):
        return True
    return _joins(before, after)


def _joins(before: str, after: str) -> bool:
    """Whether a compound that is written in one was written with a space («خودرو ساز»)."""
    if before + after in _spellings():
        entry = lexicon().get(before + after)
        return bool(entry and entry.lemma.split(ZWNJ) != [before, after])
    function_words = words("function_words.txt")
    if ZWNJ in before + after or after in function_words or after in COPULAS:
        return False
    half = agent(after, lexicon().get)
    if half != after and len(before) > 2 and lexicon().get(before + half):
        return True
    base, manner = _half(half)
    prefix = prefixes().get(before)
    if prefix == "fused":
        return True
    likely = prefix or manner or _is_whole(before + after)
    if not likely and (base != after or after[0] == "آ"):
        likely = any(_is_whole(word) for end in (after, base) for word in _in_one([before, end]))
    word = _is_one_word([before, after]) if likely and len(before) > 1 else ""
    if not word:
        return False
    if prefix == "bound" or (prefix == "numeral" and after[-1] in "هی"):
        return True
    if manner == "apart" and not _is_name(word):
        return False
    if prefix:
        return _is_derived(word, after, prefix)
    if before in function_words:
        return False
    if manner in ("cut", "whole") or after.startswith("ال"):
        return True
    if len(before + after) < 6 or len(after) < 3 or _is_verbal(after):
        return _is_name(word) and not _is_verbal(after)
    return _frequency(word) >= _LEXICALISED


def _is_derived(word: str, after: str, prefix: str) -> bool:
    """Whether a word after a prefix that may stand alone is read with it («پیش بینی»)."""
    if prefix == "numeral":
        return _frequency(word) >= _LEXICALISED
    rarely_alone = len(after) > 2 and not _is_participle(after) and not _is_verbal(after)
    return _frequency(word) >= (0 if rarely_alone else _DERIVED)


@lru_cache(MEMO)
def _half(word: str) -> tuple[str, str | None]:
    """A second half without its ending, and how it joins."""
    halves = second_halves()
    found = cut(word, lexicon().get)
    base = found.base if found else word
    return base, halves.get(word) or halves.get(base)


def _frequency(word: str) -> int:
    entry = lexicon().get(word)
    if entry is None:
        found = cut(word, lexicon().get)
        entry = lexicon().get(found.base) if found else None
    return entry.frequency if entry else 0


def _base_frequency(word: str) -> int:
    """The frequency of «تورمی» or of «تورم», whichever is more."""
    return max(_frequency(word), _frequency(word[:-1]) if word[-1] == "ی" else 0)


def _is_name(word: str) -> bool:
    entry = lexicon().get(word)
    return bool(entry and entry.kind & Kind.NAME)


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
        return 1, _compound(piece, [following, "به"])
    if prefixes().get(piece) == "fused" and following:
        return 2, _glued(piece + following)
    if piece in VERB_PREFIXES and _is_verb_form(piece + following):
        return 2, _glued(piece + following)
    if following and (preverb := _preverb(piece)) and _is_verb_form("می" + following):
        verb = lexicon().get("می" + following)
        end = len(piece + following)
        parts = [Part(preverb, 0, len(preverb), "plain")]
        return 2, [*parts, Part(verb.lemma if verb else following, len(preverb), end, "verb")]
    if piece in FUTURE and following and _is_past_stem(following):
        return 2, [Part(following, 0, len(piece + following), "verb")]
    if index and (piece in DETACHED or (piece in COPULAS and _is_participle(pieces[index - 1]))):
        return 1, []
    for count in range(min(4, len(pieces) - index), 1, -1):
        together = pieces[index : index + count]
        if word := _is_one_word(together):
            return count, _glued(word)
    return 1, _glued(agent(piece, lexicon().get) if index else piece)


def _preverb(piece: str) -> str:
    """«بر» of «برمی‌گردد», else ""."""
    preverb = piece.removesuffix("می").removesuffix("ن")
    return preverb if piece.endswith("می") and preverb in PREVERBS else ""


def _extended(part: Part, word: str, ending: str, end: int) -> Part:
    if ending in COPULAS and _is_participle(word):
        return Part(_stem(word), part.start, end, "verb")
    return Part(part.term, part.start, end, "plural" if ending in PLURALS else "inflection")


def _spread(parts: list[Part], start: int, pieces: list[str]) -> Iterator[Part]:
    """The parts of the pieces written in one, moved to where the half-spaced pieces stand."""
    places: list[int] = []
    for piece in pieces:
        places += range(start, start + len(piece))
        start += len(piece) + 1
    for part in parts:
        yield part._replace(start=places[part.start], end=places[part.end - 1] + 1)


def _is_one_word(pieces: list[str]) -> str:
    """The word that these pieces are if the dictionary writes them in one, else ""."""
    last = pieces[-1]
    if "و" in pieces or "به" in pieces or max(map(len, pieces)) < 3:
        return ""
    if last in DETACHED and not last.startswith("تر"):
        return ""
    for word in _in_one(pieces):
        if _is_whole(word):
            return word
        entry = lexicon().get(word)
        if entry and entry.kind & Kind.COMPOUND:
            return ""
        if entry and not entry.kind and pieces[0] in prefixes():
            return word
        found = None if last in DETACHED else cut(word, lexicon().get)
        if found and len(word) - len(last) + 2 <= len(found.base) and _is_whole(found.base):
            return word
    return ""


def _in_one(pieces: list[str]) -> dict[str, None]:
    """The ways to write the pieces in one."""
    return dict.fromkeys(("".join(pieces), without_madda(pieces)))


def without_madda(pieces: list[str]) -> str:
    """«دست‌آورد» is written «دستاورد» in one, but «بی‌آنکه» not «بیانکه»."""
    if pieces[0] == "بی":
        return "".join(pieces)
    return pieces[0] + "".join("ا" + p[1:] if p[0] == "آ" else p for p in pieces[1:])


def _is_whole(word: str) -> bool:
    entry = lexicon().get(word)
    if entry is None or (entry.kind & Kind.COMPOUND and not entry.kind & Kind.SPELLING):
        return False
    return bool(entry.kind & (Kind.WORD | Kind.NAME | Kind.SPELLING | Kind.VERB))


def _is_verb_form(word: str) -> bool:
    entry = lexicon().get(word)
    return bool(entry and entry.kind & Kind.VERB)


def _is_verbal(word: str) -> bool:
    """Whether a word after a noun is rather a verb («قرار داد») than half of a compound."""
    entry = lexicon().get(word)
    verbal = Kind.VERB | Kind.PARTICIPLE
    return word in _LIGHT_VERBS or bool(entry and entry.kind & verbal and not entry.frequency)


def _is_participle(word: str) -> bool:
    entry = lexicon().get(word)
    return bool(entry and entry.kind & Kind.PARTICIPLE)


def _is_past_stem(word: str) -> bool:
    return _is_participle(word + "ه")


def _stem(participle: str) -> str:
    entry = lexicon().get(participle)
    if entry is None or not entry.kind & Kind.VERB:
        entry = lexicon().get(participle[:-1])
    return entry.lemma if entry else participle[:-1]


def _glued(word: str) -> list[Part]:
    word = respell(word)
    entry = lexicon().get(word)
    if entry is None and "آ" in word[1:]:
        plainer = without_madda([word[0], *word[1:]])
        if _is_whole(plainer) or cut(plainer, lexicon().get):
            return _glued(plainer)
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
    if entry.kind & Kind.SPELLING:
        return "spelling"
    return "broken-plural" if entry.kind & Kind.INFLECTED else "lemma"


def _compound(word: str, pieces: list[str]) -> list[Part]:
    parts: list[Part] = []
    start, sliced = 0, "".join(pieces) == word
    for index, piece in enumerate(pieces):
        for part in _glued(agent(piece, lexicon().get) if index else piece):
            where = (start + part.start, start + part.end) if sliced else (0, len(word))
            parts.append(Part(part.term, *where, "compound"))
        start += len(piece)
    return parts


def _unknown(word: str) -> list[Part]:
    known = lexicon().get
    found = cut(word, known)
    base = known(found.base) if found else None
    if found and base and not base.kind & Kind.COMPOUND:
        return _cut_part(word, found)
    if word[-1] == "ی" and _is_name(word[:-1]):
        return [Part(word, 0, len(word), "plain")]
    if pieces := split_second_half(word, known):
        return _compound(word, pieces)
    if found:
        return _cut_part(word, found)
    if word[-1] == "ی" and (_is_whole(word[:-1]) or _is_whole(word.removesuffix("یی"))):
        return [Part(word, 0, len(word), "plain")]
    if pieces := _split_prefix(word) or split(word, known):
        return _compound(word, pieces)
    if found := cut(word, known, compounds=True):
        return _cut_part(word, found)
    if pieces := _two_inflected(word):
        return _compound(word, pieces)
    for plural in sorted(PLURALS, key=len, reverse=True):
        if word.endswith(plural) and len(word) - len(plural) >= 3:
            return [Part(word[: -len(plural)], 0, len(word), "glued-plural")]
    return [Part(word, 0, len(word), "plain")]


def _split_prefix(word: str) -> list[str] | None:
    """«غیرتولیدی» as «غیر تولیدی», «وهوایی» as «و هوایی»: the dictionary hardly has the rest."""
    for place in range(5, 0, -1):
        first, rest = word[:place], word[place:]
        if len(rest) < 3 or not (first in parted_prefixes() or first in ("و", "به")):
            continue
        if rest.endswith("های") and _frequency(rest[:-2]) > _frequency(rest[:-3]):
            return [first, rest[:-2]]  # «چند دقیقه‌ای»
        sure = len(rest) > 4 or place > 2
        enough = _base_frequency(rest) >= (_COUNTED if sure else _FREQUENT)
        if enough or (sure and len(rest) > 3 and _is_whole(rest)):
            return [first, rest]
    return None


def _two_inflected(word: str) -> list[str] | None:
    """«صنایعغذایی» as «صنایع غذایی»."""
    for place in range(4, len(word) - 3):
        first, rest = word[:place], word[place:]
        if min(_frequency(first), _base_frequency(rest)) >= _LEXICALISED:
            return [first, rest]
    return None


def _cut_part(word: str, found: Cut) -> list[Part]:
    base = lexicon().get(found.base)
    if base and base.kind & Kind.COMPOUND and found.rule in ("indefinite", "human-plural"):
        pieces = base.lemma.split(ZWNJ)
        place = sum(map(len, pieces[:-1]))
        if "".join(pieces) == found.base:  # cut as it is after a half-space
            return _compound(word, [*pieces[:-1], word[place:]])
    *before, last = _glued(found.base)
    return [*before, last._replace(end=len(word), rule=found.rule)]


def respell(word: str) -> str:
    """The word with the official spelling at its beginning, letter for letter."""
    if word.startswith(tuple(_prefix_spellings())):
        for variant, official in _prefix_spellings().items():
            if word.startswith(variant):
                return official + word[len(variant) :]
    return word


@cache
def _spellings() -> frozenset[str]:
    return frozenset(row[0] for row in rows("spellings.tsv"))


@cache
def _prefix_spellings() -> dict[str, str]:
    pairs = rows("spellings.tsv")
    return {old: new for old, new in pairs if len(old) == len(new) and len(old) > 3}
