"""The Persian analyzer as Whoosh analyzers: for lemmas, for words as written, for their forms."""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from whoosh.analysis import Analyzer, Token

import persian
from persian.letters import HALF_SPACES, INVISIBLE, ZWNJ

FORM_SEPARATOR = "\t"  # between the terms of a word and how it is printed
PARTS = "\x1c"  # between the parts of an article in the text of the field of forms
_UNPRINTED = {"number", "sign"}  # rules that change only signs


class PersianAnalyzer(Analyzer, ABC):
    """Yields the tokens of a text with positions and offsets into the text as printed."""

    @abstractmethod
    def read(self, text: str) -> list[persian.Token]:
        """The tokens of the text, in order."""

    def terms(self, text: str) -> list[str]:
        """The terms of the tokens, each at the position that is its number."""
        return [token.term for token in self.read(text)]

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **options: Any,
    ) -> Iterator[Token]:
        token = Token(positions, chars, mode=mode, **options)
        token.boost = 1.0
        token.stopped = False
        for found in self.read(value):
            token.text = token.original = found.term
            token.pos = start_pos + found.position
            token.startchar = start_char + found.start
            token.endchar = start_char + found.end
            yield token


class LemmaAnalyzer(PersianAnalyzer):
    """Terms as searched by default: all spellings and inflections of a word are one."""

    def read(self, text: str) -> list[persian.Token]:
        return list(_tokens(text))


class SurfaceAnalyzer(PersianAnalyzer):
    """Words as written, only their letters levelled."""

    def read(self, text: str) -> list[persian.Token]:
        return persian.surfaces(text)

    def terms(self, text: str) -> list[str]:
        return persian.surface_terms(text)


class FormsAnalyzer(PersianAnalyzer):
    """The words that are not printed as their terms, each once: terms, separator, as printed.

    The parts of an article stand in one text, with PARTS between.
    """

    def read(self, text: str) -> list[persian.Token]:
        found: dict[str, persian.Token] = {}
        for part in text.split(PARTS):
            for tokens in _words_unlike_their_terms(part):
                first, last = tokens[0], tokens[-1]
                if first.rule in _UNPRINTED:
                    continue
                printed = part[first.start : last.end]
                form, terms = printed_form(printed), " ".join(token.term for token in tokens)
                if form.casefold() != terms:
                    term = terms + FORM_SEPARATOR + form
                    found.setdefault(term, first._replace(term=term, position=len(found)))
        return list(found.values())


def _words_unlike_their_terms(text: str) -> Iterator[list[persian.Token]]:
    """The compounds, and the words that are not printed as their terms; each its tokens."""
    compound: list[persian.Token] = []
    for token in _tokens(text):
        if compound and token.compound != compound[-1].compound:
            yield compound
            compound = []
        if token.compound is None:
            if text[token.start : token.end] != token.term:
                yield [token]
        else:
            compound.append(token)
    if compound:
        yield compound


@lru_cache(maxsize=1 << 14)
def printed_form(text: str) -> str:
    """A word as printed, but with Persian ye and kaf, half-spaces for spaces, and no marks."""
    return ZWNJ.join("".join(map(_printed_char, text)).split())


@lru_cache(maxsize=1 << 12)
def _printed_char(char: str) -> str:
    if char in HALF_SPACES:
        return " "
    if char in INVISIBLE or unicodedata.category(char) == "Mn":
        return ""
    return {"ي": "ی", "ى": "ی", "ك": "ک"}.get(char, char)


@lru_cache(maxsize=8)  # the parts of the article that is being indexed are read for two fields
def _tokens(text: str) -> tuple[persian.Token, ...]:
    return tuple(persian.tokens(text))
