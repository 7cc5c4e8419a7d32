"""Brings files of articles into the archive: read, extracted from and saved at the same time.

Articles are saved in chunks, with their mentions and origins in one transaction, and the bytes they
came from are stored before. So a run may break off at any moment, and the same run again finishes
it. What cannot be imported is reported and passed over.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from django.contrib.auth.models import User
from django.db import OperationalError, transaction

from archive.ingest.additions import obeying_editors
from archive.ingest.arriving import Arrival, ArrivingFiles
from archive.ingest.batches import running_batch
from archive.ingest.extracting import MaybeFindings, extract_ahead
from archive.ingest.failures import FailuresFile
from archive.ingest.files import STANDARD_INPUT, InputFile, find_files
from archive.ingest.guarded import UNFORESEEN
from archive.ingest.identity import Identity
from archive.ingest.preview import Preview
from archive.ingest.records import own_json
from archive.ingest.reports import Failure, ImportReport, Outcome, Progress
from archive.ingest.saving import Place, ReadyArticle, Saved, origins_at, save_articles
from archive.ingest.sources import Sources, check_source
from archive.models import ArticleStatus, ImportBatch
from archive.models.versions import changing

logger = logging.getLogger(__name__)

_SECONDS_BETWEEN_NOTES = 2.0
Watch = Callable[[Progress], None]
Finish = Callable[[Arrival, Saved], None]


def unwatched(_progress: Progress) -> None:
    """Tell nobody how far a run is."""


def leave_as_saved(_arrival: Arrival, _saved: Saved) -> None:
    """Do nothing more with an article that is saved."""


@obeying_editors
def import_paths(
    paths: Iterable[str],
    *,
    source: str = "",
    dry_run: bool = False,
    watch: Watch = unwatched,
) -> ImportReport:
    """Import the files behind the paths as one batch and report what came of each.

    `source` (slug or name) counts for articles that name none. A dry run reports the same and
    writes nothing. `watch` is told again and again how far the run is.

    Raises:
        UnusableSource: `source` can be nobody's name.
    """
    check_source(source)
    report = ImportReport()
    paths = list(paths)
    files = list(find_files(paths))
    if dry_run:
        arriving = ArrivingFiles(files, report, source=source, dry_run=True)
        preview = Preview(report)
        for chunk in arriving.chunks():
            preview.add(chunk)
            watch(arriving.progress)
        return report
    told = [path if path == STANDARD_INPUT else str(Path(path).absolute()) for path in paths]
    with running_batch(report, paths=told, source=source) as batch:
        run = _Run(batch, report, watch)
        run.take_in(ArrivingFiles(files, report, keep=run.keep, source=source))
    return report


def import_files(
    files: Sequence[InputFile],
    *,
    name: str = "",
    source: str = "",
    user: User | None = None,
    max_bytes: int | None = None,
    status: ArticleStatus = ArticleStatus.PUBLISHED,
    begun: Callable[[ImportBatch], object] = lambda _batch: None,
    finish: Finish = leave_as_saved,
    only: Collection[Place] | None = None,
) -> ImportReport:
    """Import files as one batch; new articles get the status. `begun` is handed the batch at once.

    A run under the `name` of one that broke off continues it. `max_bytes` holds for each file.
    `finish` is handed each article that is saved or held back, in the transaction that saves it.
    With `only`, other articles are passed over.
    """
    check_source(source)
    report = ImportReport()
    names = [name] if name else []
    with running_batch(report, user=user, paths=names, source=source) as batch:
        begun(batch)
        run = _Run(batch, report, status=status, finish=finish)
        arriving = ArrivingFiles(files, report, keep=run.keep, source=source, max_bytes=max_bytes)
        run.take_in(arriving, only)
    return report


@obeying_editors
def import_read(
    arrivals: Sequence[Arrival],
    findings: MaybeFindings,
    report: ImportReport,
    *,
    source: str,
    user: User | None,
    status: ArticleStatus,
    finish: Finish,
) -> ImportBatch:
    """Import articles that are read already as one batch; `finish` is handed each that is saved."""
    with running_batch(report, user=user, source=source) as batch:
        run = _Run(batch, report, status=status, finish=finish)
        run.save_all(arrivals, findings)
    return batch


class _Run:
    """One batch at work."""

    def __init__(
        self,
        batch: ImportBatch,
        report: ImportReport,
        watch: Watch = unwatched,
        *,
        status: ArticleStatus = ArticleStatus.PUBLISHED,
        finish: Finish = leave_as_saved,
    ) -> None:
        self._batch = batch
        self._report = report
        self._watch = watch
        self._status = status
        self._finish = finish
        self._failures = FailuresFile(batch.pk)
        self._sources = Sources()
        self._noted_at = time.monotonic()
        report.new_sources = self._sources.made

    def keep(self, failure: Failure, original: str) -> None:
        """Keep what failed for another try."""
        self._failures.add(failure, original)
        self._report.failures_file = str(self._failures.path)

    def take_in(self, files: ArrivingFiles, only: Collection[Place] | None = None) -> None:
        """Import the articles of the files, all of them or only those at some places."""
        for chunk, findings in extract_ahead(self._unknown(files, only)):
            self.save_all(chunk, findings)
            self._note(files.progress)
        self._note(files.progress, at_once=True)

    def save_all(self, chunk: Sequence[Arrival], findings: MaybeFindings) -> None:
        """Save articles of which it is known what they name."""
        with changing(self._batch.user, str(self._batch)):
            for articles in _apart(self._ready(chunk, findings)):
                self._save(articles)

    def _unknown(
        self, files: ArrivingFiles, only: Collection[Place] | None
    ) -> Iterator[Sequence[Arrival]]:
        """Leave out what an earlier run, perhaps broken off, took from the same place of a file.

        So a run that goes on extracts from nothing twice.
        """
        for chunk in files.chunks():
            origins = origins_at(chunk)
            unknown = []
            for arrival in chunk:
                place = (arrival.raw.pk, arrival.position)
                if only is not None and place not in only:
                    continue
                origin = origins.get(place)
                if origin and self._identity(arrival).is_of(origin.article):
                    arrival.report.outcomes[Outcome.UNCHANGED] += 1
                else:
                    unknown.append(arrival)
            if unknown:
                yield unknown
            else:
                self._note(files.progress)

    def _identity(self, arrival: Arrival) -> Identity:
        return Identity.of(self._sources.get(arrival.record.source), arrival.record)

    def _ready(self, chunk: Sequence[Arrival], findings: MaybeFindings) -> Iterator[ReadyArticle]:
        for arrival, found in zip(chunk, findings, strict=True):
            if found is None:
                _fail(arrival)
            else:
                yield ReadyArticle(arrival, found, self._identity(arrival), self._status)

    def _save(self, articles: Sequence[ReadyArticle]) -> None:
        """Save articles together or, if one of them cannot be saved, each alone."""
        try:
            with transaction.atomic():
                saved = save_articles(articles, self._batch, self._sources)
                for ready, one in zip(articles, saved, strict=True):
                    self._finish(ready.arrival, one)
        except OperationalError:  # the database itself is in trouble: nothing can be saved
            raise
        except Exception:
            if len(articles) == 1:
                logger.exception("cannot save an article of %s", articles[0].arrival.report.file)
                _fail(articles[0].arrival)
            else:
                for ready in articles:
                    self._save([ready])
        else:
            for ready, one in zip(articles, saved, strict=True):
                ready.arrival.report.outcomes[one.outcome] += 1

    def _note(self, progress: Progress, *, at_once: bool = False) -> None:
        """Tell whoever watches how far the run is, and from time to time the database."""
        self._watch(progress)
        if at_once or time.monotonic() - self._noted_at > _SECONDS_BETWEEN_NOTES:
            self._noted_at = time.monotonic()
            self._batch.bytes_read, self._batch.bytes_total, _ = progress
            self._batch.report = self._report.as_dict()
            self._batch.save()


def _apart(articles: Iterable[ReadyArticle]) -> Iterator[list[ReadyArticle]]:
    """Part articles so that no two that may be the same one are saved together."""
    together: list[ReadyArticle] = []
    for ready in articles:
        if ready.identity.may_be_one_of(other.identity for other in together):
            yield together
            together = []
        together.append(ready)
    if together:
        yield together


def _fail(arrival: Arrival) -> None:
    arrival.report.fail(UNFORESEEN, arrival.record.line, own_json(arrival.record))
