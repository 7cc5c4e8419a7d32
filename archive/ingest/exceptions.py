"""Why a file, or one article of it, is refused: one class per different reaction."""

from __future__ import annotations

from archive.exceptions import Refused


class IngestError(Refused):
    """Base of this package's errors."""


class UnsupportedFormat(IngestError):
    """The file is of a kind that no reader knows; another file may be tried."""


class TooLarge(IngestError):
    """The file is beyond the caller's limit; the same file may go through another door."""


class MalformedFile(IngestError):
    """The file is of a known kind but broken as a whole; nothing of it can be read."""


class UnsafeArchive(IngestError):
    """A zip file breaks one of the guards; nothing of it is opened."""


class ReadingFailed(IngestError):
    """The process that reads files had to be stopped, or died; the next file gets a new one."""


class UnusableSource(IngestError):
    """What was given as the articles' source cannot be the name of one; nothing is imported."""


class MalformedRecord(IngestError):
    """One article of a file is broken; the others are still read.

    `original` is what the file says in its place, as JSON where it is an object.
    """

    def __init__(self, reason: str, line: int | None = None, original: str = "") -> None:
        super().__init__(reason)
        self.line = line
        self.original = original
