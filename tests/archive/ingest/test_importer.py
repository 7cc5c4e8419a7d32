from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.contrib.auth.models import User
from django.db import connection

from archive.ingest import saving, store
from archive.ingest.files import file_or_members
from archive.ingest.importer import import_files, import_paths
from archive.ingest.reports import FileReport, Outcome
from archive.models import (
    Article,
    ArticleOrigin,
    ArticleStatus,
    BatchState,
    ImportBatch,
    MentionState,
    Official,
    OutboxEntry,
    Post,
    ProvinceMention,
    RawDocument,
    Source,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]

FIXTURES = str(project.BASE_DIR / "fixtures")


def dump(**values: Any) -> bytes:
    return json.dumps({"source": "isna", "body": "متن خبر.", **values}).encode()


def import_bytes(data: bytes, name: str, **options: Any) -> FileReport:
    path = project.DATA_DIR / "incoming"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    [report] = import_files(list(file_or_members(path, name)), **options).files
    return report


def outcome(report: FileReport) -> Outcome:
    assert report.failures == []
    [(only, count)] = report.outcomes.items()
    assert count == 1
    return only


def counts() -> dict[str, int]:
    models = (Article, ArticleOrigin, RawDocument, ProvinceMention, Official, Post, Source)
    return {model.__name__: model._default_manager.count() for model in models}


def test_demo_articles_are_imported_once() -> None:
    first = import_paths([FIXTURES]).as_dict()
    assert {key: first[key] for key in ("files", "articles", "created", "failed")} == {
        **{"files": 5, "articles": 5, "created": 5, "failed": 0}
    }
    before = counts()
    OutboxEntry.objects.all().delete()
    second = import_paths([FIXTURES]).as_dict()
    assert (second["created"], second["updated"], second["unchanged"]) == (0, 0, 5)
    assert counts() == before
    assert not OutboxEntry.objects.exists()


def test_imported_article_is_whole() -> None:
    import_paths([FIXTURES])
    article = Article.objects.get(news_code="644699")
    assert article.status == ArticleStatus.PUBLISHED
    assert (article.source.slug, article.external_id) == ("irna", "")
    assert article.republished_by is not None
    assert article.republished_by.slug == "news-city"
    assert article.published_precision == "minute"
    assert {m.province.slug for m in article.provincementions.all()} == {"qazvin"}
    governor = article.officialmentions.select_related("post__province").first()
    assert governor is not None
    assert governor.post is not None
    assert (governor.post.first_seen_on, governor.post.last_seen_on) == (
        governor.post.last_seen_on,
        governor.post.first_seen_on,
    )
    assert str(governor.post.first_seen_on) == "2022-08-23"


def test_raw_bytes_and_where_they_came_from_are_kept() -> None:
    user = User.objects.create_user("editor")
    data = dump(external_id="7")
    import_bytes(data, "folder/خبر.json", user=user)
    origin = ArticleOrigin.objects.select_related("raw", "batch").get()
    assert store.locate(origin.raw.sha256).read_bytes() == data
    assert (origin.raw.size_bytes, origin.raw.format, origin.raw.encoding) == (
        *(len(data), "json", "utf-8"),
    )
    assert (origin.file_name, origin.reader) == ("folder/خبر.json", "json")
    assert origin.batch is not None
    assert (origin.batch.user, origin.batch.state) == (user, BatchState.DONE)
    assert origin.batch.report["created"] == 1


def test_changed_text_under_the_same_id_is_an_update() -> None:
    import_bytes(dump(external_id="7", headline="تیتر", body="متن خبر."), "1.json")
    report = import_bytes(dump(external_id="7", body="متن تازهٔ خبر."), "2.json")
    assert outcome(report) is Outcome.UPDATED
    article = Article.objects.get()
    assert (article.headline, article.body) == ("تیتر", "متن تازهٔ خبر.")
    assert article.origins.count() == 2


