"""What hazm knows: words with frequencies and parts of speech, and the forms of its verbs.

The only module that needs hazm; only the compiling of the dictionary needs it.
"""

import math

from persian import tables
from persian.compounds import second_halves
from persian.letters import ZWNJ, level
from persian.lexicon import UNCOUNTED, Kind
from persian.spelling import respell

_IMPERSONAL = ("میتوان", "نمیتوان", "بتوان", "نتوان")
_TAGS = {
    "N": Kind.NOUN,
    "AJ": Kind.ADJECTIVE,
    "PL": Kind.INFLECTED,
    "AJC": Kind.INFLECTED | Kind.ADJECTIVE,
}


def read_words() -> dict[str, tuple[int, int]]:
    """Kind and frequency of each word, levelled."""
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
            frequency = UNCOUNTED
        words[word] = (before[0] | kind, max(before[1], frequency))
    return words


def read_verb_forms() -> dict[str, str]:
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
