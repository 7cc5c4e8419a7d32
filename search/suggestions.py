"""What a reader may have meant: another keyboard layout, Latin letters for a name, a misspelling.

`read_instead` and `did_you_mean` return a query as the reader could have typed it. The first may be
answered in place of the original, which finds nothing; the second is only offered.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from math import log1p
from typing import NamedTuple

import persian
from persian.keyboard import latin_for_persian, persian_for_latin
from persian.letters import ZWNJ
from search.engine.likeness import ALIKE_COST, MAX_CHARS, MAX_COST
from search.engine.vocabulary import Form, Guess, Vocabulary, form_key
from search.latin_names import latin_names
from search.syntax import FIELD_NAMES, Words

MAX_DOUBTED = 3  # words of one query
MAX_FORMS = 6
MAX_NAME_WORDS = 4
MIN_HALF_CHARS = 3
RARE = 2  # articles: so few, and a word may be a misprint
COST_WEIGHT = 5.0  # how much an edit outweighs frequency (natural logarithm)
_OPERATORS = {"AND", "OR", "NOT"}
_WORD = re.compile(r"[^\s\"()«»،؛؟!:*~]+")
_DIGIT = re.compile(r"\d")


class _Typed(NamedTuple):
    """A word of the query as typed, and where."""

    text: str
    start: int
    end: int


def read_instead(text: str, vocabulary: Vocabulary) -> str:
    """The query that a query in Latin letters stands for, if the index knows no word of it.

    Either every word that the same keys write in the Persian layout is in the index, or every word
    is the name of a place, market, source or official. Empty when neither is so.
    """
    if not text.isascii() or any(_is_known(word.text, vocabulary) for word in _typed(text)):
        return ""
    for typed in persian_for_latin(text):
        if _are_all_known(typed, vocabulary):
            return typed
    return _names(text, vocabulary)


def did_you_mean(text: str, vocabulary: Vocabulary) -> str:
    """The query with its misspelled words corrected; empty when there is nothing to correct."""
    words, tokens = list(_typed(text)), persian.tokens(text)
    doubtful = (at for at, word in enumerate(words) if _is_doubtful(word, tokens, vocabulary))
    corrections: list[_Typed] = []
    for at in islice(doubtful, MAX_DOUBTED):
        neighbours = words[max(0, at - 1) : at + 2]
        better = _joined(text, neighbours, vocabulary) or _corrected(words[at], vocabulary)
        if better and not (corrections and corrections[-1].end > better.start):
            corrections.append(better)
    for better in reversed(corrections):
        text = text[: better.start] + better.text + text[better.end :]
    return text if corrections else ""


def other_forms(words: Iterable[Words], vocabulary: Vocabulary) -> tuple[str, ...]:
    """How the words of a query are printed in articles otherwise than typed, the commonest first.

    A few, fairly shared between the words.
    """
    sought = [one for one in dict.fromkeys(words) if not one.is_exact]
    typed = {"".join(one.surfaces) for one in sought}
    typed |= {word for one in sought if len(one.terms) > 1 for word in one.surfaces}
    found: dict[str, Form] = {}
    for one in sought:
        forms = [form for form in _forms(one, vocabulary) if form_key(form.text) not in typed]
        forms.sort(key=lambda form: -form.frequency)
        for form in forms[: max(1, MAX_FORMS // len(sought))]:
            found.setdefault(form_key(form.text), form)
    common = sorted(found.values(), key=lambda form: -form.frequency)
    return tuple(form.text for form in common[:MAX_FORMS])


def _forms(words: Words, vocabulary: Vocabulary) -> list[Form]:
    """The forms of a word or compound as one, else of each word of a phrase."""
    if len(words.terms) > 1 and (forms := vocabulary.forms(words.terms)):
        return forms
    if any(map(str.isdigit, words.terms)):
        return []
    return [form for term in words.terms for form in _forms_of_term(term, vocabulary)]


def _forms_of_term(term: str, vocabulary: Vocabulary) -> list[Form]:
    """The forms of a term, and itself when no form is spelled so but for its hamza."""
    forms = vocabulary.forms([term])
    itself = Form(term, vocabulary.frequency(term))
    if not itself.frequency or term in {form_key(form.text) for form in forms}:
        return forms
    return [*forms, itself]


def _typed(text: str) -> Iterator[_Typed]:
    """The words of a query that can be misspelled: no operators, beginnings of words or numbers."""
    for match in _WORD.finditer(text):
        word, (start, end) = match[0], match.span()
        is_beginning = text[end : end + 1] == "*"
        is_field = text[end : end + 1] == ":" and word in FIELD_NAMES
        is_sign = word in _OPERATORS or word.startswith("-") or text[start - 1 : start] == "~"
        if not (is_beginning or is_field or is_sign or _DIGIT.search(word)):
            yield _Typed(word, start, end)


def _is_known(text: str, vocabulary: Vocabulary) -> bool:
    return any(map(vocabulary.has_term, persian.terms(text)))


def _are_all_known(text: str, vocabulary: Vocabulary) -> bool:
    terms = persian.terms(text)
    return bool(terms) and all(map(vocabulary.has_term, terms))


def _is_doubtful(word: _Typed, tokens: Sequence[persian.Token], vocabulary: Vocabulary) -> bool:
    """Whether the index lacks the word, or has it so seldom that it may be a misprint.

    The tokens are those of the whole query, which may read the word together with others.
    """
    own = [token for token in tokens if token.start < word.end and token.end > word.start]
    terms = [token.term for token in own]
    if not all(map(vocabulary.has_term, terms)):
        return True
    if any(token.start < word.start or token.end > word.end for token in own):
        return False  # «شرکت های»
    if len(terms) != 1:  # a compound: its parts are words, the whole may be none
        return ZWNJ in word.text and not vocabulary.forms(terms)
    return not persian.is_known(word.text) and vocabulary.frequency(_key(word.text)) <= RARE


def _joined(text: str, words: Sequence[_Typed], vocabulary: Vocabulary) -> _Typed | None:
    """Two neighbours, a space between them, that articles print as one word."""
    for left, right in pairwise(words):
        if text[left.end : right.start] == " ":
            word = _key(left.text + right.text)
            if len(word) <= MAX_CHARS and vocabulary.frequency(word):
                return _Typed(vocabulary.printed(word), left.start, right.end)
    return None


def _corrected(word: _Typed, vocabulary: Vocabulary) -> _Typed | None:
    better = (
        _on_other_keys(word.text, vocabulary)
        or (_name(word.text, vocabulary) if word.text.isascii() else "")
        or _closest(word.text, vocabulary)
        or ZWNJ.join(_pieces(word.text, vocabulary))
    )
    return word._replace(text=better) if better != word.text else None


def _on_other_keys(word: str, vocabulary: Vocabulary) -> str:
    for typed in (*persian_for_latin(word), *latin_for_persian(word)):
        if len(typed) > 1 and _are_all_known(typed, vocabulary):
            return typed
    return ""


def _pieces(word: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The half-spaced pieces of a word, those corrected that the index lacks."""
    for piece in word.split(ZWNJ):
        yield piece if vocabulary.frequency(_key(piece)) else _closest(piece, vocabulary) or piece


