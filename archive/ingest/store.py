"""The raw store: every file as received, under its SHA-256, never changed."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from archive.ingest.identity import file_sha256
from archive.models import Damage

_FILE_MODE = 0o640
_FOLDER_MODE = 0o750
_UNTOUCHED_SECONDS = 3600


def keep(source: Path) -> str:
    """Store a file's bytes and return their SHA-256. Storing them again mends a damaged copy.

    After the return the bytes survive a power cut; before it no part of them can be seen.
    """
    digest = file_sha256(source)
    path = locate(digest)
    if path.is_file() and file_sha256(path) == digest:
        return digest
    for folder in (path.parent, _incoming()):
        folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=_incoming())
    try:
        with os.fdopen(descriptor, "wb") as file, source.open("rb") as original:
            os.fchmod(descriptor, _FILE_MODE)
            shutil.copyfileobj(original, file)
            file.flush()
            os.fsync(descriptor)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)
    return digest


def locate(digest: str) -> Path:
    """The file that holds the bytes stored under a SHA-256; nobody may change it."""
    return raw_folder() / digest[:2] / digest[2:4] / digest


def damage_of(digest: str) -> str:
    """What is wrong with the bytes stored under a SHA-256, of `Damage`; blank when nothing is."""
    try:
        return "" if file_sha256(locate(digest)) == digest else Damage.CHANGED
    except OSError:
        return Damage.MISSING


def raw_folder() -> Path:
    """The store's folder, below which each file has its place."""
    folder: Path = settings.DATA_DIR / "raw"
    return folder


def stored_files() -> Iterator[tuple[str, Path]]:
    """Yield every stored file with its path below the store's folder."""
    for file in sorted(raw_folder().glob("??/??/*")):
        yield file.relative_to(raw_folder()).as_posix(), file


def sweep() -> None:
    """Take away what processes that died left half-written."""
    for file in _incoming().glob("*"):
        with suppress(FileNotFoundError):  # another process sweeps too, or has just finished it
            if time.time() - file.stat().st_mtime > _UNTOUCHED_SECONDS:
                file.unlink()


def _incoming() -> Path:
    return raw_folder() / "incoming"


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
