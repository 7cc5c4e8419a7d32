"""Builds a new index beside the live one and swaps; searches and indexing go on meanwhile.

What is written into the live index while we build is also noted in our directory, and before the
swap those articles are brought up to date. A builder that dies leaves a directory nobody reads.
"""

import hashlib
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from django.conf import settings

from archive.chunks import CHUNK_SIZE
from archive.models import Article
from search.backends import backend
from search.documents import Problems, Progress, add_articles, replace_articles, untold
from search.engine.manifest import newest_generation, read_manifest
from search.engine.writing import create_index
from search.exceptions import IndexBusy, IndexUnusable
from search.locks import rebuild_lock, writer_lock
from search.outbox import all_entries, settle

STAMP = "analyzer"  # file in an index: which analyzer and fields made it; the last to be written
_DECIDING = (
    "analysis.py",
    "search_indexes.py",
    "backends/schema.py",
    "backends/values.py",
    "engine/codec.py",
)
CHANGES = "changes"  # file in an index being built: ids of articles that changed meanwhile


def rebuild(progress: Progress = untold) -> int:
    """Build a new index of all published articles beside the live one, then swap; how many.

    Raises:
        IndexBusy: another process is building one, and takes too long.
    """
    with rebuild_lock():
        return build_and_swap(progress)


def build_and_swap(progress: Progress) -> int:
    """The same, for who holds the lock. What does not get to its end leaves nothing."""
    _remove_all_but_live()
    live = backend().directory
    directory = live.with_name(f"{live.name}-{time.time_ns()}")
    try:
        return _build(directory, progress)
    except BaseException:
        if directory != live.resolve():
            shutil.rmtree(directory, ignore_errors=True)
        raise


def _build(directory: Path, progress: Progress) -> int:
    engine = backend()
    create_index(directory, engine.schema)
    changes = directory / CHANGES
    changes.touch()  # from now on; what changed before is in the database that we read
    entries = all_entries()
    articles = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    with engine.writer(directory) as writer:
        problems = add_articles(writer, articles, progress)
    with changes.open() as file:
        while True:
            with writer_lock():
                changed = sorted({int(line) for line in file})
                if len(changed) <= CHUNK_SIZE:
                    problems = _update(directory, changed, problems)
                    changes.unlink()
                    (directory / STAMP).write_text(analyzer_stamp())
                    _swap(engine.directory, directory)
                    settle(entries, problems)
                    return len(articles) - len(problems)
            problems = _update(directory, changed, problems)


def note_changes(article_ids: Iterable[int]) -> None:
    """Tell whoever builds an index that these articles changed; the writer's lock must be held."""
    live = backend().directory
    for changes in live.parent.glob(f"{live.name}-*/{CHANGES}"):
        with changes.open("a") as file:
            file.writelines(f"{article_id}\n" for article_id in article_ids)


@contextmanager
def without_remains() -> Iterator[None]:
    """Write into the live index; what is left of a write that breaks off would take its room."""
    try:
        yield
    except BaseException:
        _remove_unlisted(backend().directory)
        raise


def remove_leftovers() -> None:
    """Remove what writers and builders left when they died; not while one is at work."""
    with suppress(IndexBusy), rebuild_lock(timeout_seconds=0):
        _remove_all_but_live()
        with writer_lock(timeout_seconds=0):
            _remove_unlisted(backend().directory)


@cache
def analyzer_stamp() -> str:
    """A digest of all that decides what the index holds for a text."""
    language = settings.BASE_DIR / "persian"
    files = [*language.glob("*.py"), *language.glob("data/*.t[sx][vt]")]
    files += [settings.BASE_DIR / "search" / name for name in _DECIDING]
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _update(directory: Path, article_ids: list[int], problems: Problems) -> Problems:
    """Bring articles in an index that is not live yet up to date; all problems after that."""
    if not article_ids:
        return problems
    with backend().writer(directory) as writer:
        found = replace_articles(writer, article_ids, untold)
    return {key: why for key, why in problems.items() if key not in article_ids} | found


def _swap(live: Path, directory: Path) -> None:
    """Make `directory` the live index at once.

    Processes that still read the replaced one keep it until the next index is built.
    """
    link = directory.with_name(directory.name + ".link")
    link.symlink_to(directory.name)
    if live.is_dir() and not live.is_symlink():
        live.rename(live.with_name(f"{live.name}-{time.time_ns()}"))
    link.replace(live)


def _remove_all_but_live() -> None:
    live = backend().directory
    for other in live.parent.glob(f"{live.name}-*"):
        if other.is_symlink():
            other.unlink()
        elif other != live.resolve():
            shutil.rmtree(other, ignore_errors=True)


def _remove_unlisted(live: Path) -> None:
    """Remove from the live index what does not belong to its newest generation."""
    with suppress(IndexUnusable, OSError):  # it will be built anew
        directory = live.resolve(strict=True)
        generation = newest_generation(directory)
        kept = {*read_manifest(directory, generation).files, STAMP, "MAIN_WRITELOCK"}
        for path in directory.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name not in kept and path.name != f"manifest-{generation}.json":
                path.unlink()
