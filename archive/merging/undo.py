"""The way back from a merge or split."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive.merging.ledger import take_back
from archive.merging.moves import MergeRefused
from archive.models import Rearrangement


@transaction.atomic
def undo(rearrangement: Rearrangement) -> None:
    """Take back a merge or split; what came to the target since then stays there.

    Raises:
        MergeRefused: it was undone already, or a later one of the same entities has to be first.
    """
    if reason := why_not_undone(rearrangement):
        raise MergeRefused(reason)
    take_back(rearrangement.changes)
    rearrangement.undone_at = timezone.now()
    rearrangement.save(update_fields=["undone_at"])


def why_not_undone(rearrangement: Rearrangement) -> str:
    """Why a merge or split cannot be undone now, in a Persian sentence; blank if it can."""
    if rearrangement.undone_at:
        return "این کار پیش از این برگردانده شده است."
    both = [rearrangement.origin_id, rearrangement.target_id]
    later = Rearrangement.objects.standing().filter(
        Q(origin_id__in=both) | Q(target_id__in=both),
        model=rearrangement.model,
        pk__gt=rearrangement.pk,
    )
    if later.exists():
        return "نخست کار تازه‌تری را که با همین نام‌ها شده است برگردانید."
    return ""
