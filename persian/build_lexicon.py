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
    second_halves,
    split_and,
    split_particle,
    split_prefix,
    split_transparent,
)
from persian.inflection import DETACHED, cut, uncut
from persian.letters import ZWNJ, level
from persian.lexicon import Entry, Kind, LexiconError, Lookup, compile_entries, lexicon_path
from persian.words import respell, without_madda

Entries = dict[str, Entry]

# Endings that the dictionary's own words may lose, if it marks them as plural or comparative.
_MARKED = {"human-plural", "arabic-plural", "comparative"}


# What a word is held for that has a part of speech but was never counted («جوان»).
_UNCOUNTED = 40
# What is rarer is an occasional glueing of a particle or prefix, not a word («درواقع»).
_RARE = 45
_ALWAYS_ENDINGS = {"گان", "ین"}
_IMPERSONAL = ("میتوان", "نمیتوان", "بتوان", "نتوان")
_OWN = 60  # what our own words are held for
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
    _add_second_halves(found)
    _add_verbs(found)
    _add_half_spaced(found)
    _add_names(found)
    _add_plurals(found)
    _refine(found)
    _add_spellings(found)
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


def _add_second_halves(found: Entries) -> None:
    """Second halves are words of their own («گذاری» is not «گذار»)."""
    for half in second_halves():
        before = found.get(half, Entry(0, 0, half))
        kind = before.kind or Kind.WORD | Kind.NOUN
        found[half] = Entry(kind, max(before.frequency, _UNCOUNTED), half)


def _add_verbs(found: Entries) -> None:
    verb_first = tables.words("verb_forms.txt")
    for form, stem in _verb_forms().items():
        participle = Kind.PARTICIPLE if form.endswith(stem.removesuffix("ن") + "ه") else 0
        entry = found.get(form)
        if entry and entry.frequency and form not in verb_first:
            found[form] = entry._replace(kind=entry.kind | participle)
        else:
            found[form] = Entry(Kind.VERB | participle, 0, stem)


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
        rather_a_noun = word in (present, present + "ی", past + "های") or (
            word in second_halves() and not word.endswith(past + "ه")
        )
        if past and " " not in form and "_" not in form and not rather_a_noun:
            forms[word] = past + "ن" if past in names else past
    return forms


def _add_half_spaced(found: Entries) -> None:
    for word in [word for word in found if ZWNJ in word]:
        entry = found.pop(word)
        pieces = [piece for piece in word.split(ZWNJ) if piece]
        whole = "".join(pieces)
        other = found.get(whole) or found.get(without_madda(pieces))
        written_in_one = other and (
            other.kind & Kind.VERB or (other.kind & Kind.WORD and other.frequency > entry.frequency)
        )
        inflected = pieces[-1] in DETACHED or agent(pieces[-1]) != pieces[-1]
        if not written_in_one and not inflected and len(pieces) > 1:
            lemma = ZWNJ.join(pieces)
            found[whole] = Entry(entry.kind | Kind.COMPOUND, entry.frequency, lemma)


def _add_names(found: Entries) -> None:
    for printed in tables.words("protected.txt"):
        pieces = level(printed).replace(ZWNJ, " ").replace("-", " ").split()
        compound = Kind.COMPOUND if len(pieces) > 1 else 0
        whole = "".join(pieces)
        before = found.get(whole, Entry(0, 0, whole))
        kind = before.kind & ~Kind.COMPOUND | Kind.NAME | compound
        found[whole] = Entry(kind, max(60, before.frequency), ZWNJ.join(pieces))
        for piece in pieces:
            if len(piece) > 3 and (piece not in found or not found[piece].kind):
                found[piece] = Entry(Kind.NAME, 60, piece)


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
    for word, entry in list(found.items()):
        if entry.kind & plain or entry.lemma != word:
            continue
        inflected = cut(word, found.get)
        if inflected and _may_lose(entry, inflected.rule, inflected.suffix):
            del found[word]  # the analyzer finds the base by itself
        elif not entry.kind and word[0] == "و" and split_and(word, found.get):
            del found[word]  # «وکار», of «کسب وکار»
        elif not entry.kind and word[-1] == "ی":
            found[word] = _derived(word, found.get(word[:-1]) or found.get(word.removesuffix("یی")))
        elif not entry.kind and found.get(word[0] + word[1:].replace("آ", "ا"), entry).kind:
            del found[word]  # «دستآورد», of «دستاورد»
    whole = uncut() | second_halves().keys()
    for word, entry in list(found.items()):
        if entry.kind & plain or entry.lemma != word:
            continue
        if word not in whole and (parts := _parts(word, entry, found.get)):
            found[word] = entry._replace(kind=entry.kind | Kind.COMPOUND, lemma=ZWNJ.join(parts))


def _derived(word: str, base: Entry | None) -> Entry:
    """A word with «ی» that was never counted is as good as its base: «همکاری», «نفتی»."""
    if (
        base
        and base.kind & (Kind.NOUN | Kind.ADJECTIVE | Kind.NAME)
        and not base.kind & Kind.COMPOUND
    ):
        kind = Kind.WORD | Kind.ADJECTIVE | (base.kind & Kind.NOUN)
        return Entry(kind, base.frequency, word)
    return Entry(0, 0, word)


def _parts(word: str, entry: Entry, known: Lookup) -> list[str] | None:
    if parts := split_transparent(word, known):
        return parts
    if entry.frequency > _RARE:
        return None
    return split_particle(word, known) or split_prefix(word, known)


def _may_lose(entry: Entry, rule: str, suffix: str) -> bool:
    if not entry.kind & Kind.WORD:
        return rule != "indefinite"
    if rule == "glued-plural":
        return False
    return rule in _MARKED and (bool(entry.kind & Kind.INFLECTED) or suffix in _ALWAYS_ENDINGS)


def _add_spellings(found: Entries) -> None:
    for variant, official in tables.rows("spellings.tsv"):
        pieces = official.split()
        compound = Kind.COMPOUND if len(pieces) > 1 else 0
        found[variant] = Entry(Kind.SPELLING | compound, 60, ZWNJ.join(pieces))


if __name__ == "__main__":
    try:
        build(lexicon_path())
    except LexiconError as error:
        sys.exit(str(error))
