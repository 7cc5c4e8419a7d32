"""Settle what the dictionary's entries say together.

Inflected words go, because the analyzer finds their base; words that are plainly compounds become
their parts; of two spellings the rarer one becomes the other.
"""

from persian import tables
from persian.compounds import (
    second_halves,
    split,
    split_and,
    split_particle,
    split_prefix,
    split_transparent,
    two_words,
)
from persian.function_words import is_function_word
from persian.inflection import Cut, cut, uncut
from persian.letters import ZWNJ
from persian.lexicon import NAMED, UNCOUNTED, Entries, Entry, Kind, Lookup

# Endings that the dictionary's own words may lose, if it marks them as plural or comparative.
_MARKED = {"human-plural", "arabic-plural", "comparative"}
_ALWAYS_ENDINGS = {"گان", "ین"}
# What is rarer is an occasional glueing of a particle or prefix, not a word («درواقع»).
_RARE = 45


def refine(found: Entries) -> None:
    """Give inflected words their base, cut plain compounds, drop inflected junk."""
    plain = Kind.NAME | Kind.COMPOUND | Kind.VERB
    whole = uncut() | second_halves().keys()
    for word, entry in list(found.items()):
        if entry.kind & plain or entry.lemma != word:
            continue
        inflected = cut(word, found.get)
        if inflected and _may_lose(entry, inflected):
            del found[word]  # the analyzer finds the base by itself
        elif not entry.kind and word[0] == "و" and split_and(word, found.get):
            del found[word]  # «وکار», of «کسب وکار»
        elif not entry.kind and found.get(word[0] + word[1:].replace("آ", "ا"), entry).kind:
            del found[word]  # «دستآورد», of «دستاورد»
        elif not entry.kind and word not in whole:
            found[word] = _derived(word, found) or _uncounted(word, found)
    for word, entry in list(found.items()):
        if entry.kind & plain or entry.lemma != word:
            continue
        if word not in whole and (parts := _parts(word, entry, found.get)):
            found[word] = entry._replace(kind=entry.kind | Kind.COMPOUND, lemma=ZWNJ.join(parts))


def _derived(word: str, found: Entries) -> Entry | None:
    """A word with «ی» that was never counted is as good as its base: «همکاری», «نفتی»."""
    base = found.get(word[:-1]) or found.get(word.removesuffix("یی"))
    if (
        word[-1] == "ی"
        and base
        and base.kind & (Kind.NOUN | Kind.ADJECTIVE | Kind.NAME)
        and not base.kind & Kind.COMPOUND
    ):
        kind = Kind.WORD | Kind.ADJECTIVE | (base.kind & Kind.NOUN)
        return Entry(kind, base.frequency, word)
    return None


def _uncounted(word: str, found: Entries) -> Entry:
    """«گازکشی» is a compound, other words that were never counted stay what they are."""
    parts = split(word, found.get)
    if parts and parts[-1] not in ("الله", "اله"):
        productive = parts[-1] in second_halves() or is_function_word(parts[0])
        chance = not productive and parts == two_words(word, found.get)
        short = len(parts[0] + parts[-1]) < 6 and parts[-1] != "به"
        if len(word) > 6 or not (chance or short):
            return Entry(Kind.COMPOUND, 0, ZWNJ.join(parts))
    return Entry(0, 0, word)


def _parts(word: str, entry: Entry, known: Lookup) -> list[str] | None:
    if parts := split_transparent(word, known):
        return parts
    if entry.frequency > _RARE:
        return None
    return split_particle(word, known) or split_prefix(word, known) or two_words(word, known, 4)


def _may_lose(entry: Entry, found: Cut) -> bool:
    if not entry.kind & Kind.WORD:
        return found.rule != "indefinite"
    if found.rule == "ezafe":
        return entry.frequency <= UNCOUNTED
    marked = entry.kind & Kind.INFLECTED or found.suffix in _ALWAYS_ENDINGS
    return found.rule in _MARKED and bool(marked)


def settle_madda(found: Entries) -> None:
    """Of «فرایند» and «فرآیند» the rarer is a spelling of the other."""
    own = tables.words("own_words.txt")
    for word, entry in list(found.items()):
        plain = word[0] + word[1:].replace("آ", "ا")
        other = found.get(plain)
        if plain == word or other is None or not other.kind or entry.kind & Kind.VERB:
            continue
        if other.kind & (Kind.VERB | Kind.NAME) or not entry.kind:
            continue
        plainer = plain in own or other.frequency > entry.frequency
        variant, official = (word, other) if plainer else (plain, entry)
        compound = official.kind & Kind.COMPOUND
        found[variant] = Entry(Kind.SPELLING | compound, NAMED, official.lemma)
