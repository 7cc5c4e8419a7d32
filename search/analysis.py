"""The Persian analyzer as Whoosh analyzers: one for lemmas, one for spellings."""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Analyzer, Token

import persian


class PersianAnalyzer(Analyzer):
    """Yields the tokens of a text with positions and offsets into the text as printed."""

    def read(self, text: str) -> list[persian.Token]:
        raise NotImplementedError

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
        return persian.tokens(text)


class SurfaceAnalyzer(PersianAnalyzer):
    """Words as written, only their letters levelled."""

    def read(self, text: str) -> list[persian.Token]:
        return persian.surfaces(text)
