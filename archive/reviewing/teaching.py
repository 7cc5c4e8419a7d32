"""What a verdict can teach: that words are another name of what an editor says they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from archive.gazetteer.additions import AdditionKind
from archive.merging import add_alias, merge
from archive.models import Decision, MentionState, Official, Verdict
from archive.reviewing.kinds import KINDS, surface_of
from persian import identity_key

_NO_NAME = {
    "province": AdditionKind.NO_PLACE,
    "city": AdditionKind.NO_PLACE,
    "market": AdditionKind.NO_MARKET,
    "product": AdditionKind.NO_PRODUCT,
    "official": AdditionKind.NO_PERSON,
}


@dataclass(frozen=True)
class Lesson:
    """Words to remember: a name of an official, or else an addition to the gazetteer.

    `target` is the name of what they are another name of.
    """

    text: str
    official: Official | None = None
    addition: AdditionKind | None = None
    target: str = ""

    @property
    def query(self) -> str:
        """The lesson as the form of additions takes it."""
        kind = self.addition.value if self.addition else ""
        return urlencode({"text": self.text, "kind": kind, "target": self.target})


def lesson_of(verdict: Verdict) -> Lesson | None:
    """What an editor may want remembered after a verdict, if anything."""
    kind = KINDS[verdict.kind]
    rows = kind.mentions.objects.select_related("article", kind.entity)
    mention = rows.filter(pk=verdict.mention_id).first()
    if mention is None or kind.is_statement:
        return None
    text = surface_of(mention)
    if verdict.decision == Decision.REJECT:
        return Lesson(_with_word_before(mention, text), addition=_NO_NAME[kind.slug])
    named = _named(mention, kind.entity)
    if isinstance(named, Official):
        return None if _is_known(named, text) else Lesson(text, official=named)
    if verdict.decision != Decision.CORRECT:
        return None  # what extraction found by itself is in the gazetteer
    return Lesson(text, addition=AdditionKind(kind.slug), target=named.name)


@transaction.atomic
def remember_name(official: Official, name: str, user: User | None = None) -> None:
    """Make a name lead to the official, so that imports find the person by it.

    Somebody of that name of whom no article speaks any more becomes the official.

    Raises:
        MergeRefused: somebody else has the name.
    """
    bearers = Official.objects.current().filter(key=identity_key(name))
    bearer = bearers.exclude(pk=official.pk).first()
    if bearer and bearers.count() == 1 and not _is_spoken_of(bearer):
        merge(bearer, official, user=user, reason=f"«{name}» نام دیگر اوست")
    else:
        add_alias(official, name)


def _named(mention: Any, entity: str) -> Any:
    """What the mention names by the verdict: itself, or what took its place."""
    if mention.state != MentionState.REJECTED:
        return getattr(mention, entity)
    rows = type(mention).objects.filter(
        article=mention.article,
        part=mention.part,
        start=mention.start,
        state=MentionState.CONFIRMED,
    )
    right = rows.select_related(entity).order_by("-pk").first()
    return getattr(right or mention, entity)


def _with_word_before(mention: Any, text: str) -> str:
    """«مس همدان» for همدان: a name alone would be silenced everywhere."""
    before = getattr(mention.article, mention.part)[: mention.start]
    words = before.split()
    return f"{words[-1]} {text}" if before.endswith(" ") and words[-1].isalpha() else text


def _is_known(official: Official, name: str) -> bool:
    """Whether the official has this name, or is found by it: a surname, a part of the full name."""
    names = Official.objects.filter(Q(pk=official.pk) | Q(merged_into=official))
    key = identity_key(name)
    return any(key in known for known in names.values_list("key", flat=True))


def _is_spoken_of(official: Official) -> bool:
    return any(
        rows.standing().exists() for rows in (official.mentions, official.quotes, official.figures)
    )
