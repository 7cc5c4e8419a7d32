from __future__ import annotations

import os
import resource
import stat
import zipfile
from pathlib import Path

import pytest

from archive.ingest.exceptions import (
    IngestError,
    MalformedFile,
    UnsafeArchive,
    UnsupportedFormat,
)
from archive.ingest.files import InputFile, find_files

TEXT = "به گزارش ایسنا، متن خبر.".encode()


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def content(file: InputFile) -> bytes:
    with file.as_path() as path:
        return path.read_bytes()


def refusal(path: Path) -> IngestError:
    [file] = find_files([str(path)])
    with pytest.raises(IngestError) as error:
        content(file)
    return error.value


def test_folder_gives_its_files_in_order_without_hidden_ones_and_readmes(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.txt", ".git/x", ".hidden", "README.md", "a/readme"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(TEXT)
    names = [str(Path(f.name).relative_to(tmp_path)) for f in find_files([str(tmp_path)])]
    assert names == ["b.txt", "a/1.txt", "a/2.txt"]


def test_what_is_no_plain_file_is_refused_unopened(tmp_path: Path) -> None:
    """Reading a pipe that nobody writes, or an endless device, would never end."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/zero")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for name in ("pipe", "device"):
        assert "پروندهٔ ساده نیست" in refusal(tmp_path / name).reason
    assert refusal(tmp_path / "gone").reason == "چنین پرونده‌ای نیست."
    assert refusal(tmp_path / "round").reason == "این پرونده را نمی‌توان خواند."
    assert len(list(find_files([str(tmp_path)]))) == 4


def test_zip_gives_its_members(tmp_path: Path) -> None:
    path = make_zip(
        tmp_path / "dump.bin", {"a/1.txt": TEXT, "__MACOSX/._1.txt": b"", "2.txt": b"2"}
    )
    files = list(find_files([str(path)]))
    assert [file.name for file in files] == [f"{path}/a/1.txt", f"{path}/2.txt"]
    assert content(files[0]) == TEXT


def test_web_archive_is_a_file_although_it_is_a_zip(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "x", {"datapackage.json": b"{}", "archive/a.warc": b"WARC/1.0"})
    [file] = find_files([str(path)])
    assert file.name == str(path)
    assert content(file) == path.read_bytes()


def test_unpacked_member_is_gone_afterwards(tmp_path: Path) -> None:
    [file] = find_files([str(make_zip(tmp_path / "x.zip", {"1.txt": TEXT}))])
    with file.as_path() as path:
        assert path.exists()
    assert not path.exists()


def test_missing_path_says_so(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing").reason == "چنین پرونده‌ای نیست."


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../b.txt", "c:\\out.txt"])
def test_zip_with_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    error = refusal(make_zip(tmp_path / "x.zip", {name: TEXT}))
    assert isinstance(error, UnsafeArchive)


def test_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    error = refusal(make_zip(tmp_path / "x.zip", {"bomb.txt": b" " * 20_000_000}))
    assert isinstance(error, UnsafeArchive)
    assert "فشرده" in error.reason


def test_zip_of_too_many_files_is_refused(tmp_path: Path) -> None:
    error = refusal(make_zip(tmp_path / "x.zip", {f"{n}.txt": b"" for n in range(2_001)}))
    assert isinstance(error, UnsafeArchive)


def test_zip_with_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert isinstance(refusal(path), UnsafeArchive)


def test_a_full_disk_is_no_fault_of_the_file(tmp_path: Path) -> None:
    """A limit to the size of files stands for it."""
    [file] = find_files([str(make_zip(tmp_path / "x.zip", {"1.txt": os.urandom(50_000)}))])
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            content(file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_office_document_is_refused(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "x.docx", {"[Content_Types].xml": b"<x/>", "word/document.xml": b""})
    assert isinstance(refusal(path), UnsupportedFormat)


def test_broken_member_fails_alone(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "x.zip", {"1.txt": TEXT * 50, "2.txt": TEXT})
    data = bytearray(path.read_bytes())
    data[45] ^= 0xFF  # inside the packed bytes of the first member
    path.write_bytes(data)
    first, second = find_files([str(path)])
    with pytest.raises(MalformedFile):
        content(first)
    assert content(second) == TEXT
