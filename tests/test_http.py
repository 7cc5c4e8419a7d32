"""What holds for every address: HEAD, ETags, how much may be sent, which hosts are answered."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from archive.models import Article
from search.indexing import index_pending
from tests import factories
from tests.ops.commands import environment

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/search/?q=صادرات",
    "/api/v1/search?q=صادرات",
    "/api/v1/provinces",
    "/provinces/yazd/",
    "/sources/irna/",
    "/sitemap.xml",
]


@pytest.fixture(autouse=True)
def _article() -> Article:
    article = factories.article(body="صادرات کاشی")
    index_pending()
    return article


@pytest.mark.parametrize("address", PAGES)
def test_an_unchanged_page_is_not_sent_twice(client: Client, address: str) -> None:
    first = client.get(address)
    assert first.status_code == 200
    assert first["Cache-Control"] == "no-cache"
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/", "/search/?q=صادرات", "/api/v1/search", "/sources/irna/"])
def test_a_changed_page_is_sent(client: Client, address: str) -> None:
    known = client.get(address)["ETag"]
    factories.article(body="صادرات فولاد")
    index_pending()
    assert client.get(address, headers={"If-None-Match": known}).status_code == 200


def test_the_desk_is_never_kept(admin_client: Client) -> None:
    assert "no-store" in admin_client.get("/admin/")["Cache-Control"]


@pytest.mark.parametrize(
    "address", [*PAGES, "/api/v1/nowhere", "/nowhere/", "/api/v1/openapi.json"]
)
def test_head_says_what_get_says_without_the_body(client: Client, address: str) -> None:
    get, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert _common(head) == _common(get)


def _common(response: Any) -> dict[str, str]:
    """The headers without those that tell one failed request from another."""
    of_one = {"Content-Length", *(["X-Request-ID", "ETag"] if response.status_code >= 400 else [])}
    return {name: value for name, value in response.headers.items() if name not in of_one}


class Untouchable:
    """A body that nobody may read."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("the body was read")

    readline = read


def post(client: Client, address: str, **values: Any) -> Any:
    kind = "multipart/form-data; boundary=x"
    return client.generic(
        "POST", address, content_type=kind, **{"wsgi.input": Untouchable(), **values}
    )


@pytest.mark.parametrize("address", ["/", "/admin/login/", "/admin/archive/article/upload/"])
@pytest.mark.parametrize(
    "values",
    [{"CONTENT_LENGTH": "70000"}, {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}],
    ids=["long", "of unknown length"],
)
def test_large_bodies_are_refused_unread(
    client: Client, address: str, values: dict[str, str]
) -> None:
    assert post(client, address, **values).status_code == 413


def test_the_api_refuses_large_bodies_in_json(client: Client) -> None:
    answer = post(client, "/api/v1/search", CONTENT_LENGTH="70000")
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_told_and_reading_goes_on(client: Client) -> None:
    article = factories.article(headline="تیتر نمونه")
    page = f"{article.get_absolute_url()}report/"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1")  # SQLite: as many as there are
        try:
            answers = [
                client.post(page, {"kind": "fact", "text": "ا" * 1_900}, REMOTE_ADDR=f"192.0.2.{n}")
                for n in range(20)
            ]
            read = client.get(article.get_absolute_url())
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert "جایی برای نوشتن نیست" in answers[-1].content.decode()
    assert (answers[-1].status_code, read.status_code) == (503, 200)
    assert client.post(page, {"kind": "fact", "text": "نادرست است."}).status_code == 302


def test_editors_may_send_long_texts_but_no_files_elsewhere(admin_client: Client) -> None:
    assert admin_client.post("/admin/login/", {"text": "ا" * 70_000}).status_code != 413
    assert post(admin_client, "/admin/login/", CONTENT_LENGTH="5000000").status_code == 413


@pytest.mark.parametrize("name", ["ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"])
@pytest.mark.parametrize("value", ["", " , "])
def test_a_blank_list_is_the_default(name: str, value: str, tmp_path: Path) -> None:
    code = f"from config import settings; print(len(settings.{name}))"
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=environment(DATA_DIR=tmp_path, **{name: value}),
        capture_output=True,
        text=True,
    )
    assert int(result.stdout) > 0, result.stderr
