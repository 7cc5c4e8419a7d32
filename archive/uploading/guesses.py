"""What the machine found in an article that is not saved yet, each thing once, to be ticked off."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from archive.extract import Extraction
from archive.ingest.records import ArticleRecord
from archive.models import (
    Article,
    City,
    CityMention,
    ExportMarket,
    Figure,
    MarketMention,
    MentionState,
    OfficialMention,
    Product,
    ProductMention,
    Province,
    ProvinceMention,
    Quote,
)
from archive.passages import Sentence, evidence_sentence
from persian import identity_key

# The mentions of an extraction, and the models that they become, share no type.
_Found = Any
_Model = Any


class Kind(NamedTuple):
    """One group of an extraction: its name, its table, what makes two mentions the same guess.

    `entity` is the table whose slugs the mentions hold, if they do.
    """

    label: str
    mentions: _Model
    identity: Callable[[_Found], object]
    entity: _Model = None


def _slug(mention: _Found) -> object:
    return mention.slug


KINDS = {  # by the group's name in `Extraction`
    "provinces": Kind("استان‌ها", ProvinceMention, _slug, Province),
    "cities": Kind("شهرها", CityMention, _slug, City),
    "markets": Kind("بازارها", MarketMention, _slug, ExportMarket),
    "products": Kind("محصول‌ها", ProductMention, _slug, Product),
    "officials": Kind("مسئولان", OfficialMention, lambda found: identity_key(found.name)),
    "figures": Kind("رقم‌ها", Figure, lambda found: (found.value, found.unit)),
    "quotes": Kind("نقل قول‌ها", Quote, lambda found: identity_key(found.text)),
}


@dataclass(frozen=True)
class Guess:
    """One thing that the article names, `count` times; the sentence is its first evidence."""

    key: str
    name: str
    detail: str
    sentence: Sentence
    count: int


@dataclass(frozen=True)
class Guesses:
    """The guesses of one kind; those that are sentences rather than names `is_counted` in short."""

    kind: str
    label: str
    guesses: list[Guess]

    @property
    def is_counted(self) -> bool:
        return self.kind in {"figures", "quotes"}


Names = Mapping[str, Mapping[str, str]]  # of a kind: slug → name


def names_in(extractions: Collection[Extraction]) -> Names:
    """The names of all places, markets and products that the extractions speak of."""
    return {
        name: dict(
            kind.entity.objects.filter(
                slug__in={found.slug for e in extractions for found in getattr(e, name)}
            ).values_list("slug", "name")
        )
        for name, kind in KINDS.items()
        if kind.entity
    }


def guesses_of(
    record: ArticleRecord, extraction: Extraction, names: Names, rejected: Collection[str]
) -> list[Guesses]:
    """What the article names, kind by kind, without the kinds of which there is nothing."""
    groups = []
    for kind in KINDS:
        together: dict[str, list[_Found]] = {}
        for key, found in _keyed(kind, extraction):
            if kind not in names or found.slug in names[kind]:
                together.setdefault(key, []).append(found)
        guesses = [
            Guess(
                key,
                *_told(kind, mentions[0], names),
                _sentence(record, mentions[0]),
                len(mentions),
            )
            for key, mentions in together.items()
        ]
        if guesses:
            groups.append(Guesses(kind, KINDS[kind].label, guesses))
    return groups


def reject(article: Article, extraction: Extraction, rejected: Collection[str]) -> None:
    """Reject the saved mentions of the guesses with these keys."""
    for name, kind in KINDS.items():
        places = {
            (found.evidence.part.value, found.evidence.start)
            for key, found in _keyed(name, extraction)
            if key in rejected
        }
        if places:
            rows = kind.mentions.objects.filter(article=article)
            chosen = [row.pk for row in rows if (row.part, row.start) in places]
            rows.filter(pk__in=chosen).update(state=MentionState.REJECTED)


def _keyed(kind: str, extraction: Extraction) -> Iterator[tuple[str, _Found]]:
    """The mentions of one kind, each with the key of its guess."""
    for found in getattr(extraction, kind):
        identity = repr(KINDS[kind].identity(found))
        yield f"{kind}-{hashlib.sha256(identity.encode()).hexdigest()[:12]}", found


def _told(kind: str, found: _Found, names: Names) -> tuple[str, str]:
    """The name of a guess, and what else there is to say."""
    match kind:
        case "officials":
            return found.name, "، ".join(filter(None, [found.role, found.organization]))
        case "figures":
            return found.text, found.of
        case "quotes":
            return found.speaker or "گوینده‌ای بی‌نام", ""
        case _:
            return names[kind][found.slug], ""


def _sentence(record: ArticleRecord, found: _Found) -> Sentence:
    evidence = found.evidence
    text: str = getattr(record, evidence.part)
    return evidence_sentence(evidence.sentence, text[evidence.start : evidence.end])
