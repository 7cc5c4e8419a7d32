"""Zip files from outside: which may be opened, and what is in them."""

from __future__ import annotations

import re
import stat
import zipfile
from pathlib import PurePosixPath

from archive.ingest.exceptions import UnsafeArchive, UnsupportedFormat
from persian.digits import to_persian_digits

MAX_MEMBERS = 2_000
MAX_RATIO = 100
RATIO_COUNTS_FROM_BYTES = 1024 * 1024
_OFFICE_MEMBER = "[Content_Types].xml"
_WACZ_MEMBER = "datapackage.json"
_WACZ_FOLDER = "archive/"
_ENCRYPTED = 0x1


def is_wacz(archive: zipfile.ZipFile) -> bool:
    """Whether a zip is a web archive (WACZ), which counts as one file and not as a container."""
    names = archive.namelist()
    return _WACZ_MEMBER in names and any(name.startswith(_WACZ_FOLDER) for name in names)


def checked_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
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
    check_ratio(sum(m.file_size for m in members), sum(m.compress_size for m in members))
    for member in members:
        _check_member(member)
    return members


def check_ratio(size: int, packed: int) -> None:
    """Refuse what grows beyond any text when it is unpacked.

    Raises:
        UnsafeArchive: it does.
    """
    if size > RATIO_COUNTS_FROM_BYTES and size > MAX_RATIO * packed:
        raise UnsafeArchive("این پرونده بیش از اندازه فشرده است و باز نمی‌شود.")


def _check_member(member: zipfile.ZipInfo) -> None:
    name = PurePosixPath(member.filename)
    if name.is_absolute() or ".." in name.parts or re.search(r"\\|^[^/]*:", member.filename):
        raise UnsafeArchive("در این پروندهٔ zip نامی هست که به بیرون از آن راه می‌برد.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UnsafeArchive("در این پروندهٔ zip پیوند نمادین هست.")
    if member.flag_bits & _ENCRYPTED:
        raise UnsafeArchive("این پروندهٔ zip رمز دارد.")
