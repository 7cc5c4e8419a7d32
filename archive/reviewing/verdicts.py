"""What an editor decides of a mention without overwriting another's verdict, and the way back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from archive.exceptions import Refused
from archive.merging.ledger import Ledger, take_back
from archive.models import (
    Decision,
    Event,
    EventKind,
    Figure,
    MentionState,
    Official,
    OfficialMention,
    Post,
    Quote,
    Verdict,
)
from archive.reviewing.kinds import Kind, kind_of, surface_of
from persian.digits import format_number
from persian.jalali import TEHRAN

BY_EDITOR = "editor"  # the rule of what an editor says
TOLD_CHARS = 300
_STATES = {
    Decision.CONFIRM: MentionState.CONFIRMED,
    Decision.REJECT: MentionState.REJECTED,
}


class AlreadyDecided(Refused):
    """Why a verdict came too late."""


@transaction.atomic
def decide(
    kind: Kind,
    pk: int,
    decision: Decision,
    user: User | None,
    *,
    seen: str = MentionState.SUGGESTED,
    entity: Any = None,
) -> Verdict:
    """Decide on one mention; `entity` is what a correction says that it names, or who speaks.

    Raises:
        AlreadyDecided: it is no more as the editor has `seen` it.
    """
    rows = kind.mentions.objects.select_for_update(of=("self",)).filter(pk=pk)
    mention = rows.select_related("article", kind.entity).first()
    if mention is None:
        raise AlreadyDecided("این گمان دیگر نیست: مقاله در این میان دوباره خوانده شده است.")
    if mention.state != seen:
        raise AlreadyDecided(_told_before(kind, mention))
    if isinstance(entity, Official):
        entity = entity.current  # who may have been merged since the page was shown
    ledger = Ledger()
    if decision == Decision.CORRECT:
        _correct(ledger, kind, mention, entity)
    else:
        ledger.move(kind.mentions.objects.filter(pk=pk), "state", _STATES[decision].value)
    return _record(ledger, decision, mention, user, entity=entity)


@transaction.atomic
def decide_alike(
    mention: Any, pks: Collection[int], decision: Decision, user: User | None
) -> Verdict | None:
    """Confirm or reject those of these mentions that still wait; None when none does.

    `mention` is the one that they are like.
    """
    model = kind_of(mention).mentions
    waiting = model.objects.select_for_update().filter(pk__in=pks, state=MentionState.SUGGESTED)
    chosen = [row.pk for row in waiting]
    if not chosen:
        return None
    ledger = Ledger()
    ledger.move(model.objects.filter(pk__in=chosen), "state", _STATES[decision].value)
    verdict = _record(ledger, decision, mention, user, count=len(chosen))
    told = f"{decision.label}، {format_number(verdict.count)} جمله"
    Event.objects.record(user, EventKind.VERDICTS, told, verdict)
    return verdict


@transaction.atomic
def undo(verdict: Verdict, user: User | None = None) -> bool:
    """Take back a verdict; whether it still stood."""
    undone = Verdict.objects.standing().filter(pk=verdict.pk).update(undone_at=timezone.now())
    if undone:
        take_back(verdict.changes)
        if verdict.count > 1:
            Event.objects.record(user, EventKind.UNDONE, about=verdict)
    return bool(undone)


def last_verdict(user: User) -> Verdict | None:
    """The user's newest verdict that was not taken back."""
    verdict: Verdict | None = Verdict.objects.standing().filter(user=user).first()
    return verdict


def _correct(ledger: Ledger, kind: Kind, mention: Any, entity: Any) -> None:
    rows = kind.mentions.objects.filter(pk=mention.pk)
    if kind.is_statement:
        ledger.move(rows, "speaker_id", entity.pk)
        ledger.move(rows, "speaker_name", entity.name)
        ledger.move(rows, "state", MentionState.CONFIRMED.value)
        return
    if entity == getattr(mention, kind.entity):
        ledger.move(rows, "state", MentionState.CONFIRMED.value)
        return
    ledger.move(rows, "state", MentionState.REJECTED.value)
    place = {"article": mention.article, "part": mention.part, "start": mention.start}
    there = kind.mentions.objects.filter(**place, **{kind.entity: entity})
    if there.exists():
        ledger.move(there, "state", MentionState.CONFIRMED.value)
    else:
        _add_right(ledger, kind, mention, place | {kind.entity: entity})


def _add_right(ledger: Ledger, kind: Kind, mention: Any, named: dict[str, Any]) -> None:
    """Add the mention that should have been read: `named` is where and what."""
    right = kind.mentions(
        **named,
        end=mention.end,
        sentence=mention.sentence,
        rule=BY_EDITOR,
        confidence=1.0,
        state=MentionState.CONFIRMED,
    )
    if isinstance(right, OfficialMention):
        right.post = _same_post(ledger, mention, right.official)
        for statement in (Quote, Figure):  # as extraction anew will give them (ingest.mentions)
            said = statement.objects.filter(article=mention.article, speaker=mention.official)
            ledger.move(said.filter(state=MentionState.SUGGESTED), "speaker_id", right.official_id)
    right.save()
    ledger.made(right)


def _same_post(ledger: Ledger, mention: OfficialMention, official: Any) -> Post | None:
    """The post that the article gives, held by the right person."""
    told = mention.post
    if told is None:
        return None
    moment = mention.article.published_at
    day = moment.astimezone(TEHRAN).date() if moment else None
    post, is_new = Post.objects.get_or_create(
        official=official,
        role=told.role,
        organization=told.organization,
        defaults={"province": told.province, "first_seen_on": day, "last_seen_on": day},
    )
    if is_new:
        ledger.made(post)
    return post


def _told_before(kind: Kind, mention: Any) -> str:
    """Who was first, and what that verdict is."""
    state = mention.get_state_display()
    verdicts = Verdict.objects.standing().select_related("user")
    first = verdicts.filter(kind=kind.slug, mention_id=mention.pk).first()
    who = f"«{first.user.get_username()}»" if first and first.user else "ویراستاری دیگر"
    return f"{who} پیش از شما دربارهٔ این جمله رأی داده است: {state}. همان رأی ماند."


def _record(
    ledger: Ledger,
    decision: Decision,
    mention: Any,
    user: User | None,
    *,
    entity: Any = None,
    count: int = 1,
) -> Verdict:
    kind = kind_of(mention)
    named = entity or getattr(mention, kind.entity)
    told = f"«{surface_of(mention)}»، {kind.label}{f' {named}' if named else ''}"
    verdict: Verdict = Verdict.objects.create(
        decision=decision,
        kind=kind.slug,
        mention_id=mention.pk,
        told=told if len(told) <= TOLD_CHARS else f"{told[: TOLD_CHARS - 1]}…",
        count=count,
        changes=ledger.changes,
        user=user,
    )
    return verdict
