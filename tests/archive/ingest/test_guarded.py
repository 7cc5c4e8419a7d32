"""Hostile files cost the child process alone, and the batch goes on."""

from __future__ import annotations

import gzip
import io
import json
import signal
import zipfile
from pathlib import Path

import pytest

from archive.ingest import guarded, reading
from archive.ingest.child import ExtractJob
from archive.ingest.exceptions import IngestError, MalformedRecord, ReadingFailed
from archive.ingest.guarded import guarded_reading
from archive.ingest.readers import Item
from archive.ingest.reading import start_reading
from archive.ingest.records import ArticleRecord

GOOD = '{"text": "متن خبر."}'.encode()


def read(path: Path, data: bytes, **options: int) -> list[Item]:
    path.write_bytes(data)
    with guarded_reading(path, **options) as reading:
        return list(reading.items)


def assert_still_reads(path: Path) -> None:
    [article] = read(path, GOOD)
    assert isinstance(article, ArticleRecord)
    assert article.body == "متن خبر."


def test_file_is_read_as_without_a_child(tmp_path: Path) -> None:
    path = tmp_path / "x"
    lines = b"\n".join([GOOD, b"{broken", GOOD])
    path.write_bytes(lines)
    with guarded_reading(path, source="isna") as reading:
        assert (reading.format, reading.encoding) == ("jsonl", "utf-8")
        first, second, third = reading.items
    assert isinstance(first, ArticleRecord)
    assert first.source == "isna"
    assert getattr(second, "line", None) == 2
    assert third == ArticleRecord("متن خبر.", source="isna", line=3)


def test_refusal_keeps_its_class_and_reason(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="خالی") as refusal:
        read(tmp_path / "x", b" ")
    assert type(refusal.value).__name__ == "UnsupportedFormat"
    assert_still_reads(tmp_path / "x")


def test_one_child_reads_many_files(tmp_path: Path) -> None:
    guarded.stop_children()  # those of other tests
    assert_still_reads(tmp_path / "x")
    [child] = guarded._idle
    assert_still_reads(tmp_path / "y")
    assert guarded._idle == [child]


def test_file_that_takes_too_long_is_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert_still_reads(tmp_path / "x")
    monkeypatch.setattr(guarded, "SECONDS", 0.05)
    monkeypatch.setattr(guarded, "_SECONDS_PER_MEGABYTE", 0.0)
    slow = "<html><body>" + "<p>متن خبر است. " * 15_000
    with pytest.raises(ReadingFailed, match="بیش از اندازه طول کشید"):
        read(tmp_path / "x", slow.encode())
    monkeypatch.undo()
    assert_still_reads(tmp_path / "x")


def test_file_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    numbers = b'{"a": [' + b"[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[]," * 850_000 + b"1]}"
    with pytest.raises(ReadingFailed, match="حافظه"):
        read(tmp_path / "x", numbers)
    assert_still_reads(tmp_path / "x")


def test_child_that_dies_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"\n".join([GOOD] * 50_000))
    assert_still_reads(tmp_path / "y")
    [child] = guarded._idle
    with pytest.raises(ReadingFailed, match="ناتمام"), guarded_reading(path) as reading:
        child._process.kill()
        for _item in reading.items:
            pass
    assert_still_reads(path)


def test_reader_that_goes_away_early_leaves_a_good_child_behind(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"\n".join([GOOD] * 50_000))
    with guarded_reading(path) as reading:
        next(reading.items)
    assert_still_reads(path)


@pytest.mark.parametrize("packed", ["gzip", "wacz"])
def test_web_archive_that_unpacks_without_end_is_refused(tmp_path: Path, packed: str) -> None:
    bomb = gzip.compress(b"WARC/1.0\r\nContent-Length: 90000000\r\n\r\n" + b"\0" * 90_000_000)
    if packed == "wacz":
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("datapackage.json", "{}")
            archive.writestr("archive/data.warc.gz", bomb)
        bomb = file.getvalue()
    with pytest.raises(IngestError, match="فشرده"):
        read(tmp_path / "x", bomb)


def test_large_file_of_lines_is_read_line_by_line(tmp_path: Path) -> None:
    line = json.dumps({"text": "متن خبر " * 1_000}, ensure_ascii=False).encode() + b"\n"
    path = tmp_path / "x"
    path.write_bytes(b"\xef\xbb\xbf" + line * 150 + b'{"text": "\xff"}')
    assert path.stat().st_size > 1024**2
    with guarded_reading(path) as reading:
        items = list(reading.items)
    assert [getattr(item, "line", None) for item in items[:151]] == list(range(1, 152))
    assert "خراب" in getattr(items[-1], "text", "")


def test_line_without_end_costs_only_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(reading, "_MOST_LINE_CHARS", 1_000)
    monkeypatch.setattr(reading, "_SAMPLE_BYTES", 100)
    endless = b'{"text": "' + b"x" * 5_000 + b'"}'
    (tmp_path / "x").write_bytes(b"\n".join([GOOD, endless, GOOD, b""]))
    with (tmp_path / "x").open("rb") as file:
        first, second, third = start_reading(file).items
    assert (first, third) == (ArticleRecord("متن خبر.", line=1), ArticleRecord("متن خبر.", line=3))
    assert isinstance(second, MalformedRecord)
    assert second.line == 2


def test_child_that_nobody_waits_for_does_not_work_for_ever() -> None:
    child = guarded.Child()
    long = ArticleRecord("استاندار یزد سخن گفت. " * 20_000)
    child.send(ExtractJob([long] * 200, seconds=0, additions=()))
    assert child._process.wait(timeout=60) == -signal.SIGXCPU
    with pytest.raises(ReadingFailed, match="بیش از اندازه طول کشید"):
        list(child.answers())
    child.stop()
