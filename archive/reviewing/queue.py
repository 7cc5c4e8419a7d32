"""The queue of mentions that nobody has decided on: the least certain first.

A rule's confidence says how often it is right, and no rule is right less than four times in ten: so
the lowest confidence is also what is most in doubt. Among equals one kind follows the other, each
in the order of the articles, so that like comes after like and the eye need not turn.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, TextField, When
from django.db.models.functions import Substr

from archive.extract.types import Part
from archive.models import ArticleStatus, MentionState
from archive.reviewing.kinds import KINDS, Kind, kind_of, surface_of

UNCERTAIN_BELOW = 0.7
MOST_ALIKE = 200  # that are decided at once: so many can still be read


@dataclass(frozen=True)
class Choice:
    """Which mentions to review; without `certain_too` only those in doubt."""

    kind: str = ""
    source: str = ""  # slug
    rule: str = ""
    certain_too: bool = False

    @property
    def kinds(self) -> list[Kind]:
        return [KINDS[self.kind]] if self.kind else list(KINDS.values())


@dataclass(frozen=True, order=True)
class Place:
    """Where a mention stands in the queue."""

    confidence: float
    kind: int
    pk: int

    @classmethod
    def of(cls, mention: Any) -> Place:
        return cls(mention.confidence, kind_of(mention).number, mention.pk)

    def __str__(self) -> str:
        return f"{self.confidence!r}_{self.kind}_{self.pk}"

    @classmethod
    def parse(cls, text: str) -> Place | None:
        """The place that `str` wrote; None for anything else."""
        try:
            confidence, kind, pk = text.split("_")
            return cls(float(confidence), int(kind), int(pk))
        except ValueError:
            return None


def waiting_count() -> int:
    """How many mentions in doubt wait for an editor."""
    return sum(tally(Choice()).values())


def tally(choice: Choice) -> Counter[tuple[str, str]]:
    """How many chosen mentions wait, by kind and rule."""
    counts: Counter[tuple[str, str]] = Counter()
    for kind in choice.kinds:
        rules = _waiting(kind, choice).order_by().values_list("rule").annotate(Count("pk"))
        counts.update({(kind.slug, rule): count for rule, count in rules})
    return counts


def next_mention(choice: Choice, after: Place | None = None) -> Any:
    """The first chosen mention that waits behind a place, with its article; None at the end."""
    firsts = []
    for kind in choice.kinds:
        rows = _waiting(kind, choice)
        if after:
            rows = rows.filter(_behind(kind, after))
        firsts.append(rows.order_by("confidence", "pk").first())
    return min(filter(None, firsts), key=Place.of, default=None)


def alike(mention: Any) -> QuerySet[Any]:
    """The waiting mentions that read the same words as the same thing by the same rule.

    In the order of the articles, at most `MOST_ALIKE`; the mention itself is one of them.
    """
    kind = kind_of(mention)
    rows = _waiting(kind, Choice(certain_too=True)).filter(
        rule=mention.rule, **{f"{kind.entity}_id": getattr(mention, f"{kind.entity}_id")}
    )
    same = rows.annotate(surface=_surface()).filter(surface=surface_of(mention))
    return same.order_by("article_id", "pk")[:MOST_ALIKE]


def _waiting(kind: Kind, choice: Choice) -> QuerySet[Any]:
    """Suggested mentions of one kind; nobody reads what was withdrawn."""
    rows = kind.mentions.objects.filter(state=MentionState.SUGGESTED)
    if not choice.certain_too:
        rows = rows.filter(confidence__lt=UNCERTAIN_BELOW)
    if choice.rule:
        rows = rows.filter(rule=choice.rule)
    if choice.source:
        rows = rows.filter(article__source__slug=choice.source)
    rows = rows.exclude(article__status=ArticleStatus.WITHDRAWN)
    chosen: QuerySet[Any] = rows.select_related("article__source", kind.entity)
    return chosen


def _behind(kind: Kind, place: Place) -> Q:
    later = Q(confidence__gt=place.confidence)
    beside = Q(confidence=place.confidence)
    if kind.number > place.kind:
        return later | beside
    return later | (beside & Q(pk__gt=place.pk)) if kind.number == place.kind else later


def _surface() -> Case:
    """The words of a mention, cut from its article by the database."""
    return Case(
        *(
            When(part=part.value, then=Substr(f"article__{part.value}", F("start") + 1, _length()))
            for part in Part
        ),
        output_field=TextField(),
    )


def _length() -> Any:
    return F("end") - F("start")
