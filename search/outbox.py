"""The reading side of the outbox: which articles wait to be indexed, and what became of them."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db import transaction

from archive.chunks import chunks
from archive.models import OutboxEntry


class Changes(NamedTuple):
    """Articles that changed, and all entries that say so."""

    article_ids: list[int]
    entry_ids: list[int]


def newest_changes(limit: int) -> Changes:
    """The changes of some articles, the newest first: what is published now waits for no import."""
    waiting = OutboxEntry.objects.waiting().order_by("-pk").values_list("article_id", flat=True)
    article_ids = list(dict.fromkeys(waiting[:limit]))
    return Changes(article_ids, _entries_of(article_ids))


def all_entries() -> list[int]:
    """Every entry, also those set aside."""
    return list(OutboxEntry.objects.values_list("pk", flat=True))


@transaction.atomic
def settle(entry_ids: Collection[int], problems: Mapping[int, str]) -> None:
    """These changes are in the index; set aside those of articles that cannot be indexed."""
    for some in chunks(entry_ids):
        OutboxEntry.objects.filter(pk__in=some).delete()
    OutboxEntry.objects.set_aside().filter(article_id__in=list(problems)).delete()
    OutboxEntry.objects.bulk_create(
        OutboxEntry(article_id=article_id, problem=problem)
        for article_id, problem in problems.items()
    )


def _entries_of(article_ids: Collection[int]) -> list[int]:
    found: list[int] = []
    for some in chunks(article_ids):
        entries = OutboxEntry.objects.filter(article_id__in=some)
        found += entries.values_list("pk", flat=True)
    return found
