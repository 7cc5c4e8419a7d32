"""Makes a backup while the archive is served."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from archive.backup.bundle import DATABASE, SECRET_KEY, writing
from archive.backup.databases import copy_database, row_counts
from archive.backup.errors import CannotBackUp
from archive.disk import is_full
from archive.ingest.store import stored_files
from archive.models import Task, TaskKind, TaskState

ARTICLES = "archive_article"  # a table that every archive has
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Backup:
    """A backup that was made."""

    path: Path
    size_bytes: int
    articles: int
    raw_files: int

    def note(self, started_at: datetime) -> None:
        """Note a backup that nobody asked for in the desk, for the desk to tell the last one."""
        Task.objects.create(
            kind=TaskKind.BACKUP,
            state=TaskState.DONE,
            started_at=started_at,
            finished_at=timezone.now(),
            result=self.as_dict(),
        )

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "path": str(self.path.absolute())}


def untold(_done: int, _total: int) -> None:
    """Tell nobody how far the work is."""


def make_backup(path: Path, progress: Progress = untold) -> Backup:
    """Write the whole archive as it is now into one file; a file of that name is replaced.

    The file appears when it is whole. `progress` is told how many of how many files are in.

    Raises:
        CannotBackUp: it cannot be written or the database cannot be read; says why.
    """
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder:
            unfinished = Path(folder) / path.name
            counts, raw_files = _write(unfinished, Path(folder) / DATABASE, progress)
            size = unfinished.stat().st_size
            unfinished.replace(path)
    except OSError as error:
        room = " Make room there." if is_full(error) else ""
        raise CannotBackUp(f"Cannot write {path}: {error.strerror}.{room}") from error
    except (DatabaseError, sqlite3.Error) as error:
        raise CannotBackUp(f"Cannot copy the database to {path.parent}: {error}.") from error
    return Backup(path, size, counts[ARTICLES], raw_files)


def _write(path: Path, copy: Path, progress: Progress) -> tuple[dict[str, int], int]:
    """Write the file; the row counts of its database and how many raw files it holds.

    The database first: every raw file that it names is in the store already, and stays there.
    """
    made_at = timezone.now().isoformat()
    copy_database(copy)
    counts = row_counts(copy)
    if ARTICLES not in counts:
        raise CannotBackUp(f"{settings.DATA_DIR} holds no archive.")
    raw_files = list(stored_files())
    with writing(path) as bundle:
        bundle.add(DATABASE, copy)
        copy.unlink()  # room for the rest
        if (secret_key := settings.DATA_DIR / SECRET_KEY).exists():
            bundle.add(SECRET_KEY, secret_key)
        for done, (name, file) in enumerate(raw_files):
            progress(done, len(raw_files))
            bundle.add(f"raw/{name}", file)
        bundle.finish(made_at, counts)
    return counts, len(raw_files)
