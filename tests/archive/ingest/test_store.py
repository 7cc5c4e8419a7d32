from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from archive.ingest import store
from archive.models import Damage

DATA = "متن خام\r\n\x00".encode()


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "raw"


def keep(folder: Path) -> str:
    incoming = folder.parent / "incoming"
    incoming.write_bytes(DATA)
    return store.keep(incoming)


def stored_file(folder: Path) -> Path:
    [file] = [path for path in folder.rglob("*") if path.is_file()]
    return file


def test_bytes_come_back_as_they_were(folder: Path) -> None:
    digest = keep(folder)
    assert store.locate(digest).read_bytes() == DATA
    file = stored_file(folder)
    assert file.relative_to(folder).parts == (digest[:2], digest[2:4], digest)
    assert file.stat().st_mode & 0o777 == 0o640


def test_keeping_again_changes_nothing(folder: Path) -> None:
    keep(folder)
    before = stored_file(folder).stat().st_mtime_ns
    keep(folder)
    assert stored_file(folder).stat().st_mtime_ns == before


def test_one_changed_bit_is_noticed_and_mended_by_keeping_again(folder: Path) -> None:
    digest = keep(folder)
    stored_file(folder).write_bytes(bytes([DATA[0] ^ 1]) + DATA[1:])
    assert store.damage_of(digest) == Damage.CHANGED
    keep(folder)
    assert store.damage_of(digest) == ""
    assert store.locate(digest).read_bytes() == DATA


def test_missing_file_is_noticed(folder: Path) -> None:
    assert store.damage_of("0" * 64) == Damage.MISSING
