"""What came of an import, file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any, NamedTuple

LISTED_FAILURES = 1_000


class Outcome(StrEnum):
    """What became of one article of a file; a draft that would change what readers see is held."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicates"
    HELD = "held"


@dataclass(frozen=True)
class Failure:
    """Why a file, or the article at one line of it, was not imported; `reason` is Persian."""

    file: str
    line: int | None
    reason: str


Keep = Callable[[Failure, str], None]


def dont_keep(_failure: Failure, _original: str) -> None:
    """Keep failures nowhere but in the report."""


@dataclass
class FileReport:
    """What came of one file; `sha256` is empty when it could not be read at all.

    `failures` are the first ones; `failed` counts them all, and `keep` is handed each with what the
    file says in its place.
    """

    file: str
    keep: Keep = dont_keep
    sha256: str = ""
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    failed: int = 0
    failures: list[Failure] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def fail(self, reason: str, line: int | None = None, original: str = "") -> None:
        failure = Failure(self.file, line, reason)
        self.failed += 1
        if self.failed <= LISTED_FAILURES:
            self.failures.append(failure)
        self.keep(failure, original)


class Progress(NamedTuple):
    """How far a run is; where sizes cannot be told, `bytes_total` is too small."""

    bytes_read: int
    bytes_total: int
    articles: int


@dataclass
class ImportReport:
    """What came of a whole run; a dry run has no batch.

    `continues` is the batch that broke off before, `new_sources` are the names of sources that were
    made, `failures_file` holds all that failed.
    """

    files: list[FileReport] = field(default_factory=list)
    batch: int | None = None
    continues: int | None = None
    new_sources: list[str] = field(default_factory=list)
    failures_file: str | None = None

    @property
    def failed(self) -> int:
        return sum(file.failed for file in self.files)

    @property
    def failures(self) -> list[Failure]:
        """The failures that are listed one by one."""
        listed = (failure for file in self.files for failure in file.failures)
        return list(islice(listed, LISTED_FAILURES))

    @property
    def warnings(self) -> list[tuple[str, str]]:
        """File name and Persian sentence of each warning."""
        return [(file.file, warning) for file in self.files for warning in file.warnings]

    @property
    def articles(self) -> int:
        return sum(file.outcomes.total() for file in self.files)

    def count(self, outcome: Outcome) -> int:
        return sum(file.outcomes[outcome] for file in self.files)

    def as_dict(self) -> dict[str, Any]:
        """The summary under the keys of docs/import-formats.md, ready for JSON.

        Only uploads hold anything back, so only their summaries say how much.
        """
        counts = {outcome.value: self.count(outcome) for outcome in Outcome}
        if not counts[Outcome.HELD]:
            del counts[Outcome.HELD]
        return {
            "files": len(self.files),
            "articles": self.articles,
            **counts,
            "failed": self.failed,
            "failures": [asdict(failure) for failure in self.failures],
            "failures_file": self.failures_file,
            "new_sources": self.new_sources,
            "batch": self.batch,
            "continues": self.continues,
        }
