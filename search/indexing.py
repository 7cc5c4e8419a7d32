"""Keeps the index equal to the database: one writer at a time, fed from the outbox."""

import fcntl
import hashlib
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from haystack import connections
from haystack.constants import ID
from haystack.utils import get_model_ct

from archive.models import Article, OutboxEntry
from search.backends.whoosh import WhooshBackend
from search.engine.live import create_index
from search.exceptions import IndexBusy, IndexUnusable
from search.search_indexes import ArticleIndex

BATCH_SIZE = 500
LOCK_SECONDS = 60
LOCK_POLL_SECONDS = 0.05
STAMP = "analyzer"  # file in the index directory: which analyzer and fields made it
DOUBT = "doubted-index"  # file in DATA_DIR whose age is that of the last doubt
DOUBT_SECONDS = 600

Progress = Callable[[int], None]


@dataclass(frozen=True)
class IndexState:
    """How many articles the index holds and when it last changed."""

    articles: int
    changed_at: datetime


def backend() -> WhooshBackend:
    """The configured search backend of this thread."""
    found: WhooshBackend = connections["default"].get_backend()
    return found


def index_state() -> IndexState | None:
    """The state of the live index; None when it cannot be read."""
    try:
        snapshot = backend().live.snapshot()
        changed = max(file.stat().st_mtime for file in snapshot.key[0].glob("*.toc"))
    except (IndexUnusable, OSError, ValueError):
        return None
    articles = int(snapshot.is_alive.sum())
    return IndexState(articles, datetime.fromtimestamp(changed, UTC))


def index_pending() -> int:
    """Bring every waiting change into the index; how many articles that were.

    Builds the index when it is missing, unreadable or made by another analyzer.

    Raises:
        IndexBusy: another process wrote for longer than a minute.
    """
    with writer_lock():
        if not is_current():
            return _rebuild()
        indexed = 0
        while entries := list(OutboxEntry.objects.order_by("pk")[:BATCH_SIZE]):
            indexed += _drain(entries)
        return indexed


def rebuild(progress: Progress | None = None) -> int:
    """Build a new index of all published articles beside the live one, then swap; how many.

    Raises:
        IndexBusy: another process wrote for longer than a minute.
    """
    with writer_lock():
        return _rebuild(progress)


def is_current() -> bool:
    """Whether the live index can be read and was made by this analyzer."""
    try:
        directory = backend().live.snapshot().key[0]
        return (directory / STAMP).read_text() == analyzer_stamp()
    except (IndexUnusable, OSError):
        return False


def doubt_index() -> None:
    """Have the live index built anew, because a search could not read it.

    Processes that opened the files before they were damaged see nothing wrong with them. Where the
    fault is a query's, building anew does not help: so this counts once in ten minutes.
    """
    mark = settings.DATA_DIR / DOUBT
    with suppress(OSError):  # without an index, or without a disk to write to: nothing to doubt
        if not mark.exists() or time.time() - mark.stat().st_mtime > DOUBT_SECONDS:
            (backend().directory / STAMP).unlink()
            mark.touch()


@contextmanager
def writer_lock(timeout_seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the right to write the index; it ends with the process, however that dies.

    Raises:
        IndexBusy: another process held it for so long.
    """
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + timeout_seconds
    with (settings.DATA_DIR / "index.lock").open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise IndexBusy("another process is writing the index") from None
                time.sleep(LOCK_POLL_SECONDS)
        yield


@cache
def analyzer_stamp() -> str:
    """A digest of all that decides what the index holds for a text."""
    language = settings.BASE_DIR / "persian"
    files = [*language.glob("*.py"), *language.glob("data/*.t[sx][vt]")]
    files += [settings.BASE_DIR / "search" / name for name in ("analysis.py", "search_indexes.py")]
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _drain(entries: Sequence[OutboxEntry]) -> int:
    """Index the articles of these entries; the entries go only when that is on the disk."""
    engine, index = backend(), ArticleIndex()
    changed = {entry.article_id for entry in entries}
    articles = {article.pk: article for article in index.index_queryset().filter(pk__in=changed)}
    with engine.writer() as writer:
        for article_id in sorted(changed):
            if article := articles.get(article_id):
                writer.update_document(**engine.document(index, article))
            else:
                writer.delete_by_term(ID, f"{get_model_ct(Article)}.{article_id}")
    OutboxEntry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
    return len(changed)


def _rebuild(progress: Progress | None = None) -> int:
    engine = backend()
    waiting = list(OutboxEntry.objects.values_list("pk", flat=True))
    home = engine.directory.parent
    directory = home / f"{engine.directory.name}-{time.time_ns()}"
    create_index(directory, engine.schema)
    indexed = 0
    with engine.writer(directory) as writer:
        index = ArticleIndex()
        for article in _in_batches(index):
            writer.add_document(**engine.document(index, article))
            indexed += 1
            if progress:
                progress(indexed)
    (directory / STAMP).write_text(analyzer_stamp())
    _swap(engine.directory, directory)
    _delete_entries(waiting)
    return indexed


def _in_batches(index: ArticleIndex) -> Iterable[Article]:
    articles = index.index_queryset().order_by("pk")
    last = 0
    while batch := list(articles.filter(pk__gt=last)[:BATCH_SIZE]):
        yield from batch
        last = batch[-1].pk


def _delete_entries(keys: Sequence[int]) -> None:
    for start in range(0, len(keys), BATCH_SIZE):
        OutboxEntry.objects.filter(pk__in=keys[start : start + BATCH_SIZE]).delete()


def _swap(live: Path, directory: Path) -> None:
    """Make `directory` the live index at once; remove older ones but the one replaced just now.

    Processes that still read the replaced one keep it until the next rebuild.
    """
    replaced = live.resolve()
    link = directory.with_name(directory.name + ".link")
    link.symlink_to(directory.name)
    if live.is_dir() and not live.is_symlink():
        live.rename(replaced := live.with_name(f"{live.name}-0"))
    link.replace(live)
    for other in live.parent.glob(f"{live.name}-*"):
        if other not in (directory, replaced):
            shutil.rmtree(other)
