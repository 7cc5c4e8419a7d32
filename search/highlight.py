"""Mark what a query found, in the text as printed.

The analyzer's offsets point into the printed text, so every spelling and inflection that the index
takes for the same word is marked. Nothing here makes HTML.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, Protocol

import persian
from search.params import Slice
from search.syntax import And, Node, Or, Prefix, Words

SNIPPET_CHARS = 240
MAX_WORD_CHARS = 40
NEIGHBOURS = 5  # words on either side may change what a word stands for
BEGINNING = 3  # letters that a word written in pieces shares with one of them
ELLIPSIS = "…"
_SPACE = re.compile(r"\s+")


class Span(NamedTuple):
    """A matching stretch of a text and which part of the query matches there."""

    start: int
    end: int
    pattern: int


class FindsSpans(Protocol):
    """Whatever knows where a text matches."""

    def spans(self, text: str) -> list[Span]: ...


class Marker:
    """Finds the words of one query in texts."""

    def __init__(self, root: Node) -> None:
        self._lemmas: list[tuple[str, ...]] = []
        self._spellings: list[tuple[str, ...]] = []
        self._prefixes: list[str] = []
        self._collect(root)
        terms = {term for pattern in self._lemmas for term in pattern}
        self._clues = terms | {term[:BEGINNING] for term in terms}
        self._seen: set[str] = set()
        self._telling: set[str] = set()

    def _collect(self, node: Node) -> None:
        if isinstance(node, And | Or):
            for child in node.children:
                self._collect(child)
        elif isinstance(node, Prefix):
            self._prefixes.append(node.text)
        elif isinstance(node, Words):
            patterns = self._spellings if node.is_exact else self._lemmas
            apart = node.slop > 1
            patterns += [(term,) for term in node.terms] if apart else [node.terms]

    def spans(self, text: str) -> list[Span]:
        """Where the text matches, in order, overlaps joined."""
        found: list[Span] = []
        for start, end in self._stretches(text) if self._lemmas else ():
            for span in _sequences(persian.tokens(text[start:end]), self._lemmas, 0):
                found.append(Span(start + span.start, start + span.end, span.pattern))
        if self._spellings or self._prefixes:
            surfaces = persian.surfaces(text)
            found += _sequences(surfaces, self._spellings, len(self._lemmas))
            found += _beginnings(surfaces, self._prefixes)
        return _joined(found)

    def _stretches(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the text may match: the words that look like it, with their neighbours.

        The whole text if there are none. Reading whole articles would take half of the time that a
        page of results takes.
        """
        chunks = text.split(" ")
        self._look_at(chunks)
        telling = [at for at, chunk in enumerate(chunks) if chunk in self._telling]
        if not telling:
            yield 0, len(text)
            return
        starts = [*accumulate((len(chunk) + 1 for chunk in chunks), initial=0)]
        first, after = 0, 0
        for at in telling:
            if at - NEIGHBOURS > after:
                if after:
                    yield starts[first], starts[after]
                first = at - NEIGHBOURS
            after = min(at + NEIGHBOURS + 1, len(chunks))
        yield starts[first], starts[after]

    def _look_at(self, chunks: Iterable[str]) -> None:
        """Learn which of these chunks look like a word of the query: articles share most words."""
        unseen = set(chunks) - self._seen
        self._seen |= unseen
        self._telling |= {
            chunk
            for chunk in unseen
            if len(chunk) > MAX_WORD_CHARS or not self._clues.isdisjoint(_clues_of(chunk))
        }

    def slices(self, text: str) -> tuple[Slice, ...]:
        """The whole text in pieces that match or do not."""
        return _cut(text, 0, len(text), self.spans(text))


def best_passage(texts: Sequence[str], marker: FindsSpans) -> tuple[Slice, ...]:
    """The passage of these texts with the most different matches, in pieces, cut at words.

    Without any match the beginning of the first text that is not empty.
    """
    found = [(text, _densest(marker.spans(text))) for text in texts]
    text, spans = max(found, key=lambda one: _worth(one[1]))
    if not spans:
        text = next(filter(None, texts), "")
    return _passage(text, spans)


def _densest(spans: Sequence[Span]) -> Sequence[Span]:
    """The neighbouring spans with most different matches that fit into one snippet."""
    best, best_worth = spans[:0], (0, 0)
    patterns: Counter[int] = Counter()
    first = 0
    for last, span in enumerate(spans):
        patterns[span.pattern] += 1
        while first < last and span.end - spans[first].start > SNIPPET_CHARS:
            patterns[spans[first].pattern] -= 1
            first += 1
        worth = (len(+patterns), last - first)
        if worth > best_worth:
            best, best_worth = spans[first : last + 1], worth
    return best


def _worth(spans: Sequence[Span]) -> tuple[int, int]:
    return len({span.pattern for span in spans}), len(spans)


def _passage(text: str, spans: Sequence[Span]) -> tuple[Slice, ...]:
    """So much of the text round the spans as a snippet holds."""
    start, end = (spans[0].start, spans[-1].end) if spans else (0, 0)
    before = max(0, SNIPPET_CHARS - (end - start)) // 3
    left = min(start, _word_start(text, max(0, start - before)))
    right = _word_end(text, max(end, left + SNIPPET_CHARS))
    opening = (Slice(ELLIPSIS, False),) if left > 0 else ()
    closing = (Slice(ELLIPSIS, False),) if right < len(text) else ()
    return (*opening, *_cut(text, left, right, spans), *closing)


def _word_start(text: str, at: int) -> int:
    """Where the next word begins; here, when this is the beginning of the text."""
    space = _SPACE.search(text, at)
    return space.end() if space and at else at


def _word_end(text: str, at: int) -> int:
    """Where the word that reaches over this place ends; long unbroken text is cut."""
    space = _SPACE.search(text, at, at + MAX_WORD_CHARS)
    return space.start() if space else min(len(text), at + MAX_WORD_CHARS)


@lru_cache(maxsize=1 << 16)
def _clues_of(chunk: str) -> frozenset[str]:
    """The terms of what stands between two spaces, read by itself, and how its words begin."""
    tokens = persian.tokens(chunk)
    return frozenset({part for t in tokens for part in (t.term, t.surface[:BEGINNING])})


def _sequences(
    tokens: Sequence[persian.Token], patterns: Sequence[tuple[str, ...]], number: int
) -> Iterator[Span]:
    """Every place where the terms of a pattern follow each other; patterns count from `number`."""
    by_first: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for index, pattern in enumerate(patterns, number):
        by_first.setdefault(pattern[0], []).append((index, pattern))
    for at, token in enumerate(tokens):
        for index, pattern in by_first.get(token.term, ()):
            last = at + len(pattern)
            if tuple(other.term for other in tokens[at:last]) == pattern:
                yield Span(token.start, tokens[last - 1].end, index)


def _beginnings(tokens: Iterable[persian.Token], prefixes: Sequence[str]) -> Iterator[Span]:
    for token in tokens:
        for index, prefix in enumerate(prefixes):
            if token.term.startswith(prefix):
                yield Span(token.start, token.end, -1 - index)


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            last = joined[-1]
            joined[-1] = last._replace(end=max(last.end, span.end))
        else:
            joined.append(span)
    return joined


def _cut(text: str, start: int, end: int, spans: Iterable[Span]) -> tuple[Slice, ...]:
    slices: list[Slice] = []
    for span in spans:
        slices += [Slice(text[start : span.start], False), Slice(text[span.start : span.end], True)]
        start = span.end
    slices.append(Slice(text[start:end], False))
    return tuple(piece for piece in slices if piece.text)
