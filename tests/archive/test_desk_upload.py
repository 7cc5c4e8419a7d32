"""The preview of an upload: what is shown, corrected, left out and confirmed."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from archive.models import (
    Article,
    ArticleOrigin,
    ArticleStatus,
    BatchState,
    Event,
    EventKind,
    ImportBatch,
    MentionState,
    OutboxEntry,
    ProvinceMention,
    RawDocument,
    Upload,
    UploadState,
)
from archive.uploading import import_queued, receiving, sweep
from persian.jalali import jalali_date
from tests.forms import form_values

pytestmark = pytest.mark.django_db

URL = "/admin/archive/article/upload/"
TEXT = "استاندار یزد در آیین گشایش کارخانهٔ نمونه از رشد صادرات کاشی به عراق خبر داد."
VALUES = {"id": "1", "source": "irna", "title": "کارخانهٔ نمونه گشوده شد", "text": TEXT}


def json_file(*articles: dict[str, str]) -> SimpleUploadedFile:
    lines = [json.dumps(VALUES | values, ensure_ascii=False) for values in articles]
    return SimpleUploadedFile("خبرها.json", "\n".join(lines).encode())


def send(client: Client, *articles: dict[str, str]) -> str:
    """Upload one file of these articles; the address of its preview."""
    address: str = client.post(URL, {"file": json_file(*articles or [{}])})["Location"]
    return address


def decide(client: Client, address: str, do: str, **changes: Any) -> str:
    """Send the preview back, the first article's fields changed; the page that comes then."""
    values = form_values(client.get(address).content.decode())
    first = min((name for name in values if name.endswith("-is_kept")), default="").partition("-")[
        0
    ]
    told = {f"{first}-{name}": value for name, value in changes.items()}
    page = client.post(address, {**values, **told, "do": do}, follow=True)
    text: str = page.content.decode()
    return text


def staff(name: str, *codenames: str) -> Client:
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(user)
    return client


def test_the_preview_tells_what_was_understood(admin_client: Client) -> None:
    text = f"{TEXT}\n\nبیشتر بخوانید: خبری دیگر\n\n{TEXT}"
    page = admin_client.get(send(admin_client, {"text": text, "date": "۱۴۰۲/۵/۱۲"}))
    html = page.content.decode()
    kept, _, rest = html.partition("<del>")
    assert kept.rstrip().endswith("<p>")
    assert rest.partition("</del>")[0].endswith("بیشتر بخوانید: خبری دیگر")
    assert TEXT in kept and TEXT in rest
    for told in ["یزد", "عراق", "کاشی", "ایرنا", "<mark>یزد</mark>", "به نوشتهٔ منبع"]:
        assert told in html


def test_publishing_saves_by_the_importer_and_notes_the_index(admin_client: Client) -> None:
    page = decide(admin_client, send(admin_client), "publish")
    article = Article.objects.published().get()
    assert (article.external_id, article.body) == ("1", TEXT)
    assert article.get_absolute_url() in page
    assert OutboxEntry.objects.filter(article_id=article.pk).exists()
    batch = ImportBatch.objects.get()
    assert batch.user is not None
    assert (batch.state, batch.user.username, batch.report["created"]) == ("done", "admin", 1)
    assert ArticleOrigin.objects.get().batch == batch
    assert article.history.count() == 0
    assert Event.objects.filter(action_flag=EventKind.UPLOADED, user=batch.user).count() == 1


def test_confirming_twice_saves_once(admin_client: Client) -> None:
    address = send(admin_client)
    values = form_values(admin_client.get(address).content.decode())
    for _ in range(2):
        assert admin_client.post(address, {**values, "do": "publish"}).status_code == 302
    assert Article.objects.count() == ImportBatch.objects.count() == 1


def test_corrections_are_edits_of_the_one_who_made_them(admin_client: Client) -> None:
    address = send(admin_client, {"date": "۱۴۰۲/۵/۱۲"})
    changes = {
        "headline": "کارخانهٔ دیگری گشوده شد",
        "body": "استاندار قزوین از رشد صادرات خبر داد.",
        "published_day": "۱",
        "published_month": "6",
        "published_year": "۱۴۰۱",
        "published_time": "",
    }
    decide(admin_client, address, "publish", **changes)
    article = Article.objects.get()
    assert article.headline == changes["headline"]
    assert article.published_at is not None
    assert jalali_date(article.published_at).strftime("%Y-%m-%d") == "1401-06-01"
    assert [m.province.slug for m in ProvinceMention.objects.all()] == ["qazvin"]
    edited, first = article.history.select_related("history_user")
    assert edited.history_user.username == "admin"
    assert first.headline == VALUES["title"]


