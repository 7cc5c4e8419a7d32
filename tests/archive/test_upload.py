"""The upload form: what is sent is stored and read, refused with a sentence, and not yet saved."""

from __future__ import annotations

import io
import json
import os
import zipfile

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from archive.ingest import store
from archive.models import Article, RawDocument, Upload
from tests import factories
from tests.forms import form_values

pytestmark = pytest.mark.django_db

URL = "/admin/archive/article/upload/"


def json_file(name: str = "خبر.json", **values: str) -> SimpleUploadedFile:
    article = {
        "id": "1",
        "source": "irna",
        "title": "کارخانهٔ نمونه گشوده شد",
        "text": "استاندار یزد در آیین گشایش کارخانهٔ نمونه از رشد صادرات کاشی به عراق خبر داد.",
    }
    return SimpleUploadedFile(name, json.dumps(article | values, ensure_ascii=False).encode())


def zip_file(**members: bytes) -> SimpleUploadedFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return SimpleUploadedFile("دسته.zip", packed.getvalue())


class Untouchable(io.RawIOBase):
    """A request body that must not be read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")


@pytest.fixture
def reader(client: Client) -> Client:
    """A member of staff who may look but not add."""
    user = User.objects.create_user("reader", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(user)
    return client


def test_the_list_leads_to_the_form(admin_client):
    assert f'href="{URL}"' in admin_client.get("/admin/archive/article/").content.decode()
    page = admin_client.get(URL)
    assert page.status_code == 200
    assert "افزودن مقاله از پرونده" in page.content.decode()


def test_a_file_is_stored_and_read_but_not_saved(admin_client):
    sent = json_file().read()
    page = admin_client.post(URL, {"file": json_file()}, follow=True)
    upload = Upload.objects.get()
    assert page.redirect_chain == [(f"{URL}{upload.pk}/", 302)]
    assert "کارخانهٔ نمونه گشوده شد" in page.content.decode()
    assert store.locate(RawDocument.objects.get().sha256).read_bytes() == sent
    assert not Article.objects.exists()
    assert f'href="{URL}{upload.pk}/"' in admin_client.get(URL).content.decode()


def test_the_chosen_source_counts_where_the_file_names_none(admin_client):
    source = factories.source("isna")
    admin_client.post(URL, {"file": json_file(source=""), "source": source.pk})
    assert Upload.objects.get().articles.get().record["source"] == "isna"


def test_a_pasted_text_is_an_article(admin_client):
    text = "کارخانهٔ نمونه گشوده شد\r\n\r\nاستاندار یزد از رشد صادرات کاشی به عراق خبر داد."
    page = admin_client.post(URL, {"text": text}, follow=True)
    assert "متن چسبانده‌شده" in page.content.decode()
    record = Upload.objects.get().articles.get().record
    assert record["headline"] == "کارخانهٔ نمونه گشوده شد"
    assert record["body"] == "استاندار یزد از رشد صادرات کاشی به عراق خبر داد."


def test_a_bad_file_gets_a_sentence_beside_the_good_one(admin_client):
    bad = SimpleUploadedFile("بد.json", b'{"title": ')
    page = admin_client.post(URL, {"file": [bad, json_file()]}, follow=True)
    assert "JSON این پرونده در سطر ۱ شکسته است." in page.content.decode()
    assert Upload.objects.get().articles.count() == 1


def test_where_nothing_can_be_read_the_form_says_why_and_the_bytes_are_kept(admin_client):
    page = admin_client.post(URL, {"file": SimpleUploadedFile("بد.json", b'{"title": ')})
    assert page.status_code == 400
    assert "JSON این پرونده در سطر ۱ شکسته است." in page.content.decode()
    assert not Upload.objects.exists()
    assert store.locate(RawDocument.objects.get().sha256).read_bytes() == b'{"title": '


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("هیچ.csv", b"title,body\n"),
        zip_file(),
        zip_file(**{"README.txt": b"x", "folder/": b""}),
    ],
    ids=["csv", "zip", "zip of nothing to read"],
)
def test_a_file_without_an_article_gets_a_sentence(admin_client, file):
    for beside, status in ((None, 400), (json_file(), 200)):
        file.seek(0)
        sent = [one for one in (file, beside) if one]
        page = admin_client.post(URL, {"file": sent}, follow=True)
        assert page.status_code == status
        assert file.name in page.content.decode()
        assert "مقاله‌ای در این پرونده نیست." in page.content.decode()


def test_the_files_of_a_zip_come_in_one_by_one(admin_client):
    inner = zip_file(x=b"y").read()
    files = {"یک.json": json_file().read(), "دو.json": b'{"title": ', "سه.zip": inner}
    text = admin_client.post(URL, {"file": zip_file(**files)}, follow=True).content.decode()
    assert "دسته.zip/یک.json" in text
    assert "JSON این پرونده در سطر" in text
    assert "zip یا Office" in text


def test_a_zip_bomb_is_refused_unopened(admin_client):
    page = admin_client.post(URL, {"file": zip_file(bomb=b" " * 50_000_000)})
    assert page.status_code == 400
    assert "بیش از اندازه فشرده" in page.content.decode()


def test_a_large_file_in_a_zip_is_refused_unpacked(admin_client, settings):
    settings.UPLOAD_MAX_BYTES = 1_000_000
    page = admin_client.post(URL, {"file": zip_file(large=os.urandom(1_100_000))})
    assert page.status_code == 400
    assert "بزرگ‌تر است" in page.content.decode()


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "پرونده‌ای برنگزیده‌اید و متنی ننوشته‌اید."),
        ([SimpleUploadedFile("تهی.txt", b"")], "یکی از پرونده‌ها خالی است."),
    ],
)
def test_nothing_to_import_is_said(admin_client, files, sentence):
    page = admin_client.post(URL, {"file": files})
    assert page.status_code == 400
    assert sentence in page.content.decode()


def test_names_of_files_are_escaped(admin_client):
    name = "<img src=x onerror=alert(1)>.txt"
    page = admin_client.post(URL, {"file": SimpleUploadedFile(name, b"hello")})
    assert page.status_code == 400
    assert "&lt;img" in page.content.decode()
    assert "<img" not in page.content.decode()


def test_a_file_beyond_the_limit_is_refused(admin_client, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    large = SimpleUploadedFile("بزرگ.txt", b"a" * 1001)
    page = admin_client.post(URL, {"file": large})
    assert page.status_code == 413
    assert "بزرگ‌تر است" in page.content.decode()
    assert not RawDocument.objects.exists()


def test_a_file_beyond_the_limit_does_not_keep_the_others_out(admin_client, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    large = SimpleUploadedFile("بزرگ.txt", b"a" * 1001)
    page = admin_client.post(URL, {"file": [large, json_file()]}, follow=True)
    assert "بزرگ‌تر است" in page.content.decode()
    assert Upload.objects.get().articles.count() == 1


def test_a_body_beyond_the_limit_is_dropped(admin_client, monkeypatch):
    monkeypatch.setattr("archive.admin.upload.MAX_BODY_BYTES", 1000)
    page = admin_client.post(URL, {"file": SimpleUploadedFile("بزرگ.txt", b"a" * 2000)})
    assert page.status_code == 413
    assert "بیش از اندازه بزرگ" in page.content.decode()


def test_strangers_are_sent_away_before_their_body_is_read(client):
    response = client.generic(
        "POST",
        URL,
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Untouchable(), "CONTENT_LENGTH": "100"},
    )
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_staff_who_may_not_add_are_refused_before_their_body_is_read(reader):
    response = reader.generic(
        "POST",
        URL,
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Untouchable(), "CONTENT_LENGTH": "100"},
    )
    assert response.status_code == 403
    assert URL not in reader.get("/admin/archive/article/").content.decode()


def test_the_form_is_guarded_by_a_token(admin_user):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(admin_user)
    assert browser.post(URL, {"file": json_file()}).status_code == 403
    assert not Upload.objects.exists()
    token = form_values(browser.get(URL).content.decode())["csrfmiddlewaretoken"][0]
    browser.post(URL, {"file": json_file(), "csrfmiddlewaretoken": token})
    assert Upload.objects.count() == 1
