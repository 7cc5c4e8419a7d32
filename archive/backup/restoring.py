"""Puts the archive of a backup in place, once all of it is known to be whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from archive.backup import databases
from archive.backup.bundle import DATABASE, SECRET_KEY, Manifest, unpack
from archive.backup.errors import CannotRestore, DamagedBackup
from archive.disk import is_full
from archive.ingest.store import raw_folder
from archive.locks import SERVING, locked
from archive.models import Task


def is_half_restored() -> bool:
    """Whether DATA_DIR holds a part of a backup, because putting it in place was broken off."""
    return _mark().exists()


def restore_backup(path: Path, *, replace: bool = False) -> Manifest:
    """Make the archive in DATA_DIR that of a backup, bring it up to date, and index it.

    Nothing is put in place before every member and every count was found as the manifest says.
    With `replace` an archive that is there is lost.

    Raises:
        DamagedBackup: the file is not as it was written.
        CannotRestore: an archive is there, it is being served, or there is no room.
    """
    databases.refuse_other_databases()
    holds_archive = databases.has_database() or raw_folder().exists()
    if holds_archive and not replace and not is_half_restored():
        raise CannotRestore(
            f"{settings.DATA_DIR} holds an archive already. Choose an empty DATA_DIR,"
            " or give --replace to lose that archive."
        )
    try:
        with locked(SERVING), _empty_folder(settings.DATA_DIR / "restoring") as folder:
            manifest = _unpack(path, folder)
            _put_in_place(folder)
    except BlockingIOError as error:
        raise CannotRestore(
            f"The archive in {settings.DATA_DIR} is being served. End that first."
        ) from error
    except OSError as error:
        raise CannotRestore(_reason(error)) from error
    _bring_up_to_date()
    return manifest


@contextmanager
def _empty_folder(folder: Path) -> Iterator[Path]:
    """A folder for a while, also if one that was killed has left it full."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unpack(path: Path, folder: Path) -> Manifest:
    manifest = unpack(path, folder)
    copy = folder / DATABASE
    try:
        databases.refuse_newer(copy)
        counts = databases.row_counts(copy)
    except sqlite3.Error as error:
        raise DamagedBackup(f"{path} is damaged: {error}.") from error
    if counts != manifest.counts:
        table = min(name for name, _ in counts.items() ^ manifest.counts.items())
        raise DamagedBackup(f"{path} is damaged: {table} has not the rows that it should have.")
    return manifest


def _put_in_place(folder: Path) -> None:
    """Move what was unpacked to where it belongs; what was there goes away with the folder."""
    _mark().touch()
    os.sync()
    _forget_index()
    (folder / "raw").mkdir(exist_ok=True)
    if raw_folder().exists():
        raw_folder().rename(folder / "replaced-raw")
    (folder / "raw").rename(raw_folder())
    if (folder / SECRET_KEY).exists():
        (folder / SECRET_KEY).chmod(0o600)
        (folder / SECRET_KEY).replace(settings.DATA_DIR / SECRET_KEY)
    databases.put_in_place(folder / DATABASE)
    os.sync()
    _mark().unlink()


def _mark() -> Path:
    folder: Path = settings.DATA_DIR
    return folder / "half-restored"


def _bring_up_to_date() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    Task.objects.unfinished().delete()  # also the one that made the backup
    call_command("rebuild_index", verbosity=0)


def _forget_index() -> None:
    """Have no index, rather than that of another archive, should we be killed before the end."""
    index = Path(str(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    if index.is_symlink():
        index.unlink()
    else:
        shutil.rmtree(index, ignore_errors=True)


def _reason(error: OSError) -> str:
    if is_full(error):
        return f"No room for the backup in {settings.DATA_DIR}. Make some; nothing was changed."
    return f"Cannot restore: {error.strerror}: {error.filename or settings.DATA_DIR}"