def test_who_the_article_is_can_be_corrected_before_it_is_saved(admin_client: Client) -> None:
    address = send(admin_client)
    decide(admin_client, address, "publish", source="ایسنا", external_id="77")
    article = Article.objects.get()
    assert (article.source.slug, article.external_id) == ("isna", "77")
    page = admin_client.get(send(admin_client)).content.decode()
    assert "همین مقاله در بایگانی هست" in page


def test_a_file_that_comes_again_is_the_article_that_it_was_corrected_to(
    admin_client: Client,
) -> None:
    decide(admin_client, send(admin_client), "publish", source="ایسنا", external_id="77")
    page = decide(admin_client, send(admin_client), "publish")
    assert "۱ بی‌تغییر" in page
    assert Article.objects.get().get_absolute_url() in page


def test_unticked_mentions_are_rejected(admin_client: Client) -> None:
    address = send(admin_client)
    values = form_values(admin_client.get(address).content.decode())
    [name] = [name for name in values if name.endswith("-found")]
    ticked = [key for key in values[name] if not key.startswith("provinces")]
    decide(admin_client, address, "publish", found=ticked)
    assert {m.state for m in ProvinceMention.objects.all()} == {MentionState.REJECTED}
    [market] = Article.objects.get().marketmentions.all()
    assert market.state == MentionState.SUGGESTED


def test_what_was_not_shown_is_not_rejected(admin_client: Client) -> None:
    address = send(admin_client)
    values = form_values(admin_client.get(address).content.decode())
    [uploaded] = Upload.objects.get().articles.all()
    uploaded.corrections = {"body": "استاندار قزوین از رشد صادرات خبر داد."}  # in another window
    uploaded.save()
    body = {f"article{uploaded.pk}-body": uploaded.corrections["body"]}
    admin_client.post(address, {**values, **body, "do": "publish"})
    [mention] = ProvinceMention.objects.select_related("province")
    assert (mention.province.slug, mention.state) == ("qazvin", MentionState.SUGGESTED)


def test_corrections_wait_in_the_preview(admin_client: Client) -> None:
    address = send(admin_client)
    assert "تیتر دیگر" in decide(admin_client, address, "save", headline="تیتر دیگر")
    assert "تیتر دیگر" in admin_client.get(address).content.decode()
    assert not Article.objects.exists()


def typed(client: Client, address: str, do: str, headline: str = "") -> dict[str, Any]:
    """The values of a window that is open by now: what its editor typed and will send."""
    values: dict[str, Any] = form_values(client.get(address).content.decode())
    name = next(name for name in values if name.endswith("-headline"))
    return values | ({name: [headline]} if headline else {}) | {"do": [do]}


def test_what_another_window_corrected_is_overwritten_only_knowingly(admin_client: Client) -> None:
    address = send(admin_client)
    other = typed(admin_client, address, "publish", "تیتر من")
    decide(admin_client, address, "save", headline="تیتر او")
    told = admin_client.post(address, other)
    assert "تیتر او" in told.content.decode() and "تیتر من" in told.content.decode()
    assert not Article.objects.exists()
    again = form_values(told.content.decode())
    assert admin_client.post(address, {**again, "do": "publish"}).status_code == 302
    assert Article.objects.get().headline == "تیتر من"


def test_a_window_without_corrections_takes_those_of_another(admin_client: Client) -> None:
    address = send(admin_client, {}, {"id": "2", "text": "متن خبر دوم."})
    other = typed(admin_client, address, "publish")
    decide(admin_client, address, "save", headline="تیتر او")
    assert "تیتر او" in admin_client.post(address, other).content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize("do", ["save", "draft", "publish"])
