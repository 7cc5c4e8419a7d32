"""What an index consists of: damage is noticed before damaged files can answer.

Each generation has a list of its files with their SHA-256, written before Whoosh's table of
contents makes the generation the newest. So one without a list, or with other files, is damaged.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from search.exceptions import IndexUnusable

_TOC = re.compile(r"_MAIN_(\d+)\.toc")


class Manifest(NamedTuple):
    """The files of one generation with their SHA-256, and how many documents are alive in them."""

    documents: int
    files: dict[str, str]


class _Trace(NamedTuple):
    """What changes when a file is written: its length, its time, the file that the name means."""

    size: int
    changed: int
    inode: int


class Verifier:
    """Compares the files of an index with its manifest, as often as one likes.

    A file is read again only when its length or time is another, so the second time costs next to
    nothing.
    """

    def __init__(self) -> None:
        self._digests: dict[str, tuple[_Trace, str]] = {}
        self._lock = Lock()

    def verify(self, directory: Path, generation: int) -> Manifest:
        """The manifest of the generation, whose files are all as they were written.

        Raises:
            IndexUnusable: a file is missing or is not as it was written; names it.
        """
        manifest = read_manifest(directory, generation)
        with self._lock:
            for name, digest in manifest.files.items():
                if self._digest(directory, name) != digest:
                    raise IndexUnusable(f"{name} is not as it was written")
            if len(self._digests) > len(manifest.files):
                self._digests = {name: self._digests[name] for name in manifest.files}
        return manifest

    def _digest(self, directory: Path, name: str) -> str:
        path = os.path.join(directory, name)  # noqa: PTH118  # a Path for each costs more than stat
        stat = os.stat(path)  # noqa: PTH116
        trace = _Trace(stat.st_size, stat.st_mtime_ns, stat.st_ino)
        known = self._digests.get(name)
        if known and known[0] == trace:
            return known[1]
        digest = sha256(Path(path))
        self._digests[name] = trace, digest
        return digest


def newest_generation(directory: Path) -> int:
    """The number of the newest generation of the index in the directory.

    Raises:
        IndexUnusable: there is none. OSError: the directory cannot be read.
    """
    names = map(_TOC.fullmatch, os.listdir(directory))  # noqa: PTH208  # searches wait for this
    generations = [int(match[1]) for match in names if match]
    if not generations:
        raise IndexUnusable(f"there is no index in {directory}")
    return max(generations)


def read_manifest(directory: Path, generation: int) -> Manifest:
    """The manifest of one generation.

    Raises:
        IndexUnusable: there is none or it cannot be read.
    """
    path = _path(directory, generation)
    try:
        found = json.loads(path.read_bytes())
        return Manifest(found["documents"], found["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnusable(f"{path.name} cannot be read") from error


def write_manifest(
    directory: Path, generation: int, documents: int, names: Iterable[str], toc: bytes
) -> None:
    """Write the manifest of a generation that is about to become the newest.

    `names` are its files but the table of contents, which is not there yet and given as `toc`.
    Files that the generation before has too are not read again: they never change.
    """
    known = _known_files(directory, generation - 1)
    files = {name: known.get(name) or sha256(directory / name) for name in names}
    files[toc_name(generation)] = hashlib.sha256(toc).hexdigest()
    path = _path(directory, generation)
    path.write_text(json.dumps({"documents": documents, "files": files}, indent=1))


def remove_older_manifests(directory: Path, generation: int) -> None:
    """Remove the manifests of all generations but this."""
    for path in directory.glob("manifest-*.json"):
        if path != _path(directory, generation):
            path.unlink(missing_ok=True)


def toc_name(generation: int) -> str:
    """What Whoosh calls the table of contents of a generation."""
    return f"_MAIN_{generation}.toc"


def sha256(path: Path) -> str:
    """The digest of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _known_files(directory: Path, generation: int) -> dict[str, str]:
    try:
        return read_manifest(directory, generation).files
    except IndexUnusable:
        return {}


def _path(directory: Path, generation: int) -> Path:
    return directory / f"manifest-{generation}.json"
