"""An index is built beside the live one while everything else goes on."""

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from archive.models import Article, OutboxEntry
from search import building
from search.backends import backend
from search.building import rebuild, remove_leftovers
from search.checking import find_problems
from search.indexing import index_pending, is_current
from search.locks import rebuild_lock
from search.params import SearchParams
from search.queries import search_articles
from tests import factories
from tests.ops.commands import copy_of, environment

Reindex = Callable[[], int]
POISON = "زهر"
BODY = "صادرات فولاد"


def total(text: str = "") -> int:
    page = search_articles(SearchParams(text))
    assert not page.is_fallback
    return page.total


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that few articles are many."""
    monkeypatch.setattr("archive.chunks.CHUNK_SIZE", 2)
    monkeypatch.setattr(building, "CHUNK_SIZE", 2)


@pytest.mark.usefixtures("small_chunks")
def test_changes_are_indexed_while_an_index_is_built(reindex: Reindex) -> None:
    """They are findable at once in the live index, and in the new one after the swap."""
    kept, changed, deleted = (factories.article(body=BODY) for _ in range(3))
    reindex()
    seen: list[int] = []

    def change_meanwhile(_: int) -> None:
        if not seen:
            Article.objects.filter(pk=changed.pk).update(body="واردات پسته")
            deleted.delete()
            for _number in range(6):
                factories.article(body=BODY)
            assert index_pending() == 8
            seen.append(total("فولاد"))

    assert rebuild(change_meanwhile) == 3
    assert seen == [7]
    assert (total("فولاد"), total("پسته"), total()) == (7, 1, 8)
    assert {kept.pk, changed.pk} <= {hit.article.pk for hit in search_articles(SearchParams()).hits}
    assert not OutboxEntry.objects.exists()
    assert find_problems() == []


def test_what_a_dead_builder_left_is_removed(reindex: Reindex) -> None:
    factories.article(body=BODY)
    reindex()
    live = (settings.DATA_DIR / "index").resolve()
    unfinished = settings.DATA_DIR / "index-1"
    (unfinished / "part-1-0").mkdir(parents=True)
    (live / "part-1-0").mkdir()
    (live / "MAIN_0123456789abcdef.trm").write_text("of a commit that never came to its end")
    before = {path.name for path in live.iterdir()} - {"part-1-0", "MAIN_0123456789abcdef.trm"}
    with rebuild_lock():
        remove_leftovers()
        assert unfinished.exists()  # its builder may be alive
    remove_leftovers()
    assert not unfinished.exists()
    assert {path.name for path in live.iterdir()} == before
    assert is_current()
    assert total("فولاد") == 1


@pytest.fixture
def poisonous(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Let the analyzer fail in the middle of every article that holds a certain word, or not."""
    analyzer = type(backend().schema["body"].analyzer)
    read = analyzer.read

    def fail(self: object, text: str) -> object:
        if POISON in text:
            raise ValueError("a word that the analyzer chokes on")
        return read(self, text)

    def switch(is_on: bool) -> None:
        monkeypatch.setattr(analyzer, "read", fail if is_on else read)

    switch(True)
    return switch


@pytest.mark.parametrize("index", [index_pending, rebuild], ids=["drained", "built anew"])
def test_an_article_that_cannot_be_indexed_costs_only_itself(
    index: Reindex,
    db: None,
    poisonous: Callable[[bool], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    index_pending()
    poisoned = [factories.article(body=text) for text in (BODY, f"فولاد {POISON}", BODY)][1]
    with caplog.at_level(logging.CRITICAL, "search.documents"):
        index()
        assert total("فولاد") == 2
        [entry] = OutboxEntry.objects.all()
        assert (entry.article_id, "chokes on" in entry.problem) == (poisoned.pk, True)
        [problem] = find_problems()
        assert (problem.kind, problem.id) == ("cannot_be_indexed", poisoned.pk)
        assert index_pending() == 0  # it waits for a change, not for luck
        poisoned.save()
        assert index_pending() == 1  # one more try
        assert OutboxEntry.objects.count() == 1
    poisonous(False)
    with pytest.raises(SystemExit):
        call_command("check_archive", verbosity=0)
    call_command("check_archive", "--repair", verbosity=0)
    assert total("فولاد") == 3
    assert not OutboxEntry.objects.exists()


def test_a_document_that_breaks_off_leaves_no_trace(reindex: Reindex) -> None:
    reindex()
    broken = {"id": "archive.article.1", "headline": BODY, "kicker": BODY.encode()}
    with backend().writer() as writer, pytest.raises(ValueError, match="not unicode"):
        writer.add_document(**broken)
    assert total() == 0
    assert total("فولاد") == 0


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("parallel", "[7, 2, 6] [] 0"),
        ("busy", "[] [] 50"),
    ],
    ids=["several processes write one index", "threads search, write and build at once"],
)
def test_in_an_archive_of_its_own(
    script: str, expected: str, migrated: Path, tmp_path: Path
) -> None:
    """Processes and threads need a database that all of them see."""
    data_dir = copy_of(migrated, tmp_path / "var")
    result = subprocess.run(
        [sys.executable, "-m", f"tests.search.scripts.{script}"],
        cwd=settings.BASE_DIR,
        env=environment(DATA_DIR=data_dir, DJANGO_SETTINGS_MODULE="config.settings"),
        capture_output=True,
        text=True,
    )
    assert (result.stdout.strip(), result.stderr) == (expected, "")
