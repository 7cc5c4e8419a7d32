"""A dry run: what would become of articles, told without writing anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from archive.ingest.arriving import Arrival
from archive.ingest.identity import Identity, same_articles
from archive.ingest.reports import FileReport, ImportReport, Outcome
from archive.ingest.saving import changes_to
from archive.ingest.sources import Sources
from archive.models import Article, ArticleOrigin


class Foreseen(NamedTuple):
    """What would become of an article, and the archive's copy of it, if there is one."""

    outcome: Outcome
    known: Article | None


class Preview:
    """What the articles of one run would come to; it remembers them, as the archive would."""

    def __init__(self, report: ImportReport) -> None:
        self._sources = Sources(dry_run=True)
        self._files: dict[str, FileReport] = {}
        self._text_of_id: dict[tuple[str, str], str] = {}
        self._texts: set[tuple[str, str]] = set()
        report.new_sources = self._sources.made

    def add(self, chunk: Sequence[Arrival]) -> None:
        """Count the outcomes of some articles in the reports of their files."""
        for arrival, (outcome, _known) in zip(chunk, self.foresee(chunk), strict=True):
            arrival.report.outcomes[outcome] += 1

    def foresee(self, chunk: Sequence[Arrival]) -> list[Foreseen]:
        """What would become of some articles."""
        identities = [Identity.of(self._sources.get(a.record.source), a.record) for a in chunk]
        return [
            Foreseen(self._outcome(arrival, identity, known), known)
            for arrival, identity, known in zip(
                chunk, identities, same_articles(identities), strict=True
            )
        ]

    def _outcome(self, arrival: Arrival, identity: Identity, known: Article | None) -> Outcome:
        first = self._files.setdefault(arrival.raw.sha256, arrival.report)
        earlier = self._earlier(self._sources.get(arrival.record.source).slug, identity)
        if first is not arrival.report:
            return Outcome.UNCHANGED
        if earlier:
            return earlier
        if known is None:
            return Outcome.CREATED
        origins = ArticleOrigin.objects.filter(article=known, raw__sha256=arrival.raw.sha256)
        if origins.filter(position__gte=arrival.position).exists():
            return Outcome.UNCHANGED
        return Outcome.UPDATED if changes_to(known, arrival.record) else Outcome.DUPLICATE

    def _earlier(self, source: str, identity: Identity) -> Outcome | None:
        """What comes of an article that the run has had already, or None."""
        _source_id, external_id, text = identity
        if external_id:
            before = self._text_of_id.get((source, external_id))
            self._text_of_id[source, external_id] = text
            seen = before is not None
        else:
            before = text
            seen = (source, text) in self._texts
        self._texts.add((source, text))
        if not seen:
            return None
        return Outcome.DUPLICATE if before == text else Outcome.UPDATED
