"""A mention as an editor reads it: its sentence with the guess marked, and a little around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.models import Figure, OfficialMention, Quote
from archive.passages import PARAGRAPH_BREAK, end_of, start_of
from archive.reviewing.kinds import Kind, kind_of, surface_of
from archive.reviewing.rules import rule_in_words

CONTEXT_CHARS = 160


@dataclass(frozen=True)
class Evidence:
    """The sentence in three pieces, the middle one the guess, and the text on both sides of it."""

    context_before: str
    before: str
    named: str
    after: str
    context_after: str


@dataclass(frozen=True)
class Card:
    """One mention to decide on."""

    mention: Any
    kind: Kind
    surface: str
    guess: str
    rule: str
    percent: int
    evidence: Evidence

    @classmethod
    def of(cls, mention: Any) -> Card:
        return cls(
            mention=mention,
            kind=kind_of(mention),
            surface=surface_of(mention),
            guess=_guess(mention),
            rule=rule_in_words(mention.rule),
            percent=round(mention.confidence * 100),
            evidence=_evidence(mention),
        )

    @property
    def reference(self) -> str:
        """The mention's name in addresses and forms."""
        return f"{self.kind.slug}-{self.mention.pk}"


def _guess(mention: Any) -> str:
    """What extraction believes of the marked words."""
    if isinstance(mention, Quote):
        return f"گفتهٔ {mention.speaker or mention.speaker_name}"
    if isinstance(mention, Figure):
        amount = " ".join(filter(None, (mention.text, mention.of, mention.period)))
        said = mention.speaker or mention.speaker_name
        return f"رقم {amount}{f'، به گفتهٔ {said}' if said else ''}"
    kind = kind_of(mention)
    post = mention.post if isinstance(mention, OfficialMention) else None
    return f"{kind.label} {getattr(mention, kind.entity)}{f'، {post}' if post else ''}"


def _evidence(mention: Any) -> Evidence:
    text: str = getattr(mention.article, mention.part)
    start, end = mention.start, mention.end
    at = text.rfind(mention.sentence, 0, start + len(mention.sentence))
    first, last = (at, at + len(mention.sentence)) if at >= 0 else (start, end)
    first, last = min(first, start), max(last, end)
    return Evidence(
        context_before=_close(end_of(text[:first], CONTEXT_CHARS)),
        before=text[first:start],
        named=text[start:end],
        after=text[end:last],
        context_after=_close(start_of(text[last:], CONTEXT_CHARS)),
    )


def _close(text: str) -> str:
    """The text with its paragraphs close together."""
    return text.replace(PARAGRAPH_BREAK, "\n")
