"""Text in pieces: plain ones, and ones that name an entity of the archive and lead to its page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["place", "market", "person"]
PARAGRAPH_BREAK = "\n\n"
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
    """A piece of text; with a kind when it names an entity."""

    text: str
    kind: Kind | None = None
    url: str = ""


def linked_paragraphs(text: str, spans: Iterable[Span]) -> list[list[Passage]]:
    """The paragraphs of the text, each in passages. Of overlapping spans the longest stays."""
    kept = _without_overlaps(spans)
    paragraphs = []
    start = 0
    for paragraph in text.split(PARAGRAPH_BREAK):
        end = start + len(paragraph)
        inside = [span for span in kept if start <= span.start and span.end <= end]
        if paragraph.strip():
            paragraphs.append(list(_passages(text, start, end, inside)))
        start = end + len(PARAGRAPH_BREAK)
    return paragraphs


def _without_overlaps(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def _passages(text: str, start: int, end: int, spans: list[Span]) -> Iterator[Passage]:
    for span in spans:
        if start < span.start:
            yield Passage(text[start : span.start])
        yield Passage(text[span.start : span.end], span.kind, span.url)
        start = span.end
    if start < end:
        yield Passage(text[start:end])


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
        return Sentence(_start_of(sentence, CHARS_BEFORE + CHARS_AFTER))
    return Sentence(_end_of(before, CHARS_BEFORE), found, _start_of(after, CHARS_AFTER))


def _start_of(text: str, chars: int) -> str:
    return text if len(text) <= chars else text[:chars].rsplit(" ", 1)[0] + " …"


def _end_of(text: str, chars: int) -> str:
    return text if len(text) <= chars else "… " + text[-chars:].split(" ", 1)[-1]
