from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.core.management import call_command

from archive.models import Article, ImportBatch

FIXTURES = str(project.BASE_DIR / "fixtures")
ARTICLE_KEYS = {
    *("external_id", "headline", "kicker", "lead", "body", "source", "republished_by", "url"),
    *("published", "date_text", "time", "published_at", "provinces", "cities", "markets"),
    *("products", "officials", "figures", "quotes"),
}


pytestmark = pytest.mark.usefixtures("data_dir")


def run(command: str, *args: str) -> str:
    out = io.StringIO()
    call_command(command, *args, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_inspect_file_prints_one_json_line_a_file() -> None:
    files = [json.loads(line) for line in run("inspect_file", FIXTURES, "--json").splitlines()]
    assert len(files) == 5
    for file in files:
        assert file.keys() == {"file", "sha256", "encoding", "format", "articles", "warnings"}
        assert all(article.keys() == ARTICLE_KEYS for article in file["articles"])


@pytest.mark.django_db
def test_inspect_file_tells_dates_places_and_people() -> None:
    [line] = run("inspect_file", f"{FIXTURES}/004_ac32e4e684eddc00.txt", "--json").splitlines()
    [article] = json.loads(line)["articles"]
    assert article["source"] == {"slug": "irna", "name": "ایرنا"}
    assert article["republished_by"] == "نیوز سیتی"
    assert (article["published"], article["time"]) == ("1401-06-01", "22:21")
    assert article["published_at"] == "2022-08-23T22:21+04:30"
    assert article["provinces"] == [{"slug": "qazvin", "name": "قزوین"}]
    assert article["officials"][0].keys() == {"name", "role", "organization"}


@pytest.mark.django_db
def test_inspect_file_for_people_is_persian() -> None:
    shown = run("inspect_file", f"{FIXTURES}/003_95e558f20ead1d3d.txt")
    assert "منبع: برنا" in shown
    assert "بازارها: " in shown


@pytest.mark.django_db
def test_inspect_file_stores_nothing_and_names_what_it_cannot_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "x.txt").write_bytes(b"\x89PNG")
    with pytest.raises(SystemExit) as end:
        call_command("inspect_file", str(tmp_path / "x.txt"), FIXTURES, "--json")
    assert end.value.code == 1
    refused, *read = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (refused["format"], refused["articles"]) == (None, [])
    assert refused["warnings"] == ["این پرونده از نوع تصویر است و خوانده نمی‌شود."]
    assert len(read) == 5
    assert not Article.objects.exists()
    assert not (project.DATA_DIR / "raw").exists()


@pytest.mark.django_db
def test_source_that_is_not_recognised_has_no_name(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"body": "متن خبر."}', encoding="utf-8")
    [article] = json.loads(run("inspect_file", str(tmp_path), "--json"))["articles"]
    assert article["source"] == {"slug": "unknown", "name": ""}
    assert article["headline"] is None


@pytest.mark.django_db
def test_import_articles_publishes_and_sums_up_as_json() -> None:
    summary = json.loads(run("import_articles", FIXTURES, "--json"))
    assert summary == {
        **{"files": 5, "articles": 5, "created": 5, "updated": 0, "unchanged": 0},
        **{"duplicates": 0, "failed": 0, "failures": [], "failures_file": None},
        **{"new_sources": [], "batch": ImportBatch.objects.get().pk, "continues": None},
    }
    assert Article.objects.published().count() == 5


@pytest.mark.django_db
def test_import_articles_sums_up_in_persian_and_fails_when_a_file_does(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "bad.json").write_text('[{"text": "', encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        call_command("import_articles", FIXTURES, str(tmp_path))
    assert end.value.code == 1
    shown = capsys.readouterr().out
    assert shown.startswith("۶ پرونده: ۵ تازه\n")
    assert "ناموفق: " in shown
    assert "JSON این پرونده در سطر ۱ شکسته است." in shown


@pytest.mark.django_db
def test_import_articles_reads_standard_input_and_takes_a_source(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed: Any = io.TextIOWrapper(io.BytesIO('{"body": "متن خبر."}'.encode()))
    monkeypatch.setattr(sys, "stdin", typed)
    summary = json.loads(run("import_articles", "-", "--source", "borna", "--json"))
    assert summary["created"] == 1
    assert Article.objects.get().source.slug == "borna"


@pytest.mark.django_db
def test_dry_run_leaves_the_archive_empty() -> None:
    assert "آزمایشی بود" in run("import_articles", FIXTURES, "--dry-run")
    assert not Article.objects.exists()
