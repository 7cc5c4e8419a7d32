"""Takes in what an editor sends: the bytes into the raw store, the articles read, none saved."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from archive.ingest import store
from archive.ingest.additions import obeying_editors
from archive.ingest.arriving import Arrival, ArrivingFiles
from archive.ingest.files import InputFile, file_or_members
from archive.ingest.reports import ImportReport
from archive.ingest.saving import FILE_NAME_CHARS
from archive.models import RawDocument, Upload, UploadedArticle
from archive.uploading.records import values_of

# What is more than this, or takes longer to read, goes on in the worker.
PREVIEW_ARTICLES = 30
PREVIEW_CHARS = 600_000
PREVIEW_SECONDS = 10.0
PREVIEW_ZIP_BYTES = 5 * 1024**2
SAMPLE_ARTICLES = 3  # of what is not looked through
NO_ARTICLE = "مقاله‌ای در این پرونده نیست."
_ZIP = "zip"


@dataclass(frozen=True)
class SentFile:
    """One file as it was sent: under which name, and where its bytes are."""

    name: str
    path: Path


class Received(NamedTuple):
    """What came of receiving files; without any article there is no upload.

    `problems` and `warnings` have a `file` and a sentence each, as `Upload` keeps them.
    """

    upload: Upload | None
    problems: list[dict[str, object]]
    warnings: list[dict[str, object]]


@obeying_editors
def receive(files: Sequence[SentFile], *, user: User, source: str = "") -> Received:
    """Store the files for good, read them, and keep the articles until they are confirmed.

    `source` (slug or name) counts for articles that name none.
    """
    upload = Upload(user=user, source=source, files=[_keep(file) for file in files])
    report = ImportReport()
    arrivals, upload.is_large = _read(upload, report, is_large=_is_large_zip(files))
    if upload.is_large:
        _save(upload, arrivals[:SAMPLE_ARTICLES])
        return Received(upload, [], [])
    told = {arrival.report.file for arrival in arrivals} | {f.file for f in report.failures}
    upload.problems = [
        *(asdict(failure) for failure in report.failures),
        *({"file": name, "reason": NO_ARTICLE} for name in _unmentioned(upload, told)),
    ]
    upload.warnings = [{"file": file, "text": text} for file, text in report.warnings]
    if arrivals:
        _save(upload, arrivals)
    return Received(upload if arrivals else None, upload.problems, upload.warnings)


def is_much(articles: int, chars: int) -> bool:
    """Whether this is more than one looks through."""
    return articles > PREVIEW_ARTICLES or chars > PREVIEW_CHARS


def stored_files(upload: Upload) -> list[InputFile]:
    """The files of an upload, those in a zip one by one, as they lie in the raw store."""
    return [
        member
        for file in upload.files
        for member in file_or_members(
            store.locate(file["sha256"]),
            file["name"],
            max_member_bytes=settings.UPLOAD_MAX_BYTES,
        )
    ]


def _keep(file: SentFile) -> dict[str, str]:
    digest = store.keep(file.path)
    told = {
        "size_bytes": file.path.stat().st_size,
        "format": _ZIP if zipfile.is_zipfile(file.path) else "",  # of others reading tells
    }
    RawDocument.objects.get_or_create(sha256=digest, defaults=told)
    return {"name": file.name, "sha256": digest}


def _unmentioned(upload: Upload, told: Collection[str]) -> Iterator[str]:
    """The files of which, and of whose members, nothing is told."""
    for name in (file["name"] for file in upload.files):
        if not any(one == name or one.startswith(f"{name}/") for one in told):
            yield name


def _is_large_zip(files: Iterable[SentFile]) -> bool:
    return any(
        file.path.stat().st_size > PREVIEW_ZIP_BYTES and zipfile.is_zipfile(file.path)
        for file in files
    )


def _read(upload: Upload, report: ImportReport, *, is_large: bool) -> tuple[list[Arrival], bool]:
    """Return the articles of the files, and whether there are more than one looks through."""
    files = ArrivingFiles(
        stored_files(upload), report, source=upload.source, max_bytes=settings.UPLOAD_MAX_BYTES
    )
    arrivals: list[Arrival] = []
    chars = 0
    until = time.monotonic() + PREVIEW_SECONDS
    with closing(files.arrivals()) as arriving:
        for arrival in arriving:
            arrivals.append(arrival)
            chars += len(arrival.record.body) + len(arrival.record.lead)
            is_enough = is_large and len(arrivals) == SAMPLE_ARTICLES
            if is_much(len(arrivals), chars) or is_enough or time.monotonic() > until:
                return arrivals, True
    return arrivals, is_large


@transaction.atomic
def _save(upload: Upload, arrivals: Sequence[Arrival]) -> None:
    upload.save()
    keep_articles(upload, arrivals)


def keep_articles(upload: Upload, arrivals: Sequence[Arrival]) -> None:
    """Keep articles as they were read until somebody decides about them."""
    UploadedArticle.objects.bulk_create(
        UploadedArticle(
            upload=upload,
            raw=arrival.raw,
            file_name=arrival.report.file[-FILE_NAME_CHARS:],
            position=arrival.position,
            record=values_of(arrival.record),
        )
        for arrival in arrivals
    )
