"""The files behind what an importer was given: files, folders, zip files, standard input."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from archive.disk import is_full
from archive.ingest.exceptions import IngestError, MalformedFile, TooLarge, UnsupportedFormat
from archive.ingest.zips import checked_members, is_wacz
from persian.digits import to_persian_digits

STANDARD_INPUT = "-"
_UNREADABLE = (OSError, EOFError, RuntimeError, ValueError, zlib.error, zipfile.BadZipFile)


@dataclass(frozen=True)
class InputFile:
    """One file to import. Nothing is read before `as_path`, which may raise IngestError.

    The path is good inside the context only: members of a zip and standard input are temporary.
    `size` is 0 where it cannot be told.
    """

    name: str
    as_path: Callable[[], AbstractContextManager[Path]]
    size: int = 0


def find_files(paths: Iterable[str]) -> Iterator[InputFile]:
    """Yield the files of the paths: folders in order of name, zip files member by member.

    In folders hidden files and READMEs are passed over. A path that cannot be used is yielded as a
    file whose opening says why.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield InputFile(path, partial(_spooled, sys.stdin.buffer))
        elif Path(path).is_dir():
            for file in _files_below(Path(path)):
                yield from file_or_members(file, str(file))
        else:
            yield from file_or_members(Path(path), path)


def file_or_members(
    path: Path, name: str, *, max_member_bytes: int | None = None
) -> Iterator[InputFile]:
    """Yield a file under a name, or if it is a zip its members; a WACZ is a file."""
    try:
        # What is no plain file may never end, as pipes and devices.
        if not path.is_file() or not zipfile.is_zipfile(path):
            size = path.stat().st_size if path.is_file() else 0
            yield InputFile(name, partial(_existing, path), size)
            return
        with zipfile.ZipFile(path) as archive:
            if is_wacz(archive):
                yield InputFile(name, partial(_existing, path), path.stat().st_size)
                return
            members = checked_members(archive)
    except (IngestError, *_UNREADABLE) as error:
        yield InputFile(name, partial(_refused, error))
        return
    for member in members:
        if not any(map(_is_passed_over, PurePosixPath(member.filename).parts)):
            opened = partial(_unpacked, path, member, max_member_bytes)
            yield InputFile(f"{name}/{member.filename}", opened, member.file_size)


def _files_below(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not _is_passed_over(name):
                yield Path(root, name)


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name.upper().partition(".")[0] == "README"


@contextmanager
def _existing(path: Path) -> Iterator[Path]:
    try:
        if path.exists() and not path.is_file():
            raise UnsupportedFormat("این یک پروندهٔ ساده نیست و خوانده نمی‌شود.")
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise UnsupportedFormat("چنین پرونده‌ای نیست.") from error
    except OSError as error:
        raise UnsupportedFormat("این پرونده را نمی‌توان خواند.") from error
    yield path


@contextmanager
def _refused(error: Exception) -> Iterator[Path]:
    if isinstance(error, IngestError):
        raise error
    raise MalformedFile("این پروندهٔ zip شکسته است.") from error
    yield  # what makes this a context like the others


@contextmanager
def _spooled(source: IO[bytes]) -> Iterator[Path]:
    """Hand on what cannot be read twice as a temporary file."""
    with tempfile.NamedTemporaryFile(prefix="import-") as copy:
        shutil.copyfileobj(source, copy)
        copy.flush()
        yield Path(copy.name)


@contextmanager
def _unpacked(path: Path, member: zipfile.ZipInfo, max_bytes: int | None) -> Iterator[Path]:
    if max_bytes is not None and member.file_size > max_bytes:
        limit = to_persian_digits(max_bytes // 1024**2)
        raise TooLarge(f"این پرونده از اندازهٔ مجاز ({limit} مگابایت) بزرگ‌تر است.")
    with tempfile.NamedTemporaryFile(prefix="import-") as copy:
        try:
            with zipfile.ZipFile(path) as archive, archive.open(member) as packed:
                shutil.copyfileobj(packed, copy)
        except _UNREADABLE as error:
            if is_full(error):
                raise
            raise MalformedFile("این پرونده در zip شکسته است.") from error
        copy.flush()
        yield Path(copy.name)