def test_corrections_to_what_was_confirmed_meanwhile_are_told_and_stay_on_screen(
    admin_client: Client, do: str
) -> None:
    address = send(admin_client, {}, {"id": "2", "title": "خبر دوم", "text": "متن خبر دوم."})
    other = typed(admin_client, address, do, "تیتر من")
    decide(admin_client, address, "publish")
    answer = admin_client.post(address, other)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "در این میان" in page and "تیتر من" in page and "متن خبر دوم" not in page
    assert f"/admin/archive/article/{Article.objects.get(external_id='1').pk}/change/" in page
    assert 'value="publish"' not in page
    assert Article.objects.get(external_id="1").headline == VALUES["title"]


def test_corrections_to_what_came_in_while_others_wait_stay_on_screen_too(
    admin_client: Client,
) -> None:
    decide(admin_client, send(admin_client), "publish")
    new = {"id": "2", "title": "خبر دوم", "text": "متن خبر دوم."}
    address = send(admin_client, new, {"title": "بسته شد"})
    other = typed(admin_client, address, "publish", "تیتر من")
    decide(admin_client, address, "draft")
    answer = admin_client.post(address, other)
    assert (answer.status_code, "تیتر من" in answer.content.decode()) == (409, True)
    assert Article.objects.get(external_id="1").headline == VALUES["title"]
    assert 'value="publish"' in admin_client.get(address).content.decode()


@pytest.mark.parametrize("do", ["discard", "draft"])
def test_whoever_decides_too_late_is_told(
    admin_client: Client, large: list[dict[str, str]], do: str
) -> None:
    for articles in ([{}], large):
        address = send(admin_client, *articles)
        other = form_values(admin_client.get(address).content.decode())
        decide(admin_client, address, "publish")
        answer = admin_client.post(address, {**other, "do": do}, follow=True)
        assert "در این میان" in answer.content.decode()
    assert {upload.status for upload in Upload.objects.all()} == {ArticleStatus.PUBLISHED}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("published_day", "40", "بیشتر نباشد"),
        ("body", "", "متن مقاله خالی است."),
        ("source", "؟؟", "نام منبع باید دست‌کم یک حرف داشته باشد."),
        ("url", "javascript:alert(1)", "معتبر"),
    ],
)
def test_a_wrong_correction_is_told_and_nothing_is_saved(
    admin_client: Client, field: str, value: str, sentence: str
) -> None:
    page = decide(admin_client, send(admin_client), "publish", **{field: value})
    assert sentence in page
    assert "یکی از اصلاح‌ها درست نیست" in page
    assert not Article.objects.exists()


def test_what_is_left_out_does_not_come_in(admin_client: Client) -> None:
    address = send(admin_client, {}, {"id": "2", "title": "خبر دوم", "text": "متن خبر دوم."})
    decide(admin_client, address, "publish", is_kept=[])
    assert [article.headline for article in Article.objects.all()] == ["خبر دوم"]


def test_duplicates_updates_and_other_tellings_are_told(admin_client: Client) -> None:
    decide(admin_client, send(admin_client), "publish")
    known = Article.objects.get()
    other = {"id": "9", "source": "isna", "text": f"{TEXT} {TEXT}"}
    page = admin_client.get(send(admin_client, {}, {"title": "بسته شد"}, other)).content.decode()
    change = f"/admin/archive/article/{known.pk}/change/"
    assert f'همین مقاله در بایگانی هست: <a href="{change}">' in page
    assert f'مقاله‌ای را که در بایگانی هست به‌روز می‌کند: <a href="{change}">' in page


@pytest.mark.parametrize("ending", ["", "\n"])
def test_the_same_article_twice_in_one_upload_comes_in_once(
    admin_client: Client, ending: str
) -> None:
    """In two files of the same bytes, or of others."""
    twin = SimpleUploadedFile("دوباره.json", json_file({}).read() + ending.encode())
    address = admin_client.post(URL, {"file": [json_file({}), twin]})["Location"]
    assert "همین مقاله در این بارگذاری هست" in admin_client.get(address).content.decode()
    decide(admin_client, address, "publish")
    assert Article.objects.count() == 1


def test_another_telling_of_a_known_story_is_told(admin_client: Client) -> None:
    story = " ".join(f"کارخانهٔ شماره {n} در استان یزد {n}۵ تن کاشی ساخت." for n in range(30))
    decide(admin_client, send(admin_client, {"text": story}), "publish")
    page = admin_client.get(send(admin_client, {"source": "isna", "text": story})).content.decode()
    assert "خبری مانند این از ایرنا در بایگانی هست" in page


