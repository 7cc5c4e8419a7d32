"""The files behind what an importer was given: files, folders, zip files, standard input."""

from __future__ import annotations

import os
import re
import stat
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from archive.ingest.exceptions import IngestError, MalformedFile, UnsafeArchive, UnsupportedFormat
from persian.digits import to_persian_digits

STANDARD_INPUT = "-"
MAX_MEMBERS = 2_000
MAX_RATIO = 100
_RATIO_COUNTS_FROM_BYTES = 1024 * 1024
_OFFICE_MEMBER = "[Content_Types].xml"
_ENCRYPTED = 0x1


@dataclass(frozen=True)
class InputFile:
    """One file to import. Nothing is read before `read`, which may raise IngestError."""

    name: str
    read: Callable[[], bytes]


def find_files(paths: Iterable[str]) -> Iterator[InputFile]:
    """Yield the files of the paths: folders in order of name, zip files member by member.

    In folders hidden files and READMEs are passed over. A path that cannot be used is yielded as a
    file whose reading says why.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield InputFile(path, sys.stdin.buffer.read)
        elif Path(path).is_dir():
            for file in _files_below(Path(path)):
                yield from _file_or_members(file)
        else:
            yield from _file_or_members(Path(path))


def _files_below(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not _is_passed_over(name):
                yield Path(root, name)


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name.upper().partition(".")[0] == "README"


def _file_or_members(path: Path) -> Iterator[InputFile]:
    try:
        if not zipfile.is_zipfile(path):
            yield InputFile(str(path), partial(_read, path))
            return
        with zipfile.ZipFile(path) as archive:
            members = _checked_members(archive)
    except (IngestError, OSError, zipfile.BadZipFile) as error:
        yield InputFile(str(path), partial(_refuse, error))
        return
    for member in members:
        yield InputFile(f"{path}/{member.filename}", partial(_read_member, path, member))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnsupportedFormat("چنین پرونده‌ای نیست.") from error
    except OSError as error:
        raise UnsupportedFormat("این پرونده را نمی‌توان خواند.") from error


def _refuse(error: Exception) -> bytes:
    if isinstance(error, IngestError):
        raise error
    raise MalformedFile("این پروندهٔ zip شکسته است.") from error


def _checked_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files of a zip that is safe to open.

    Raises:
        UnsafeArchive: it breaks a guard.
        UnsupportedFormat: it is an Office document.
    """
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MAX_MEMBERS:
        raise UnsafeArchive(f"این پروندهٔ zip بیش از {to_persian_digits(MAX_MEMBERS)} پرونده دارد.")
    if any(member.filename == _OFFICE_MEMBER for member in members):
        raise UnsupportedFormat("این پرونده از نوع Office است و خوانده نمی‌شود.")
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if size > _RATIO_COUNTS_FROM_BYTES and size > MAX_RATIO * packed:
        raise UnsafeArchive("این پروندهٔ zip بیش از اندازه فشرده است و باز نمی‌شود.")
    for member in members:
        _check_member(member)
    return [m for m in members if not any(map(_is_passed_over, PurePosixPath(m.filename).parts))]


def _check_member(member: zipfile.ZipInfo) -> None:
    name = PurePosixPath(member.filename)
    if name.is_absolute() or ".." in name.parts or re.search(r"\\|^[^/]*:", member.filename):
        raise UnsafeArchive("در این پروندهٔ zip نامی هست که به بیرون از آن راه می‌برد.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UnsafeArchive("در این پروندهٔ zip پیوند نمادین هست.")
    if member.flag_bits & _ENCRYPTED:
        raise UnsafeArchive("این پروندهٔ zip رمز دارد.")


def _read_member(path: Path, member: zipfile.ZipInfo) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.read(member)
    except (OSError, EOFError, RuntimeError, ValueError, zlib.error, zipfile.BadZipFile) as error:
        raise MalformedFile("این پرونده در zip شکسته است.") from error
