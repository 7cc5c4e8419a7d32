"""Compile the dictionary from hazm's data: `python -m persian.build_lexicon`.

The only module that needs hazm. hazm supplies words with frequencies and parts of speech, and the
conjugated forms of its verbs; the tables in `persian/data/` add plurals, spellings and names, and
say which of its answers not to trust.
"""

import fcntl
import math
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from persian import tables
from persian.compounds import (
    agent,
    ends_in_joint,
    second_halves,
    split,
    split_and,
    split_particle,
    split_prefix,
    split_transparent,
    two_words,
)
from persian.function_words import is_function_word
from persian.inflection import DETACHED, Cut, cut, uncut
from persian.letters import ZWNJ, level
from persian.lexicon import Entry, Kind, LexiconError, Lookup, compile_entries, lexicon_path
from persian.spelling import respell, without_madda

Entries = dict[str, Entry]

# Endings that the dictionary's own words may lose, if it marks them as plural or comparative.
_MARKED = {"human-plural", "arabic-plural", "comparative"}


# What a word is held for that has a part of speech but was never counted («جوان»).
_UNCOUNTED = 40
# What is rarer is an occasional glueing of a particle or prefix, not a word («درواقع»).
_RARE = 45
_ALWAYS_ENDINGS = {"گان", "ین"}
_IMPERSONAL = ("میتوان", "نمیتوان", "بتوان", "نتوان")
_OWN = 75  # what our own words are held for
_COMMON = 76  # and the common words
_NAMED = 60  # and names and spellings
_TAGS = {
    "N": Kind.NOUN,
    "AJ": Kind.ADJECTIVE,
    "PL": Kind.INFLECTED,
    "AJC": Kind.INFLECTED | Kind.ADJECTIVE,
}