def test_first_file_again_does_not_undo_the_update() -> None:
    first, second = dump(external_id="7"), dump(external_id="7", body="متن تازهٔ خبر.")
    for data in (first, second):
        import_bytes(data, "x.json")
    assert outcome(import_bytes(first, "x.json")) is Outcome.UNCHANGED
    assert Article.objects.get().body == "متن تازهٔ خبر."


def test_same_text_in_another_file_is_one_article_with_two_origins() -> None:
    import_bytes(dump(headline="تیتر خبر", body="شرکت‌های تازه می‌سازند."), "1.json")
    printed_otherwise = dump(headline="تيتر  خبر", body="شرکتهای تازه می سازند")
    assert outcome(import_bytes(printed_otherwise, "2.json")) is Outcome.DUPLICATE
    assert Article.objects.get().origins.count() == 2


def test_same_text_of_another_source_or_id_is_another_article() -> None:
    for values in ({}, {"source": "irna"}, {"source": "irna", "external_id": "1"}):
        import_bytes(dump(**values), "x.json")
    import_bytes(dump(source="irna", external_id="2"), "x.json")
    # The first id joins the article that had none; the second is another article for ever.
    assert Article.objects.filter(source__slug="isna").count() == 1
    assert set(
        Article.objects.filter(source__slug="irna").values_list("external_id", flat=True)
    ) == {*("1", "2")}


def test_second_file_fills_what_the_first_left_open() -> None:
    import_bytes(dump(), "1.json")
    report = import_bytes(dump(published_at="1402-05-01", headline=""), "2.json")
    assert outcome(report) is Outcome.UPDATED
    assert Article.objects.get().published_precision == "day"


def test_what_editors_wrote_is_kept_when_the_same_file_comes_again() -> None:
    data = dump(headline="تیتر")
    import_bytes(data, "x.json")
    Article.objects.update(headline="تیتر ویراسته", published_at=None)
    assert outcome(import_bytes(data, "y.json")) is Outcome.UNCHANGED
    assert Article.objects.get().headline == "تیتر ویراسته"


def test_unknown_source_is_made_once() -> None:
    for number in ("1", "2"):
        import_bytes(dump(source="نشریهٔ فولاد", external_id=number), "x.json")
    source = Source.objects.get(name="نشریهٔ فولاد")
    assert source.articles.count() == 2
    assert source.slug.isascii()


def test_articles_that_name_no_source_share_the_unknown_one() -> None:
    import_bytes(dump(source=""), "x.json")
    assert Article.objects.get().source.slug == "unknown"
    import_bytes(dump(source="", body="متنی دیگر."), "x.json", source="borna")
    assert Article.objects.filter(source__slug="borna").count() == 1


def test_rejected_mention_is_not_suggested_again() -> None:
    body = "استاندار یزد در نشست استان یزد سخن گفت."
    import_bytes(dump(external_id="7", body=body), "1.json")
    mention = ProvinceMention.objects.first()
    assert mention is not None
    mention.state = MentionState.REJECTED
    mention.save()
    import_bytes(dump(external_id="7", headline="یزد", body=body), "2.json")
    rejected = ProvinceMention.objects.filter(state=MentionState.REJECTED)
    assert [row.pk for row in rejected] == [mention.pk]
    again = ProvinceMention.objects.filter(state=MentionState.SUGGESTED, part="body")
    assert not again.filter(sentence=mention.sentence).exists()


def test_confirmed_mention_stays_when_the_text_is_read_again() -> None:
    import_bytes(dump(external_id="7", body="استاندار یزد سخن گفت."), "1.json")
    ProvinceMention.objects.update(state=MentionState.CONFIRMED)
    import_bytes(dump(external_id="7", body="استاندار فارس در شیراز سخن گفت."), "2.json")
    confirmed = ProvinceMention.objects.get(state=MentionState.CONFIRMED)
    assert confirmed.province.slug == "yazd"
    assert ProvinceMention.objects.filter(province__slug="fars").exists()


