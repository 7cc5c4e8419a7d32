"""What came of an import, file by file."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What became of one article of a file."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicates"


@dataclass(frozen=True)
class Failure:
    """Why a file, or the article at one line of it, was not imported; `reason` is Persian."""

    file: str
    line: int | None
    reason: str


@dataclass
class FileReport:
    """What came of one file; `sha256` is empty when it could not be read at all."""

    file: str
    sha256: str = ""
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def fail(self, reason: str, line: int | None = None) -> None:
        self.failures.append(Failure(self.file, line, reason))


@dataclass
class ImportReport:
    files: list[FileReport] = field(default_factory=list)

    @property
    def failures(self) -> list[Failure]:
        return [failure for file in self.files for failure in file.failures]

    @property
    def warnings(self) -> list[tuple[str, str]]:
        """File name and Persian sentence of each warning."""
        return [(file.file, warning) for file in self.files for warning in file.warnings]

    def count(self, outcome: Outcome) -> int:
        return sum(file.outcomes[outcome] for file in self.files)

    def as_dict(self) -> dict[str, Any]:
        """The summary under the keys of docs/import-formats.md, ready for JSON."""
        counts = {outcome.value: self.count(outcome) for outcome in Outcome}
        return {
            "files": len(self.files),
            "articles": sum(counts.values()),
            **counts,
            "failed": len(self.failures),
            "failures": [asdict(failure) for failure in self.failures],
        }
