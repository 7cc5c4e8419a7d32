"""What the archive understands of a file, storing nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.extract import extract
from archive.gazetteer import with_additions
from archive.ingest.additions import additions_if_any
from archive.ingest.exceptions import IngestError, MalformedRecord
from archive.ingest.files import InputFile
from archive.ingest.guarded import guarded_reading
from archive.ingest.identity import file_sha256
from archive.ingest.records import ArticleRecord, Remark
from archive.serializers import record_dict
from persian.digits import to_persian_digits


@dataclass
class Inspection:
    """One file; `is_refused` when it cannot be read at all, the first warning then says why."""

    file: str
    sha256: str | None = None
    encoding: str | None = None
    format: str | None = None
    articles: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return self.format is None


def inspect_file(file: InputFile) -> Inspection:
    """Read, clean and extract one file."""
    inspection = Inspection(file.name)
    try:
        with file.as_path() as path, with_additions(additions_if_any()):
            inspection.sha256 = file_sha256(path)
            _inspect(path, inspection)
    except IngestError as error:
        inspection.warnings.append(error.reason)
    return inspection


def _inspect(path: Path, inspection: Inspection) -> None:
    with guarded_reading(path) as reading:
        inspection.encoding, inspection.format = reading.encoding, reading.format
        for item in reading.items:
            if isinstance(item, ArticleRecord):
                inspection.articles.append(record_dict(item, extract(item)))
            else:
                inspection.warnings.append(_warning(item))


def _warning(error: MalformedRecord | Remark) -> str:
    if isinstance(error, Remark):
        return error.text
    if error.line is None:
        return error.reason
    return f"سطر {to_persian_digits(error.line)}: {error.reason}"
