"""Two entities become one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from archive.merging.ledger import Ledger
from archive.merging.moves import MergeRefused, move_articles, move_post, record
from archive.models import (
    Article,
    Figure,
    JoinState,
    MentionState,
    Official,
    OfficialMention,
    Organization,
    ProposedJoin,
    Quote,
    Rearrangement,
    RearrangementKind,
    Source,
)
from archive.models.changes import noting_together
from archive.models.merging import Entity

E = TypeVar("E", bound=Entity)


@transaction.atomic
def merge(entity: E, into: E, *, user: User | None = None, reason: str = "") -> Rearrangement:
    """Make one entity another name of the other: what named it names the other from now on.

    Raises:
        MergeRefused: they are one already, or both sources have an article of the same id or text.
    """
    if entity.pk == into.pk:
        raise MergeRefused("این دو یکی هستند.")
    if entity.merged_into_id or into.merged_into_id:
        raise MergeRefused("یکی از این دو پیش از این نام دیگری شده است.")
    ledger = Ledger()
    _MERGERS[type(entity)](ledger, entity, into)
    rows = type(entity)._default_manager
    ledger.move(rows.filter(Q(merged_into=entity) | Q(pk=entity.pk)), "merged_into_id", into.pk)
    entity.merged_into = into
    return record(RearrangementKind.MERGE, entity, into, ledger, user, reason)


@transaction.atomic
def merge_all(
    entities: Iterable[E], into: E, *, user: User | None = None, reason: str = ""
) -> list[Rearrangement]:
    """Merge several into one, or none where one of them is refused.

    Raises:
        MergeRefused: as `merge` does.
    """
    with noting_together():
        return [merge(entity, into, user=user, reason=reason) for entity in entities]


def _merge_officials(ledger: Ledger, official: Official, into: Official) -> None:
    for post in official.posts.all():
        move_post(ledger, post, "official_id", into.pk)
    _fold_mentions(ledger, official, into)
    ledger.move(OfficialMention.objects.filter(official=official), "official_id", into.pk)
    for statement in (Quote, Figure):
        ledger.move(statement.objects.filter(speaker=official), "speaker_id", into.pk)
    both = [official, into]
    joins = ProposedJoin.objects.filter(first__in=both, second__in=both, state=JoinState.OPEN)
    ledger.move(joins, "state", JoinState.ACCEPTED)


def _merge_organizations(ledger: Ledger, organization: Organization, into: Organization) -> None:
    for post in organization.posts.all():
        move_post(ledger, post, "organization_id", into.pk)


def _merge_sources(ledger: Ledger, source: Source, into: Source) -> None:
    move_articles(ledger, source.articles.all(), into)
    ledger.move(Article.objects.filter(republished_by=source), "republished_by_id", into.pk)


_MERGERS: dict[type[Entity], Callable[[Ledger, Any, Any], None]] = {
    Official: _merge_officials,
    Organization: _merge_organizations,
    Source: _merge_sources,
}


def _fold_mentions(ledger: Ledger, official: Official, into: Official) -> None:
    """Where both are found in the same words, keep one mention, confirmed if either was."""
    same_place = {
        (mention.article_id, mention.part, mention.start): mention
        for mention in OfficialMention.objects.filter(
            official=into, article__in=official.mentions.values("article")
        )
    }
    for mention in official.mentions.all():
        kept = same_place.get((mention.article_id, mention.part, mention.start))
        if kept is None:
            continue
        if mention.state == MentionState.CONFIRMED:
            ledger.move(OfficialMention.objects.filter(pk=kept.pk), "state", mention.state)
        ledger.remove(OfficialMention.objects.filter(pk=mention.pk))
