"""How far the worker is with a large upload."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from archive.models import ImportBatch


@dataclass(frozen=True)
class BatchProgress:
    """How many articles of a batch are in, how many come in a second, and what is left to do."""

    articles: int
    percent: int
    per_second: float
    seconds_left: int | None

    @property
    def minutes_left(self) -> int:
        return round((self.seconds_left or 0) / 60)


def progress_of(batch: ImportBatch) -> BatchProgress:
    """The progress as the batch last noted it; time left is unknown before anything is read."""
    articles = batch.report.get("articles", 0)
    seconds = ((batch.finished_at or timezone.now()) - batch.started_at).total_seconds()
    share = min(batch.bytes_read / batch.bytes_total, 1.0) if batch.bytes_total else 0.0
    return BatchProgress(
        articles=articles,
        percent=min(round(100 * share), 99),  # what is read is not all saved yet
        per_second=articles / seconds if seconds else 0.0,
        seconds_left=round(seconds * (1 - share) / share) if share else None,
    )
