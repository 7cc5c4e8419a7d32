"""What the archive understands of a file, storing nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from archive.extract import extract
from archive.ingest.exceptions import IngestError, MalformedRecord
from archive.ingest.files import InputFile
from archive.ingest.identity import sha256
from archive.ingest.reading import read_file
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
        data = file.read()
        inspection.sha256 = sha256(data)
        read = read_file(data)
    except IngestError as error:
        inspection.warnings.append(error.reason)
        return inspection
    inspection.encoding, inspection.format = read.encoding, read.format
    inspection.warnings += read.warnings
    for item in read.articles:
        if isinstance(item, MalformedRecord):
            inspection.warnings.append(_warning(item))
        else:
            inspection.articles.append(record_dict(item, extract(item)))
    return inspection


def _warning(error: MalformedRecord) -> str:
    if error.line is None:
        return error.reason
    return f"سطر {to_persian_digits(error.line)}: {error.reason}"
