"""Whole runs of the importer: streams, runs that broke off, what failed and comes again."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings as project

from archive.ingest import batches, extracting, reports
from archive.ingest.exceptions import UnusableSource
from archive.ingest.extracting import extract_ahead
from archive.ingest.findings import findings_of
from archive.ingest.importer import import_paths
from archive.ingest.records import ArticleRecord
from archive.ingest.reports import ImportReport, Progress
from archive.locks import locked
from archive.models import Article, ArticleOrigin, BatchState, ImportBatch, Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]


def line(**values: Any) -> str:
    return json.dumps({"source": "isna", "body": "متن خبر.", **values}, ensure_ascii=False)


def write(path: Path, *lines: str) -> str:
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def failures_of(report: ImportReport) -> list[dict[str, Any]]:
    assert report.failures_file
    text = Path(report.failures_file).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_first_articles_are_saved_before_the_last_are_read(tmp_path: Path) -> None:
    padding = "x" * 20_000
    lines = [line(external_id=str(n), comments=padding) for n in range(200)]
    seen: list[tuple[Progress, int]] = []
    report = import_paths(
        [write(tmp_path / "x.jsonl", *lines)],
        watch=lambda progress: seen.append((progress, Article.objects.count())),
    )
    assert report.articles == 200
    first, saved = seen[0]
    assert 0 < first.articles == saved < 100
    assert first.bytes_read < first.bytes_total / 2
    assert seen[-1] == (Progress(first.bytes_total, first.bytes_total, 200), 200)


def test_batch_tells_how_far_it_is(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", line(), line(body="متن دیگر."))
    import_paths([path], source="borna")
    batch = ImportBatch.objects.get()
    assert (batch.paths, batch.source) == ([path], "borna")
    assert batch.bytes_read == batch.bytes_total == Path(path).stat().st_size


def test_batch_whose_process_died_is_broken_off_and_continued(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", line(external_id="1"))
    died = ImportBatch.objects.create(paths=[path])
    report = import_paths([path])
    assert report.continues == died.pk
    died.refresh_from_db()
    assert died.state == BatchState.BROKEN_OFF
    assert ImportBatch.objects.get(pk=report.batch).continues == died
    assert import_paths([path]).continues is None


def test_batch_of_a_living_process_is_left_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", line(external_id="1"))
    living = ImportBatch.objects.create(paths=[path])
    with locked(batches.lock_of(living)):
        assert import_paths([path]).continues is None
    living.refresh_from_db()
    assert living.state == BatchState.RUNNING


def test_articles_that_an_earlier_run_saved_are_not_extracted_from_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "x.jsonl", *(line(external_id=str(n)) for n in range(3)))
    import_paths([path])
    Article.objects.get(external_id="1").delete()
    extracted: list[ArticleRecord] = []
    monkeypatch.setattr(
        extracting, "_extract_here", lambda r: extracted.append(r) or findings_of(r)
    )
    summary = import_paths([path]).as_dict()
    assert (summary["created"], summary["unchanged"]) == (1, 2)
    assert [record.external_id for record in extracted] == ["1"]


def test_versions_in_one_file_do_not_undo_what_editors_wrote(tmp_path: Path) -> None:
    versions = [line(external_id="7", body=body) for body in ("کهنه.", "تازه.")]
    path = write(tmp_path / "x.jsonl", *versions)
    import_paths([path])
    assert Article.objects.get().body == "تازه."
    Article.objects.update(body="ویراسته.")
    assert import_paths([path]).as_dict()["unchanged"] == 2
    assert Article.objects.get().body == "ویراسته."


def test_second_version_comes_in_when_the_run_broke_off_after_the_first(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    versions = [line(external_id="7", body=body) for body in ("کهنه.", "تازه.")]
    import_paths([write(path, *versions)])
    Article.objects.update(body="کهنه.")
    ArticleOrigin.objects.update(position=1)
    summary = import_paths([str(path)]).as_dict()
    assert (summary["unchanged"], summary["updated"]) == (1, 1)


def test_failures_are_kept_with_their_reasons_and_come_in_when_mended(tmp_path: Path) -> None:
    csv = write(tmp_path / "a.csv", "id,title,body", '1,"تیتر",""')
    path = write(tmp_path / "b.jsonl", line(), '{"body": "متن سوم', line(body="", external_id="9"))
    report = import_paths([csv, path])
    assert report.failed == 3
    from_table, broken, empty = failures = failures_of(report)
    assert from_table["title"] == "تیتر"
    assert broken["raw"].startswith('{"body": "متن سوم')
    assert empty["external_id"] == "9"
    assert [f["failure"]["line"] for f in failures] == [2, 2, 3]
    assert all(f["failure"]["reason"].endswith(".") for f in failures)

    assert import_paths([str(report.failures_file)]).failed == 3
    from_table["body"], empty["body"] = "متن جدول.", "متن نهم."
    broken["raw"] += '"}'
    mended = write(tmp_path / "mended.jsonl", *map(json.dumps, failures))
    assert import_paths([mended]).as_dict()["created"] == 3
    assert Article.objects.filter(body="متن سوم").exists()


def test_file_that_fails_as_a_whole_is_named_among_the_failures(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7")
    [failure] = failures_of(import_paths([str(tmp_path / "x.pdf")]))
    assert failure.keys() == {"failure"}
    assert failure["failure"]["file"].endswith("x.pdf")


def test_only_the_first_failures_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "LISTED_FAILURES", 2)
    path = write(tmp_path / "x.jsonl", line(), *["{}"] * 5)
    report = import_paths([path])
    summary = report.as_dict()
    assert (summary["failed"], len(summary["failures"])) == (5, 2)
    assert len(failures_of(report)) == 5


def test_article_that_cannot_be_extracted_from_is_kept_for_another_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def extract_most(record: ArticleRecord) -> Any:
        return None if record.external_id == "2" else findings_of(record)

    monkeypatch.setattr(extracting, "_extract_here", extract_most)
    path = write(tmp_path / "x.jsonl", *(line(external_id=str(n)) for n in range(1, 4)))
    report = import_paths([path])
    assert [f.line for f in report.failures] == [2]
    [kept] = failures_of(report)
    monkeypatch.undo()
    project.DATA_DIR = tmp_path / "var"
    assert import_paths([str(report.failures_file)]).as_dict()["created"] == 1
    assert kept["body"] == "متن خبر."


class Member(NamedTuple):
    record: ArticleRecord


def chunks(count: int) -> list[list[Member]]:
    return [[Member(ArticleRecord(f"استاندار یزد خبر {n} را گفت."))] * 3 for n in range(count)]


def test_extraction_ahead_gives_what_extraction_gives_in_order() -> None:
    given = chunks(4)
    for chunk, (done, findings) in zip(given, extract_ahead(given), strict=True):
        assert done is chunk
        assert findings == [findings_of(member.record) for member in chunk]


def test_extraction_ahead_survives_the_death_of_its_process() -> None:
    def killing() -> Iterator[list[Member]]:
        for number, chunk in enumerate(chunks(4)):
            if number == 3:
                kill_children()
            yield chunk

    for chunk, findings in extract_ahead(killing()):
        assert findings == [findings_of(member.record) for member in chunk]


def kill_children() -> None:
    for children in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):  # a thread or a child that has just ended
            for child in children.read_text().split():
                if b"archive.ingest.child" in Path(f"/proc/{child}/cmdline").read_bytes():
                    os.kill(int(child), signal.SIGKILL)


@pytest.mark.parametrize("source", ["!!!", "\u200c", "ب" * 201])
def test_source_that_nobody_can_mean_is_refused(tmp_path: Path, source: str) -> None:
    with pytest.raises(UnusableSource, match="نام منبع"):
        import_paths([write(tmp_path / "x.jsonl", line(source=""))], source=source)
    assert not ImportBatch.objects.exists()


def test_new_source_is_made_by_name_and_told(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", line(source=""))
    assert import_paths([path], source="Bad slug!", dry_run=True).new_sources == ["Bad slug"]
    assert not Source.objects.filter(slug="bad-slug").exists()
    assert import_paths([path], source="Bad slug!").new_sources == ["Bad slug"]
    assert Article.objects.get().source == Source.objects.get(slug="bad-slug", name="Bad slug")


def test_source_of_the_file_goes_before_the_one_given(tmp_path: Path) -> None:
    told, untold = line(), line(source="", body="به گزارش ایرنا، متن دیگر.")
    import_paths([write(tmp_path / "x.jsonl", told, untold)], source="borna")
    assert {article.source.slug for article in Article.objects.all()} == {"isna", "borna"}