def _closest(word: str, vocabulary: Vocabulary) -> str:
    """The word of the index that is meant most likely, or two if a space is missing; or "".

    A likely word is frequent and differs little; from a word of the language, by its sound only.
    """
    key = _key(word)
    frequency = vocabulary.frequency(key)
    most = ALIKE_COST if persian.is_known(word) else MAX_COST
    guesses = [*vocabulary.near(key), *_halves(key, vocabulary)]
    guesses = [guess for guess in guesses if guess.cost <= most]
    best = max(guesses, key=_likelihood, default=None)
    if best is None or (frequency and _likelihood(best) <= log1p(frequency)):
        return ""
    return best.word


def _halves(word: str, vocabulary: Vocabulary) -> list[Guess]:
    """Two words of the index whose space is missing: known ones, or neighbours in an article."""
    found: list[Guess] = []
    for place in range(MIN_HALF_CHARS, min(len(word), MAX_CHARS) - MIN_HALF_CHARS + 1):
        first, second = word[:place], word[place:]
        frequency = min(vocabulary.frequency(first), vocabulary.frequency(second))
        if frequency and _belong_together(first, second, vocabulary):
            halves = f"{vocabulary.printed(first)} {vocabulary.printed(second)}"
            found.append(Guess(halves, frequency, cost=1))
    return found


def _belong_together(first: str, second: str, vocabulary: Vocabulary) -> bool:
    both_known = persian.is_known(first) and persian.is_known(second)
    return both_known or vocabulary.stand_together(first, second)


def _likelihood(guess: Guess) -> float:
    return log1p(guess.frequency) - COST_WEIGHT * guess.cost


def _key(text: str) -> str:
    """The word as the index has it: levelled, without half-spaces and signs."""
    return "".join(token.term for token in persian.surfaces(text))


def _names(text: str, vocabulary: Vocabulary) -> str:
    """The Persian names that the Latin words stand for, as many words to a name as possible."""
    words, names = text.split(), []
    while words:
        for count in range(min(MAX_NAME_WORDS, len(words)), 0, -1):
            if name := _name(" ".join(words[:count]), vocabulary):
                names.append(name)
                words = words[count:]
                break
        else:
            return ""
    return " ".join(names)


def _name(latin: str, vocabulary: Vocabulary) -> str:
    """The likeliest name that articles hold: the closest spelling, then the most frequent."""
    found = [
        (spelling.price, -_least_frequency(spelling.name, vocabulary), spelling.name)
        for spelling in latin_names(vocabulary).find(latin)
        if _are_all_known(spelling.name, vocabulary)
    ]
    return min(found)[2] if found else ""


def _least_frequency(text: str, vocabulary: Vocabulary) -> int:
    return min(vocabulary.frequency(token.term) for token in persian.surfaces(text))
