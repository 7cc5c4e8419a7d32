"""Whether the raw store holds every file as received; the rows of the files are the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from archive.ingest.store import damage_of
from archive.models import RawDocument

CHECKED_EVERY = timedelta(days=7)
_FILES_AT_ONCE = 200  # noted in the ledger together


def verify(
    documents: QuerySet[RawDocument] | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Iterator[RawDocument]:
    """Hold raw files, all unless told which, against their SHA-256, and yield those that differ.

    What is found is noted in the ledger, also of files that were mended since.
    """
    chosen = RawDocument.objects.all() if documents is None else documents
    keys = list(chosen.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _FILES_AT_ONCE):
        progress(start, len(keys))
        some = RawDocument.objects.filter(pk__in=keys[start : start + _FILES_AT_ONCE])
        yield from _verify_some(list(some.order_by("pk")))


def due() -> QuerySet[RawDocument]:
    """Files that nobody looked at for a week."""
    before = timezone.now() - CHECKED_EVERY
    return RawDocument.objects.filter(
        Q(checked_at__lt=before) | Q(checked_at=None, received_at__lt=before)
    )


def _verify_some(documents: list[RawDocument]) -> list[RawDocument]:
    now = timezone.now()
    for document in documents:
        document.checked_at = now
        document.damage = damage_of(document.sha256)
    RawDocument.objects.bulk_update(documents, ["checked_at", "damage"])
    return [document for document in documents if document.damage]
