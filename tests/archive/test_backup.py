"""The file of a backup: what it holds, and that nothing else is ever taken for one."""

from __future__ import annotations

import io
import json
import sqlite3
import stat
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.backup import make_backup, repair_raw_files
from archive.backup.bundle import DATABASE, Manifest, unpack
from archive.backup.errors import CannotBackUp, DamagedBackup
from archive.fixity import verify
from archive.ingest.store import damage_of, keep, locate
from archive.models import Article, Damage, RawDocument
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_dir")]


def raw_document(data_dir: Path, content: bytes = b"raw") -> RawDocument:
    file = data_dir / "incoming"
    file.write_bytes(content)
    return RawDocument.objects.create(sha256=keep(file), size_bytes=len(content))


@pytest.fixture
def backup(data_dir: Path, tmp_path: Path) -> Path:
    """A backup of an article, a raw file and a key."""
    factories.article(body="صادرات فولاد")
    raw_document(data_dir)
    (data_dir / "secret-key").write_text("key")
    return make_backup(tmp_path / "archive.tar.gz").path


def folder_of(tmp_path: Path, name: str = "unpacked") -> Path:
    folder = tmp_path / name
    folder.mkdir(exist_ok=True)
    return folder


def test_a_backup_holds_database_raw_files_key_and_their_hashes(
    backup: Path, data_dir: Path, tmp_path: Path
):
    folder = folder_of(tmp_path)
    manifest = unpack(backup, folder)
    assert manifest.counts["archive_article"] == 1
    assert {DATABASE, "secret-key"} < manifest.files.keys()
    raw = folder / locate(RawDocument.objects.get().sha256).relative_to(data_dir)
    assert raw.read_bytes() == b"raw"
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        assert database.execute("SELECT body FROM archive_article").fetchall() == [
            ("صادرات فولاد",)
        ]


def test_only_its_owner_can_read_a_backup_and_nothing_is_left_beside_it(backup: Path):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [file.name for file in backup.parent.glob("*archive.tar.gz*")] == [backup.name]


def test_a_second_backup_replaces_the_first(backup: Path, tmp_path: Path):
    factories.article()
    assert make_backup(backup).articles == 2
    assert unpack(backup, folder_of(tmp_path)).counts["archive_article"] == 2


@pytest.mark.parametrize("target", ["missing/archive.tar.gz", "."])
def test_what_cannot_be_written_is_one_sentence(target: str, tmp_path: Path):
    with pytest.raises(CannotBackUp, match="Cannot write"):
        make_backup(tmp_path / target)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_never_unpacks_as_something_else(
    backup: Path, tmp_path: Path, place: float, bit: int
):
    content = bytearray(backup.read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    flipped = tmp_path / "flipped.tar.gz"
    flipped.write_bytes(content)
    try:
        found = unpack(flipped, folder_of(tmp_path, "flipped"))
    except DamagedBackup:
        return
    assert found == unpack(backup, folder_of(tmp_path))


@pytest.mark.parametrize("part", [0, 0.3, 0.9, 0.999])
def test_a_backup_that_was_cut_short_is_refused(backup: Path, tmp_path: Path, part: float):
    content = backup.read_bytes()
    backup.write_bytes(content[: int(part * len(content))])
    with pytest.raises(DamagedBackup):
        unpack(backup, folder_of(tmp_path))


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    found = tarfile.TarInfo(name)
    found.type, found.linkname, found.size = kind, target, 0
    return found


@pytest.mark.parametrize(
    "hostile",
    [
        member("../outside"),
        member("/tmp/outside"),
        member("raw/../../outside"),
        member("settings.py"),
        member("secret-key", tarfile.SYMTYPE, "/etc/passwd"),
        member("secret-key", tarfile.LNKTYPE, "/etc/passwd"),
        member("raw", tarfile.DIRTYPE),
        member("secret-key", tarfile.FIFOTYPE),
    ],
    ids=lambda one: f"{one.name} {one.type.decode()}",
)
def test_nothing_but_our_own_plain_files_is_unpacked(hostile: tarfile.TarInfo, tmp_path: Path):
    file = tmp_path / "hostile.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        tar.addfile(hostile)
    with pytest.raises(DamagedBackup):
        unpack(file, folder_of(tmp_path))
    assert list(folder_of(tmp_path).iterdir()) == []
    assert not (tmp_path / "outside").exists()


def test_a_member_that_the_manifest_does_not_name_is_refused(tmp_path: Path):
    file = tmp_path / "more.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        tar.addfile(member(DATABASE))
        told = json.dumps(vars(Manifest(1, "", {}, {}))).encode()
        manifest = member("manifest.json")
        manifest.size = len(told)
        tar.addfile(manifest, io.BytesIO(told))
    with pytest.raises(DamagedBackup, match=DATABASE):
        unpack(file, folder_of(tmp_path))


def test_a_flipped_byte_and_a_missing_file_are_noticed_and_repaired(
    backup: Path, data_dir: Path, tmp_path: Path
):
    kept = RawDocument.objects.get()
    fine, flipped, lost = kept, *(raw_document(data_dir, c) for c in (b"two", b"three"))
    make_backup(backup)
    locate(flipped.sha256).write_bytes(b"twp")
    locate(lost.sha256).unlink()
    assert {one.sha256: one.damage for one in verify()} == {
        flipped.sha256: Damage.CHANGED,
        lost.sha256: Damage.MISSING,
    }
    fine.refresh_from_db()
    assert fine.damage == "" and fine.checked_at is not None
    assert set(repair_raw_files(backup)) == {flipped, lost}
    assert not RawDocument.objects.damaged().exists()
    assert locate(flipped.sha256).read_bytes() == b"two"


def test_a_backup_made_of_a_damaged_store_mends_nothing_wrongly(backup: Path, data_dir: Path):
    document = RawDocument.objects.get()
    locate(document.sha256).write_bytes(b"rax")
    make_backup(backup)
    assert [one.damage for one in verify()] == [Damage.CHANGED]
    assert repair_raw_files(backup) == []
    assert damage_of(document.sha256) == Damage.CHANGED


def test_backing_up_changes_nothing(backup: Path):
    article = Article.objects.get()
    before = article.changed_at
    make_backup(backup)
    article.refresh_from_db()
    assert article.changed_at == before
