"""Writes articles into the archive: the only ingest code that does.

Raw bytes are stored before anything read from them; each article with its mentions and provenance
is one transaction. What cannot be imported is reported and passed over.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import OperationalError, transaction
from django.utils import timezone

from archive.extract import VERSION
from archive.ingest import store
from archive.ingest.exceptions import (
    IngestError,
    MalformedFile,
    MalformedRecord,
    ReadingFailed,
    UnsupportedFormat,
)
from archive.ingest.files import InputFile, file_or_members, find_files
from archive.ingest.guarded import UNFORESEEN, guarded_reading
from archive.ingest.identity import file_sha256, same_article, text_key
from archive.ingest.mentions import extract_mentions
from archive.ingest.readers import Item
from archive.ingest.records import ArticleRecord, Remark
from archive.ingest.reports import FileReport, ImportReport, Outcome
from archive.ingest.sources import find_source, source_for
from archive.models import (
    Article,
    ArticleOrigin,
    ArticleStatus,
    BatchState,
    ImportBatch,
    RawDocument,
    Source,
)
from archive.models.versions import changing

logger = logging.getLogger(__name__)

Progress = Callable[[Sequence[InputFile]], Iterable[InputFile]]
_OWN_FIELDS = (
    *("external_id", "kicker", "headline", "lead", "body", "byline", "dateline"),
    *("url", "news_code", "date_text"),
)
_FILE_NAME_CHARS = 300


def import_paths(
    paths: Iterable[str],
    *,
    source: str = "",
    user: User | None = None,
    dry_run: bool = False,
    progress: Progress = iter,
) -> ImportReport:
    """Import the files behind the paths as one batch and report what came of each.

    `source` (slug or name) counts for articles that name none. A dry run reports the same and
    writes nothing. `progress` is handed all files and yields them as they are taken.
    """
    report = ImportReport()
    with nullcontext() if dry_run else _new_batch(report, user) as batch:
        importer = _Importer(batch, source)
        for file in progress(list(find_files(paths))):
            report.files.append(importer.import_file(file))
    return report


def import_upload(
    path: Path,
    filename: str,
    *,
    source: str = "",
    user: User | None = None,
    max_bytes: int | None = None,
) -> ImportReport:
    """Import an uploaded file, or the files in an uploaded zip, as a batch of its own.

    `max_bytes` holds for each file; `source` as in `import_paths`.
    """
    report = ImportReport()
    with _new_batch(report, user) as batch:
        importer = _Importer(batch, source, max_bytes)
        for file in file_or_members(path, filename, max_member_bytes=max_bytes):
            report.files.append(importer.import_file(file))
    return report


@contextmanager
def _new_batch(report: ImportReport, user: User | None) -> Iterator[ImportBatch]:
    """Keep the run and its report in the database, whatever way it ends."""
    batch = ImportBatch.objects.create(user=user)
    try:
        with changing(user, f"ورود از پرونده، {batch}"):
            yield batch
        batch.state = BatchState.DONE
    except BaseException:
        batch.state = BatchState.FAILED
        raise
    finally:
        batch.finished_at = timezone.now()
        batch.report = report.as_dict()
        batch.save()


class _Importer:
    """Imports the files of one batch, or without a batch only tells what would come of them."""

    def __init__(self, batch: ImportBatch | None, source: str, max_bytes: int | None = None):
        self._batch = batch
        self._source = source
        self._max_bytes = max_bytes
        self._sources: dict[str, Source] = {}
        self._previewed: set[tuple[str, str]] = set()

    def import_file(self, file: InputFile) -> FileReport:
        report = FileReport(file.name)
        try:
            self._import_file(file, report)
        except IngestError as error:
            report.fail(error.reason)
        except OperationalError:  # the database itself is in trouble: nothing more can be saved
            raise
        except Exception:
            logger.exception("cannot import %s", file.name)
            report.fail(UNFORESEEN)
        return report

    def _import_file(self, file: InputFile, report: FileReport) -> None:
        with file.as_path() as path:
            raw: RawDocument | None = None
            try:
                with guarded_reading(
                    path, source=self._source, max_bytes=self._max_bytes
                ) as reading:
                    raw = self._keep(path, reading.format, reading.encoding)
                    self._import_items(reading.items, path, raw, report)
            except (UnsupportedFormat, MalformedFile, ReadingFailed):
                if raw is None:
                    self._keep(path, file_format="", encoding="")
                raise

    def _import_items(
        self, items: Iterator[Item], path: Path, raw: RawDocument | None, report: FileReport
    ) -> None:
        digest = report.sha256 = raw.sha256 if raw else file_sha256(path)
        seen: set[int] = set()
        for item in items:
            if isinstance(item, Remark):
                report.warnings.append(item.text)
            elif isinstance(item, MalformedRecord):
                report.fail(item.reason, item.line)
            elif raw is None:
                report.outcomes[self._preview(item, digest)] += 1
            else:
                self._import_record(item, raw, seen, report)

    def _keep(self, path: Path, file_format: str, encoding: str) -> RawDocument | None:
        """Store the bytes as received, also of a file that cannot be read; in a dry run nothing."""
        if self._batch is None:
            return None
        known = {"format": file_format, "encoding": encoding}
        raw, _ = RawDocument.objects.update_or_create(
            sha256=store.keep(path),
            defaults=known,
            create_defaults={"size_bytes": path.stat().st_size, **known},
        )
        return raw

    def _preview(self, record: ArticleRecord, digest: str) -> Outcome:
        identity = (record.source, record.external_id or text_key(record.headline, record.body))
        if identity in self._previewed:
            return Outcome.DUPLICATE
        self._previewed.add(identity)
        source = find_source(record.source)
        article = same_article(source, record) if source else None
        if article is None:
            return Outcome.CREATED
        if article.origins.filter(raw__sha256=digest).exists():
            return Outcome.UNCHANGED
        return Outcome.UPDATED if _changes(article, record) else Outcome.DUPLICATE

    def _import_record(
        self, record: ArticleRecord, raw: RawDocument, seen: set[int], report: FileReport
    ) -> None:
        try:
            self._know_sources(record)
            with transaction.atomic():
                outcome = self._save(record, raw, seen, report.file)
        except OperationalError:
            raise
        except Exception:
            logger.exception("cannot import an article of %s (line %s)", report.file, record.line)
            report.fail(UNFORESEEN, record.line)
        else:
            report.outcomes[outcome] += 1

    def _know_sources(self, record: ArticleRecord) -> None:
        """Look sources up once a batch, outside of any article's transaction."""
        names = {record.source, record.republished_by or record.source}
        for name in names - self._sources.keys():
            self._sources[name] = source_for(name)

    def _save(
        self, record: ArticleRecord, raw: RawDocument, seen: set[int], file_name: str
    ) -> Outcome:
        """Bring one record into the archive; `seen` are the articles this file gave already."""
        article = same_article(self._sources[record.source], record)
        if article is None:
            article, outcome = self._create(record), Outcome.CREATED
        elif article.pk not in seen and article.origins.filter(raw=raw).exists():
            outcome = Outcome.UNCHANGED
        else:
            outcome = _update(article, record)
        seen.add(article.pk)
        if outcome is Outcome.CREATED or not article.origins.filter(raw=raw).exists():
            ArticleOrigin.objects.create(
                article=article,
                raw=raw,
                batch=self._batch,
                file_name=file_name[-_FILE_NAME_CHARS:],
                line=record.line,
                reader=raw.format,
                cuts=[{"rule": cut.rule, "text": cut.text} for cut in record.cuts],
            )
        return outcome

    def _create(self, record: ArticleRecord) -> Article:
        article = Article(
            source=self._sources[record.source],
            republished_by=self._sources[record.republished_by] if record.republished_by else None,
            status=ArticleStatus.PUBLISHED,
            text_key=text_key(record.headline, record.body),
            extractor_version=str(VERSION),
            **_values(record),
        )
        article.save()
        extract_mentions(article)
        return article


