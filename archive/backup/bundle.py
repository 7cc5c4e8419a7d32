"""The file of a backup: a gzipped tar that is written and read in one go.

Its last member is the manifest, which names each other member with its SHA-256. So a file that was
cut short or changed anywhere is not taken for a backup. Only members with one of the names that we
write are ever unpacked, and only plain files.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from archive.backup.errors import DamagedBackup

FORMAT = 1
DATABASE = "database.sqlite"
SECRET_KEY = "secret-key"
MANIFEST = "manifest.json"
_NAME = re.compile(
    rf"{DATABASE}|{SECRET_KEY}|{MANIFEST}|raw/[0-9a-f]{{2}}/[0-9a-f]{{2}}/[0-9a-f]{{64}}"
)
_GZIP_LEVEL = 1
_MANIFEST_BYTES = 1 << 30
_COPIED_BYTES = 1 << 20
_DAMAGE = (
    tarfile.TarError,
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
)


@dataclass(frozen=True)
class Manifest:
    """What a backup consists of: how many rows each table has, the SHA-256 of each member."""

    format: int
    made_at: str
    counts: dict[str, int]
    files: dict[str, str]


class BundleWriter:
    """Takes the members of a backup one after the other."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files: dict[str, str] = {}

    def add(self, name: str, path: Path) -> None:
        """Add a file that does not change meanwhile."""
        with path.open("rb") as file:
            member = self._tar.gettarinfo(arcname=name, fileobj=file)
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            reader = _Digesting(file)
            self._tar.addfile(member, reader)
        self.files[name] = reader.digest.hexdigest()

    def finish(self, made_at: str, counts: dict[str, int]) -> None:
        """Write the manifest of all that was added."""
        manifest = Manifest(FORMAT, made_at, counts, self.files)
        content = json.dumps(asdict(manifest), indent=1).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size = len(content)
        self._tar.addfile(member, io.BytesIO(content))


@contextmanager
def writing(path: Path) -> Iterator[BundleWriter]:
    """Write the file of a backup, which nobody but its owner may read."""
    with (
        path.open("wb") as file,
        gzip.GzipFile(fileobj=file, mode="wb", compresslevel=_GZIP_LEVEL, filename="") as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        path.chmod(0o600)
        yield BundleWriter(tar)


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield each member's name and content, the manifest last; read it before taking the next.

    Raises:
        DamagedBackup: the file holds what no backup holds. What else is wrong with it raises
            many errors, also when the content is read: read inside `noticing_damage`.
    """
    with gzip.open(path) as packed:
        with tarfile.open(fileobj=packed, mode="r|") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() else None
                if content is None or not _NAME.fullmatch(member.name):
                    raise DamagedBackup(f"{path} holds {member.name!r}, which is of no backup.")
                yield member.name, content
        while packed.read(_COPIED_BYTES):  # gzip compares its checksum at the end
            pass


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpack a backup into an empty folder, each member as the manifest says, and return that.

    Raises:
        DamagedBackup: the file is not a whole backup; what the folder holds then is worth nothing.
    """
    found: dict[str, str] = {}
    manifest = None
    with noticing_damage(path):
        for name, content in members(path):
            if name == MANIFEST:
                manifest = _read_manifest(path, content)
            else:
                found[name] = _copy(content, folder / name)
    if manifest is None or DATABASE not in found:
        raise DamagedBackup(f"{path} is not a whole backup.")
    if found != manifest.files:
        differing = min(name for name, _ in found.items() ^ manifest.files.items())
        raise DamagedBackup(f"{path} is damaged: {differing} is not as it was written.")
    return manifest


def _read_manifest(path: Path, content: IO[bytes]) -> Manifest:
    told = json.loads(content.read(_MANIFEST_BYTES))
    if told["format"] != FORMAT:
        raise DamagedBackup(f"{path} was made by another version of the archive. Update first.")
    return Manifest(**told)


def _copy(content: IO[bytes], target: Path) -> str:
    target.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    reader = _Digesting(content)
    with target.open("wb") as file:
        while chunk := reader.read(_COPIED_BYTES):
            file.write(chunk)
    target.chmod(0o640)
    return reader.digest.hexdigest()


@contextmanager
def noticing_damage(path: Path) -> Iterator[None]:
    """Call by its name whatever reading a damaged backup raises.

    Raises:
        DamagedBackup: the file is not as it was written.
    """
    try:
        yield
    except _DAMAGE as error:
        raise DamagedBackup(f"{path} is not a whole backup: {error}") from error


class _Digesting(io.RawIOBase):
    """A file whose SHA-256 is known once it was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        return data