def test_hostile_markup_is_escaped(admin_client: Client) -> None:
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)>"
    names = {"id": hostile, "source": hostile, "title": hostile}
    page = admin_client.get(send(admin_client, names)).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


def test_drafts_wait_for_a_publisher(admin_client: Client) -> None:
    editor = staff("editor", "add_article", "view_article")
    address = send(editor)
    page = editor.get(address).content.decode()
    assert 'value="draft"' in page
    assert 'value="publish"' not in page
    values = form_values(page)
    assert editor.post(address, {**values, "do": "publish"}).status_code == 403
    assert not Article.objects.exists()
    assert "در انتظار ناشر" in decide(editor, address, "draft")
    assert Article.objects.get().status == ArticleStatus.DRAFT


def test_a_draft_updates_nothing_that_is_published(admin_client: Client) -> None:
    decide(admin_client, send(admin_client), "publish")
    editor = staff("editor", "add_article")
    address = send(editor, {"title": "بسته شد"}, {"id": "2", "text": "متن خبر دوم."})
    assert "در انتظار ناشر" in decide(editor, address, "draft")
    assert [a.headline for a in Article.objects.published()] == [VALUES["title"]]
    assert Article.objects.count() == 2
    decide(admin_client, address, "publish")
    assert Article.objects.get(external_id="1").headline == "بسته شد"


def test_previews_are_their_senders_business(admin_client: Client) -> None:
    address = send(staff("one", "add_article"))
    assert staff("two", "add_article").get(address).status_code == 403
    assert staff("three", "publish_article").get(address).status_code == 200


def test_a_discarded_upload_is_gone_and_its_file_stays(admin_client: Client) -> None:
    address = send(admin_client)
    assert "کنار گذاشته شد" in decide(admin_client, address, "discard")
    assert not Upload.objects.exists()
    assert RawDocument.objects.count() == 1
    assert admin_client.get(address).status_code == 404


def test_old_uploads_are_swept_but_not_what_waits_for_the_worker(admin_client: Client) -> None:
    old, waiting, young = [int(send(admin_client).rsplit("/", 2)[1]) for _ in range(3)]
    Upload.objects.filter(pk=waiting).update(state=UploadState.QUEUED)
    then = timezone.now() - timedelta(days=31)
    Upload.objects.filter(pk__in=[old, waiting]).update(sent_at=then)
    sweep()
    assert set(Upload.objects.values_list("pk", flat=True)) == {waiting, young}


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """Articles that are more than one looks through."""
    monkeypatch.setattr(receiving, "PREVIEW_ARTICLES", 3)
    return [{"id": str(n), "text": f"متن خبر {n} دربارهٔ صنعت."} for n in range(1, 6)]


def test_a_large_upload_is_brought_in_by_the_worker(
    admin_client: Client, large: list[dict[str, str]]
) -> None:
    address = send(admin_client, *large, {"text": ""})
    page = admin_client.get(address).content.decode()
    assert "بزرگ‌تر از آن است" in page
    assert "متن خبر 3 دربارهٔ صنعت." in page
    assert "متن خبر 4 دربارهٔ صنعت." not in page
    assert "در صف است" in decide(admin_client, address, "publish")
    assert not Article.objects.exists()
    import_queued()
    assert Article.objects.published().count() == 5
    page = admin_client.get(address).content.decode()
    assert "۵ مقالهٔ تازه، ۱ ناموفق" in page
    assert "این مقاله متن ندارد." in page
    failures = admin_client.get(f"{address}failures/")
    assert json.loads(b"".join(failures))["failure"]["line"] == 6


def test_a_large_upload_goes_on_where_a_dead_process_left_it(
    admin_client: Client, large: list[dict[str, str]]
) -> None:
    address = send(admin_client, *large)
    decide(admin_client, address, "draft")
    upload = Upload.objects.get()
    import_queued()
    Article.objects.filter(external_id__in=["4", "5"]).delete()
    ImportBatch.objects.update(state=BatchState.RUNNING)
    Upload.objects.update(state=UploadState.QUEUED)
    import_queued()
    upload.refresh_from_db()
    assert upload.batch is not None
    assert upload.batch.continues is not None
    assert (upload.batch.report["created"], upload.batch.report["unchanged"]) == (2, 3)
    assert {a.status for a in Article.objects.all()} == {ArticleStatus.DRAFT}


