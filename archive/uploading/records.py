"""Articles that are read and not saved yet, as the database keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from archive.ingest.arriving import Arrival
from archive.ingest.extracting import extract_ahead
from archive.ingest.findings import Findings
from archive.ingest.records import ArticleRecord, Cut, DatePrecision
from archive.ingest.reports import FileReport
from archive.models import UploadedArticle

_IDENTITY = {"source", "external_id"}
Values = dict[str, Any]


def values_of(record: ArticleRecord) -> Values:
    """The record as values that JSON knows."""
    moment = record.published_at
    return {**asdict(record), "published_at": moment.isoformat() if moment else None}


@dataclass(frozen=True)
class Understood:
    """An article of an upload: as it is imported, as its editor wants it, and what is found there.

    Which article it is, the importer has to know from the start; all other corrections are edits of
    what was imported. `findings` is None where extraction failed.
    """

    uploaded: UploadedArticle
    arrival: Arrival
    record: ArticleRecord
    findings: Findings | None

    @property
    def edits(self) -> Values:
        """The fields of the article that are edited once it is imported."""
        names = self.uploaded.corrections.keys() - _IDENTITY
        return {name: getattr(self.record, name) or _nothing(name) for name in names}


def understand(uploaded: Iterable[UploadedArticle]) -> list[Understood]:
    """Read the articles of one upload anew, as they are corrected by now."""
    articles = list(uploaded)
    reports: dict[str, FileReport] = {}
    arrivals = [_arrival(article, reports) for article in articles]
    records = [_Corrected(_record(article.record | article.corrections)) for article in articles]
    [(_, findings)] = extract_ahead([records])
    return [
        Understood(article, arrival, corrected.record, found)
        for article, arrival, corrected, found in zip(
            articles, arrivals, records, findings, strict=True
        )
    ]


@dataclass(frozen=True)
class _Corrected:
    record: ArticleRecord


def _arrival(uploaded: UploadedArticle, reports: dict[str, FileReport]) -> Arrival:
    file = FileReport(uploaded.file_name, sha256=uploaded.raw.sha256)
    identity = {name: v for name, v in uploaded.corrections.items() if name in _IDENTITY}
    return Arrival(
        reports.setdefault(f"{uploaded.file_name}\n{uploaded.raw.sha256}", file),
        uploaded.raw,
        uploaded.position,
        _record(uploaded.record | identity),
    )


def _record(values: Mapping[str, Any]) -> ArticleRecord:
    moment, precision = values["published_at"], values["published_precision"]
    return ArticleRecord(
        **{
            **values,
            "published_at": datetime.fromisoformat(moment) if moment else None,
            "published_precision": DatePrecision(precision) if precision else None,
            "tags": tuple(values["tags"]),
            "cuts": tuple(Cut(**cut) for cut in values["cuts"]),
        }
    )


def _nothing(field: str) -> str | None:
    return None if field == "published_at" else ""
