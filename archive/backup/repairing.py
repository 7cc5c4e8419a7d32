"""Brings single raw files back from a backup."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path, PurePosixPath
from typing import IO

from archive.backup.bundle import members, noticing_damage
from archive.fixity import verify
from archive.ingest.identity import file_sha256
from archive.ingest.store import keep
from archive.models import RawDocument


def repair_raw_files(path: Path) -> list[RawDocument]:
    """Mend raw files that are known to be damaged with those of a backup; the mended ones.

    Each is taken only if it has the SHA-256 of its name, so a backup that is damaged elsewhere
    serves too, as far as it can be read.

    Raises:
        DamagedBackup: the backup cannot be read to its end; what was read till then is mended.
    """
    damaged = {document.sha256: document for document in RawDocument.objects.damaged()}
    try:
        with noticing_damage(path):
            for name, content in members(path):
                if PurePosixPath(name).name in damaged:
                    _mend(PurePosixPath(name).name, content)
    finally:
        still = {document.pk for document in verify(RawDocument.objects.damaged())}
    return [document for document in damaged.values() if document.pk not in still]


def _mend(digest: str, content: IO[bytes]) -> None:
    with tempfile.NamedTemporaryFile() as copy:
        shutil.copyfileobj(content, copy)
        copy.flush()
        if file_sha256(Path(copy.name)) == digest:
            keep(Path(copy.name))
