"""The database as a file: copied while others write, counted, put in place."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from archive.backup.errors import CannotBackUp, CannotRestore

_PARTS = ("", "-wal", "-shm")  # SQLite's files of one database


def copy_database(target: Path) -> None:
    """Copy the database as it is at one moment; writers go on meanwhile."""
    refuse_other_databases()
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it


def row_counts(path: Path) -> dict[str, int]:
    """How many rows each table of a copied database has."""
    with closing(_read(path)) as database:
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        return {
            name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for (name,) in sorted(tables)
        }


def refuse_newer(path: Path) -> None:
    """Check that we know every migration of a copied database.

    Raises:
        CannotRestore: a newer version of the archive made it.
    """
    known = MigrationLoader(None).disk_migrations.keys()
    with closing(_read(path)) as database:
        applied = database.execute("SELECT app, name FROM django_migrations WHERE app = 'archive'")
        unknown = set(applied) - known
    if unknown:
        raise CannotRestore(
            f"The backup is of a newer version of the archive ({max(unknown)[1]}). Update first."
        )


def has_database() -> bool:
    """Whether there is a database that putting one in place would replace."""
    return database_path().exists()


def put_in_place(copy: Path) -> None:
    """Make a copied database the archive's own; the one before is gone."""
    connections.close_all()
    path = database_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    arrived = path.with_name(path.name + ".restored")
    shutil.move(copy, arrived)
    for part in _PARTS[1:]:
        path.with_name(path.name + part).unlink(missing_ok=True)
    arrived.replace(path)


def database_path() -> Path:
    """Where the database is."""
    return Path(connection.settings_dict["NAME"])


def refuse_other_databases() -> None:
    """Check that the database is one file.

    Raises:
        CannotBackUp: it is a server's.
    """
    if connection.vendor != "sqlite":
        raise CannotBackUp(
            f"The database is {connection.display_name}: back it up with its own tools,"
            " and DATA_DIR/raw with any."
        )


def _read(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
