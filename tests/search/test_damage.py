"""Whatever happens to the files of the index: it is noticed, readers are answered, it heals."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from search.backends import backend
from search.indexing import index_pending
from search.params import SearchParams
from search.queries import search_articles
from tests import factories

ARTICLES = 3


@pytest.fixture(autouse=True)
def _indexed(db: None) -> None:
    """Two segments, of which one has a deleted document."""
    for _ in range(ARTICLES):
        factories.article(body="صادرات فولاد")
    index_pending()
    factories.article(body="صادرات فولاد").delete()
    search_articles(SearchParams()).hits[0].article.save()
    index_pending()


def truncate(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def flip_a_bit(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def make_unreadable(file: Path) -> None:
    """Root may read everything, so for root a folder stands in its place."""
    file.chmod(0)
    if os.access(file, os.R_OK):
        file.unlink()
        file.mkdir()


def forget_open_index() -> None:
    """As a process that starts now; others have the files open already."""
    backend().live._snapshot = None


def files() -> list[str]:
    """Every file of the live index, without the random part of its name, but Whoosh's lock."""
    index_files = (settings.DATA_DIR / "index").iterdir()
    return sorted(file.name for file in index_files if file.name != "MAIN_WRITELOCK")


def expect_healing(is_noticed: bool = True) -> None:
    page = search_articles(SearchParams("صادرات"))
    assert (page.total, page.is_fallback) == (ARTICLES, is_noticed)
    assert index_pending() == ARTICLES
    page = search_articles(SearchParams("صادرات"))
    assert (page.total, page.is_fallback) == (ARTICLES, False)


@pytest.mark.parametrize(
    "damage",
    [truncate, flip_a_bit, Path.unlink, make_unreadable],
    ids=["truncated", "bit flipped", "deleted", "unreadable"],
)
def test_each_damaged_file_is_noticed_and_mended(
    damage: Callable[[Path], None],
) -> None:
    kinds = len(files())
    assert kinds > 20
    for number in range(kinds):
        name = files()[min(number, len(files()) - 1)]
        file = settings.DATA_DIR / "index" / name
        if not file.stat().st_size:
            continue
        if number % 2:
            forget_open_index()
        damage(file)
        # The stamp tells only which analyzer made the index: without it, it is made anew.
        expect_healing(is_noticed=name != "analyzer")


def test_a_lost_folder_is_made_anew() -> None:
    shutil.rmtree((settings.DATA_DIR / "index").resolve())
    expect_healing()


def test_a_lost_link_is_made_anew() -> None:
    (settings.DATA_DIR / "index").unlink()
    expect_healing()


def test_an_emptied_folder_is_filled_anew() -> None:
    for file in (settings.DATA_DIR / "index").iterdir():
        file.unlink()
    expect_healing()


def test_a_file_in_place_of_the_index_gives_way() -> None:
    (settings.DATA_DIR / "index").unlink()
    (settings.DATA_DIR / "index").write_text("not an index")
    expect_healing()


def test_a_copied_folder_in_place_of_the_link_is_read() -> None:
    live = settings.DATA_DIR / "index"
    directory = live.resolve()
    live.unlink()
    directory.rename(live)
    assert search_articles(SearchParams("صادرات")).total == ARTICLES
    (live / "_MAIN_2.toc").unlink()
    expect_healing()


def test_the_page_says_that_the_index_is_away() -> None:
    (settings.DATA_DIR / "index").unlink()
    page = Client().get("/search/", {"q": "صادرات"})
    assert page.status_code == 200
    assert "نمایهٔ جست‌وجو در حال بازسازی است" in page.content.decode()
    answer = Client().get("/api/v1/search", {"q": "صادرات"}).json()
    assert (answer["total"], answer["is_fallback"]) == (ARTICLES, True)