def build(path: Path) -> None:
    """Write the compiled dictionary unless another process just did, and remove older ones.

    Raises:
        LexiconError: the folder cannot be written.
    """
    try:
        with _locked(path.parent):
            if not path.exists():
                _write(path, compile_entries(entries()))
                for older in set(path.parent.glob("lexicon-*.bin")) - {path}:
                    older.unlink()
    except OSError as error:
        raise LexiconError(
            f"cannot write the dictionary {path} ({error.strerror}); "
            "run `make setup` as a user who may write there"
        ) from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write(path: Path, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".lexicon-", delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


def entries() -> Entries:
    """Every word the analyzer knows; later steps overrule earlier ones."""
    tags = _hazm_words()
    found: Entries = {
        word: Entry(kind, frequency, word) for word, (kind, frequency) in tags.items()
    }
    _add_own_words(found)
    _add_common_words(found)
    _add_second_halves(found)
    _add_verbs(found)
    _add_half_spaced(found)
    _add_names(found)
    _add_plurals(found)
    _refine(found)
    _settle_madda(found)
    _add_spellings(found)
    _add_compounds(found)
    return found


def _hazm_words() -> dict[str, tuple[int, int]]:
    from hazm.utils import words_list

    words: dict[str, tuple[int, int]] = {}
    for printed, count, tags in words_list():
        word = respell(level(printed))
        kind = Kind.WORD if count or tags != ("0",) else 0
        for tag in tags:
            kind |= _TAGS.get(tag, 0)
        before = words.get(word, (0, 0))
        frequency = min(255, round(4 * math.log2(1 + count)))
        if kind and not count:
            frequency = _UNCOUNTED
        words[word] = (before[0] | kind, max(before[1], frequency))
    return words


def _add_own_words(found: Entries) -> None:
    for word in tables.words("own_words.txt") | tables.words("lexicalised.txt"):
        word = level(word)
        before = found.get(word, Entry(0, 0, word))
        kind = before.kind or Kind.WORD | Kind.NOUN
        found[word] = Entry(kind, max(before.frequency, _OWN), word)


def _add_common_words(found: Entries) -> None:
    for word in tables.words("common_words.txt"):
        before = found.get(word, Entry(0, 0, word))
        kind = before.kind or Kind.WORD | Kind.NOUN | (Kind.ADJECTIVE if word[-1] == "ی" else 0)
        found[word] = Entry(kind, max(before.frequency, _COMMON), word)


def _add_second_halves(found: Entries) -> None:
    """Second halves are words of their own («گذاری» is not «گذار»)."""
    for half in second_halves():
        before = found.get(half, Entry(0, 0, half))
        kind = before.kind or Kind.WORD | Kind.NOUN
        found[half] = Entry(kind, max(before.frequency, _UNCOUNTED), half)


def _add_verbs(found: Entries) -> None:
    verb_first = tables.words("verb_forms.txt")
    for form, stem in _verb_forms().items():
        ending = stem.removesuffix("ن").removeprefix("آ") + "ه"
        participle = Kind.PARTICIPLE if form.endswith(ending) else 0
        negated = participle and form[0] == "ن" and form != stem + "ه"
        entry = found.get(form)
        if entry and entry.frequency and form not in verb_first and not negated:
            found[form] = entry._replace(kind=entry.kind | participle)
        elif form[-1] != "ی" or not _is_noun(found.get(form[:-1])):
            found[form] = Entry(Kind.VERB | participle, 0, stem)


def _is_noun(entry: Entry | None) -> bool:
    return bool(entry and entry.kind & Kind.NOUN and entry.frequency >= _NAMED)


def _verb_forms() -> dict[str, str]:
    """One-word forms, half-spaces closed, and the past stem of their verb («رشتن» for «رشت»)."""
    from hazm import Conjugation, Lemmatizer

    verbs = dict(Lemmatizer(joined_verb_parts=False).verbs)
    conjugation = Conjugation()
    for past, present in reversed(tables.rows("verbs.tsv")):
        verb = f"{past}#{present}"
        verbs |= dict.fromkeys(conjugation.get_all(verb), verb)
    names = set(map(level, tables.words("protected.txt")))
    forms = dict.fromkeys(_IMPERSONAL, "توانست")
    for form, verb in verbs.items():
        past, _, present = map(level, verb.partition("#"))
        word = level(form).replace(ZWNJ, "")
        word = word[0] + "یا" + word[2:] if word[:2] in ("نآ", "بآ") else word
        rather_a_noun = word in (present, present + "ی", past + "های") or (
            word in second_halves() and not word.endswith(past + "ه")
        )
        if past and " " not in form and "_" not in form and not rather_a_noun:
            forms[word] = past + "ن" if past in names else past
    return forms


def _add_half_spaced(found: Entries) -> None:
    for word in [word for word in found if ZWNJ in word]:
        entry = found.pop(word)
        pieces = _pieces(word, found)
        whole = "".join(pieces)
        other = found.get(whole) or found.get(without_madda(pieces))
        written_in_one = other and (
            other.kind & Kind.VERB or (other.kind & Kind.WORD and other.frequency > entry.frequency)
        )
        inflected = pieces[-1] in DETACHED or agent(pieces[-1], found.get) != pieces[-1]
        if not written_in_one and not inflected and len(pieces) > 1:
            lemma = ZWNJ.join(pieces)
            for piece in pieces[1:]:
                if piece.startswith("ال") and piece not in found:
                    found[piece] = Entry(Kind.WORD | Kind.NOUN, _UNCOUNTED, piece)
            found[whole] = Entry(entry.kind | Kind.COMPOUND, entry.frequency, lemma)


def _pieces(word: str, found: Entries) -> list[str]:
    """The pieces of a half-spaced word; «روبه‌رو» has three."""
    printed = [piece for piece in word.split(ZWNJ) if piece]
    pieces = []
    for piece, following in zip(printed, [*printed[1:], "ال"], strict=True):
        joint = "" if following.startswith("ال") else ends_in_joint(piece, following, found.get)
        pieces += [piece.removesuffix(joint), joint] if joint else [piece]
    return pieces


def _add_names(found: Entries) -> None:
    for printed in tables.words("protected.txt"):
        pieces = level(printed).replace(ZWNJ, " ").replace("-", " ").split()
        compound = Kind.COMPOUND if len(pieces) > 1 else 0
        whole = "".join(pieces)
        before = found.get(whole, Entry(0, 0, whole))
        if before.kind & Kind.NAME and before.lemma.count(ZWNJ) < len(pieces):
            continue  # «چهارمحال و بختیاری», not «چهار محال و بختیاری»
        kind = before.kind & ~Kind.COMPOUND | Kind.NAME | compound
        found[whole] = Entry(kind, max(_NAMED, before.frequency), ZWNJ.join(pieces))
        for piece in pieces:
            unknown = piece not in found or not found[piece].kind
            if len(piece) > 3 and unknown and not cut(piece, found.get):
                found[piece] = Entry(Kind.NAME, _NAMED, piece)


def _add_plurals(found: Entries) -> None:
    for plural, singular in tables.rows("broken_plurals.tsv"):
        known = [found[word] for word in (plural, singular) if word in found]
        if not any(entry.kind & Kind.NAME for entry in known[:1]):
            frequency = max((entry.frequency for entry in known), default=_UNCOUNTED)
            kind = Kind.WORD | Kind.NOUN | Kind.INFLECTED
            found[plural] = Entry(kind, frequency, singular)


def _refine(found: Entries) -> None:
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
        return entry.frequency <= _UNCOUNTED
    marked = entry.kind & Kind.INFLECTED or found.suffix in _ALWAYS_ENDINGS
    return found.rule in _MARKED and bool(marked)


def _settle_madda(found: Entries) -> None:
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
        found[variant] = Entry(Kind.SPELLING | compound, _NAMED, official.lemma)


def _add_spellings(found: Entries) -> None:
    for variant, official in tables.rows("spellings.tsv"):
        pieces = official.split()
        compound = Kind.COMPOUND if len(pieces) > 1 else 0
        found[variant] = Entry(Kind.SPELLING | compound, _NAMED, ZWNJ.join(pieces))


def _add_compounds(found: Entries) -> None:
    for compound in tables.words("compounds.txt"):
        pieces = compound.split()
        whole = "".join(pieces)
        before = found.get(whole, Entry(0, 0, whole))
        found[whole] = Entry(before.kind | Kind.COMPOUND, before.frequency, ZWNJ.join(pieces))


if __name__ == "__main__":
    try:
        build(lexicon_path())
    except LexiconError as error:
        sys.exit(str(error))