def test_dry_run_reports_the_same_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_bytes(dump())
    (tmp_path / "2.json").write_bytes(dump() + b"\n")
    (tmp_path / "3.txt").write_bytes(b"\x89PNG")
    before = counts()
    dry = import_paths([str(tmp_path)], dry_run=True).as_dict()
    assert counts() == before
    assert not ImportBatch.objects.exists()
    assert not (project.DATA_DIR / "raw").exists()
    real = import_paths([str(tmp_path)]).as_dict()
    assert {**dry, "batch": 0, "failures_file": ""} == {**real, "batch": 0, "failures_file": ""}
    assert (dry["created"], dry["duplicates"], dry["failed"]) == (1, 1, 1)


def test_failing_files_do_not_stop_the_batch(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.jsonl").write_bytes(dump() + b"\n{broken\n" + dump(body="دیگر.") + b"\n")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("inner.zip", b"PK\x03\x04nested")
        archive.writestr("inner.json", dump(body="در زیپ."))
    report = import_paths([str(tmp_path), str(tmp_path / "missing")]).as_dict()
    assert (report["files"], report["created"], report["failed"]) == (5, 3, 4)
    assert [(Path(f["file"]).name, f["line"]) for f in report["failures"]] == [
        *(("a.txt", None), ("b.jsonl", 2), ("inner.zip", None), ("missing", None))
    ]
    assert ImportBatch.objects.get().state == BatchState.DONE


def test_article_that_cannot_be_saved_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail_after_saving(extracted: Any) -> None:
        if any("دوم" in article.body for article, _extraction in extracted):
            raise ZeroDivisionError

    monkeypatch.setattr(saving, "save_extractions", fail_after_saving)
    data = b"\n".join(dump(body=f"خبر {word}.") for word in ("یکم", "دوم", "سوم"))
    report = import_bytes(data, "x.jsonl")
    assert report.outcomes[Outcome.CREATED] == 2
    assert [(f.line, "پیش‌بینی‌نشده" in f.reason) for f in report.failures] == [(2, True)]
    assert not Article.objects.filter(body__contains="دوم").exists()
    assert OutboxEntry.objects.count() == 2


def test_each_article_waits_once_for_the_index() -> None:
    bodies = ("استاندار یزد خبر داد.", "مس کرمان به عراق رفت.")
    import_bytes(b"\n".join(dump(body=body) for body in bodies), "x.jsonl")
    assert ProvinceMention.objects.exists()
    waiting = OutboxEntry.objects.values_list("article_id", flat=True)
    assert sorted(waiting) == sorted(Article.objects.values_list("pk", flat=True))


def test_two_versions_in_one_file_are_kept_in_order_and_stay() -> None:
    data = b"\n".join(dump(external_id="7", body=body) for body in ("کهنه.", "تازه."))
    report = import_bytes(data, "x.jsonl")
    assert report.outcomes == {Outcome.CREATED: 1, Outcome.UPDATED: 1}
    report = import_bytes(data, "x.jsonl")
    assert Article.objects.get().body == "تازه."
    assert not {Outcome.CREATED, Outcome.UPDATED} & report.outcomes.keys()


def test_file_beyond_the_limit_is_refused_unread() -> None:
    report = import_bytes(dump(), "x.json", max_bytes=10)
    assert "بزرگ‌تر" in report.failures[0].reason
    assert not RawDocument.objects.exists()


@pytest.mark.parametrize("data", [b'{"titr": ', b"%PDF-1.7\x00\x01\x02"])
def test_bytes_of_a_file_that_cannot_be_read_are_kept(data: bytes) -> None:
    report = import_bytes(data, "x.json")
    assert report.failures
    raw = RawDocument.objects.get()
    assert store.locate(raw.sha256).read_bytes() == data
    assert raw.format == ""


def test_number_of_queries_does_not_grow_with_the_archive(
    django_assert_max_num_queries: Any,
) -> None:
    import_paths([FIXTURES])
    with django_assert_max_num_queries(60, connection=connection):
        import_bytes(dump(external_id="99", body="مدیرعامل فولاد در استان یزد سخن گفت."), "x.json")