def updates(articles: list[dict[str, str]]) -> list[dict[str, str]]:
    return [values | {"text": f"{values['text']} این متن تازه است."} for values in articles]


def published(*ids: str) -> set[str]:
    """Those of these articles that readers see with their new text."""
    found = Article.objects.published().filter(external_id__in=ids, body__contains="تازه است")
    return set(found.values_list("external_id", flat=True))


def test_a_large_draft_updates_nothing_that_is_published(
    admin_client: Client, large: list[dict[str, str]]
) -> None:
    decide(admin_client, send(admin_client, *large[:2]), "publish")
    address = send(admin_client, *updates(large))
    decide(admin_client, address, "draft")
    import_queued()
    assert published("1", "2", "3") == set()
    assert Article.objects.filter(status=ArticleStatus.DRAFT).count() == 3
    page = admin_client.get(address).content.decode()
    assert "۲ مقاله خوانده شد" in page and "در انتظار ناشر است" in page
    decide(admin_client, address, "draft")  # they wait on
    assert published("1", "2", "3") == set()
    decide(admin_client, address, "publish", body="متنی دیگر که تازه است.")
    assert published("1", "2", "3") == {"1", "2"}
    assert Article.objects.get(external_id="1").body == "متنی دیگر که تازه است."
    assert Article.objects.filter(status=ArticleStatus.DRAFT).count() == 3


def test_many_that_wait_are_published_together_and_nothing_else_with_them(
    admin_client: Client, large: list[dict[str, str]]
) -> None:
    for articles in (large[:2], large[2:4]):
        decide(admin_client, send(admin_client, *articles), "publish")
    address = send(admin_client, *updates(large), {"id": "9", "text": ""})
    decide(admin_client, address, "draft")
    import_queued()
    Article.objects.filter(external_id="5").delete()
    page = admin_client.get(address).content.decode()
    assert "۴ مقاله" in page and "متن خبر 4" not in page
    assert "در انتظار ناشر" in decide(admin_client, address, "draft")
    assert published("1", "2", "3", "4", "5") == set()
    decide(admin_client, address, "publish")
    import_queued()
    assert published("1", "2", "3", "4", "5") == {"1", "2", "3", "4"}
    assert not Article.objects.filter(external_id="5").exists()
    assert "۴ به‌روزشده" in admin_client.get(address).content.decode()
    assert Upload.objects.get(state=UploadState.DONE, is_large=True).articles.count() == 0


def test_what_waits_is_kept_though_the_process_dies(
    admin_client: Client, large: list[dict[str, str]]
) -> None:
    decide(admin_client, send(admin_client, *large[:2]), "publish")
    decide(admin_client, send(admin_client, *updates(large)), "draft")
    import_queued()
    large_one = Upload.objects.order_by("pk").last()
    assert large_one is not None and large_one.batch is not None
    ImportBatch.objects.filter(pk=large_one.batch_id).update(state=BatchState.RUNNING)
    Upload.objects.filter(pk=large_one.pk).update(state=UploadState.QUEUED, is_large=True)
    import_queued()
    large_one.refresh_from_db()
    assert large_one.state == UploadState.PREVIEWED
    assert large_one.articles.count() == 2
    assert Article.objects.count() == 5


def test_an_upload_that_never_ends_well_is_given_up_until_somebody_asks(
    admin_client: Client, large: list[dict[str, str]]
) -> None:
    address = send(admin_client, *large)
    decide(admin_client, address, "publish")
    Upload.objects.update(attempts=5)
    import_queued()
    assert "دوباره بکوش" in admin_client.get(address).content.decode()
    decide(admin_client, address, "retry")
    import_queued()
    assert Article.objects.count() == 5


def test_large_uploads_are_for_publishers(large: list[dict[str, str]]) -> None:
    editor = staff("editor", "add_article")
    address = send(editor, *large)
    assert "در انتظار او" in editor.get(address).content.decode()
    assert editor.post(address, {"do": "draft"}).status_code == 403
