"""Text in pieces: plain ones, and ones that name an entity of the archive and lead to its page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Literal

Kind = Literal["place", "market", "person"]
PARAGRAPH_BREAK = "\n\n"
_SENTENCE_END = re.compile(r"[.!?؟…]+[»\")\]]*\s+(?=\S)")
CHARS_BEFORE, CHARS_AFTER = 140, 160  # of a long sentence, around the words that count


@dataclass(frozen=True)
class Span:
    """A part of a text that names an entity; offsets are code points."""

    start: int
    end: int
    kind: Kind
    url: str


@dataclass(frozen=True)
class Passage:
    """A piece of text; with a kind when it names an entity, marked when a search looked for it."""

    text: str
    kind: Kind | None = None
    url: str = ""
    is_marked: bool = False


@dataclass(frozen=True)
class NumberedSentence:
    """A sentence of a text with its number there, from 1, and its first character's offset."""

    number: int
    start: int
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        return "".join(passage.text for passage in self.passages)


Paragraph = tuple[NumberedSentence, ...]


def linked_paragraphs(text: str, spans: Iterable[Span]) -> list[Paragraph]:
    """The paragraphs of the text in numbered sentences. Of overlapping spans the longest stays.

    No sentence ends inside a span.
    """
    kept = _without_overlaps(spans)
    paragraphs = []
    start, number = 0, 1
    for paragraph in text.split(PARAGRAPH_BREAK):
        end = start + len(paragraph)
        if paragraph.strip():
            inside = [span for span in kept if start <= span.start and span.end <= end]
            cuts = _sentence_starts(text, start, end, inside)
            paragraphs.append(
                tuple(
                    NumberedSentence(count, first, tuple(_passages(text, first, last, inside)))
                    for count, (first, last) in enumerate(pairwise([*cuts, end]), number)
                )
            )
            number += len(cuts)
        start = end + len(PARAGRAPH_BREAK)
    return paragraphs


def _sentence_starts(text: str, start: int, end: int, spans: Sequence[Span]) -> list[int]:
    ends = (match.end() for match in _SENTENCE_END.finditer(text, start, end))
    return [start, *(at for at in ends if not any(s.start < at < s.end for s in spans))]


def _without_overlaps(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def _passages(text: str, start: int, end: int, spans: Iterable[Span]) -> Iterator[Passage]:
    """The pieces of the text from start to end; the spans there are whole."""
    for span in spans:
        if not start <= span.start < end:
            continue
        if start < span.start:
            yield Passage(text[start : span.start])
        yield Passage(text[span.start : span.end], span.kind, span.url)
        start = span.end
    if start < end:
        yield Passage(text[start:end])


def mark(sentence: NumberedSentence, spans: Iterable[tuple[int, int]]) -> NumberedSentence:
    """The sentence with these parts of its text (start and end, in order) marked."""
    marked = [range(*span) for span in spans]
    if not marked:
        return sentence
    edges = {edge for span in marked for edge in (span.start, span.stop)}
    starts = accumulate((len(passage.text) for passage in sentence.passages), initial=0)
    pieces = []
    for start, passage in zip(starts, sentence.passages, strict=False):
        end = start + len(passage.text)
        cuts = sorted({start, end, *(edge for edge in edges if start < edge < end)})
        for first, last in pairwise(cuts):
            is_marked = any(first in span for span in marked)
            text = passage.text[first - start : last - start]
            pieces.append(replace(passage, text=text, is_marked=is_marked))
    return replace(sentence, passages=tuple(pieces))


@dataclass(frozen=True)
class Sentence:
    """A sentence of evidence around the words that name the entity; `named` may be empty."""

    before: str
    named: str = ""
    after: str = ""


def evidence_sentence(sentence: str, named: str) -> Sentence:
    """The sentence parted at the first place that holds the words, a long one cut around them."""
    before, found, after = sentence.partition(named) if named else (sentence, "", "")
    if not found:
        return Sentence(start_of(sentence, CHARS_BEFORE + CHARS_AFTER))
    return Sentence(end_of(before, CHARS_BEFORE), found, start_of(after, CHARS_AFTER))


def start_of(text: str, chars: int) -> str:
    """The first characters of a text, cut between words."""
    return text if len(text) <= chars else text[:chars].rsplit(" ", 1)[0] + " …"


def end_of(text: str, chars: int) -> str:
    """The last characters of a text, cut between words."""
    return text if len(text) <= chars else "… " + text[-chars:].split(" ", 1)[-1]