def _update(article: Article, record: ArticleRecord) -> Outcome:
    changes = _changes(article, record)
    if not changes:
        return Outcome.DUPLICATE
    for name, value in changes.items():
        setattr(article, name, value)
    if {"headline", "body"} & changes.keys():
        article.text_key = text_key(record.headline, record.body)
    article.extractor_version = str(VERSION)
    article.save()
    extract_mentions(article)
    return Outcome.UPDATED


def _changes(article: Article, record: ArticleRecord) -> dict[str, Any]:
    """Return what the record says anew. What it leaves unsaid stays.

    Under the article's own external_id it overrules; with the text alone it only fills gaps.
    """
    overrules = bool(record.external_id) and record.external_id == article.external_id
    told = {name: value for name, value in _values(record).items() if value}
    changes = {
        name: value
        for name, value in told.items()
        if value != getattr(article, name) and (overrules or not getattr(article, name))
    }
    if "published_at" not in changes:  # date and precision change together
        changes.pop("published_precision", None)
        changes.pop("date_text", None)
    return changes


def _values(record: ArticleRecord) -> dict[str, Any]:
    return {
        **{name: getattr(record, name) for name in _OWN_FIELDS},
        "tags": list(record.tags),
        "published_at": record.published_at,
        "published_precision": record.published_precision or "",
    }
