"""Officials who may be one person: proposed by extraction, decided by editors."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from archive.merging.merge import merge
from archive.merging.undo import undo
from archive.models import JoinState, Official, ProposedJoin, Rearrangement, RearrangementKind


def propose_join(one: Official, other: Official, reason: str, score: float) -> ProposedJoin:
    """Propose that two officials are one person; what an editor decided before stays decided."""
    first, second = sorted((one, other), key=lambda official: official.pk)
    told = {"reason": reason, "score": score}
    join, is_new = ProposedJoin.objects.get_or_create(first=first, second=second, defaults=told)
    if not is_new and join.state == JoinState.OPEN:
        join.reason, join.score = reason, score
        join.save(update_fields=["reason", "score"])
    return join


@transaction.atomic
def accept_join(join: ProposedJoin, user: User | None = None) -> Rearrangement:
    """Merge the two, the one of fewer mentions into the other."""
    by_mentions = sorted((join.second, join.first), key=lambda official: official.mentions.count())
    rearrangement = merge(*by_mentions, user=user, reason=join.reason)
    _decide(join, JoinState.ACCEPTED, user)
    return rearrangement


def reject_join(join: ProposedJoin, user: User | None = None) -> None:
    """Keep the two apart, also when they are proposed again."""
    _decide(join, JoinState.REJECTED, user)


def reopen_join(join: ProposedJoin) -> None:
    """Take the decision back, so that it waits again.

    Raises:
        MergeRefused: the merge that it led to cannot be undone yet.
    """
    merges = Rearrangement.objects.standing().filter(
        model=Official._meta.label_lower,
        kind=RearrangementKind.MERGE,
        origin_id__in=[join.first_id, join.second_id],
        target_id__in=[join.first_id, join.second_id],
    )
    with transaction.atomic():
        for merged in merges:
            undo(merged)
        _decide(join, JoinState.OPEN, None)


def _decide(join: ProposedJoin, state: JoinState, user: User | None) -> None:
    join.state, join.user = state, user
    join.decided_at = None if state == JoinState.OPEN else timezone.now()
    join.save()
