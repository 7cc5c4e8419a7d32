"""Whether the index holds what the database has published, and the raw store what it names."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from archive.chunks import chunks
from archive.fixity import verify
from archive.models import Article, OutboxEntry
from search.backends import backend
from search.building import rebuild
from search.engine.snapshot import Snapshot
from search.exceptions import IndexUnusable
from search.indexing import index_pending
from search.search_indexes import ArticleIndex


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong; `id` is the article's, if it is about one."""

    kind: str
    id: int | None
    detail: str


def find_problems() -> list[Problem]:
    """What differs between database, index and raw store; changes that wait are no problem."""
    return [*_index_problems(), *_raw_problems()]


def _raw_problems() -> list[Problem]:
    return [
        Problem(f"raw_file_{document.damage}", None, f"raw file {document.sha256}")
        for document in verify()
    ]


def _index_problems() -> list[Problem]:
    try:
        snapshot = backend().live.snapshot()
        indexed = _indexed(snapshot)
    except IndexUnusable as error:
        return [Problem("index_unusable", None, str(error))]
    counts = Counter(snapshot.article_ids[snapshot.is_alive].tolist())
    published = _published()
    waiting = set(OutboxEntry.objects.values_list("article_id", flat=True))
    missing = published.keys() - indexed.keys() - waiting
    extra = indexed.keys() - published.keys() - waiting
    twice = {key for key, count in counts.items() if count > 1}
    older = {key for key in published.keys() & indexed.keys() if published[key] != indexed[key]}
    return [
        *(Problem("not_indexed", pk, "published but not in the index") for pk in sorted(missing)),
        *(Problem("not_published", pk, "in the index but not published") for pk in sorted(extra)),
        *(Problem("indexed_twice", pk, "more than once in the index") for pk in sorted(twice)),
        *(Problem("outdated", pk, "not in the index as it is") for pk in sorted(older - waiting)),
        *(
            Problem("cannot_be_indexed", entry.article_id, entry.problem)
            for entry in OutboxEntry.objects.set_aside().order_by("article_id")
        ),
    ]


def repair(problems: list[Problem]) -> None:
    """Bring the index in line with the database.

    Raises:
        IndexBusy: another process wrote the index for longer than a minute.
    """
    if any(problem.kind == "index_unusable" for problem in problems):
        rebuild()
        return
    OutboxEntry.objects.record({problem.id for problem in problems if problem.id is not None})
    index_pending()


def _indexed(snapshot: Snapshot) -> dict[int, str]:
    """The digest that the index holds of each article."""
    alive = np.flatnonzero(snapshot.is_alive)
    with snapshot.lock:
        stored = [snapshot.searcher.stored_fields(int(doc)) for doc in alive]
    return {fields["article_id"]: fields["digest"] for fields in stored}


def _published() -> dict[int, str]:
    """The digest of each published article; blank where there is none to be had."""
    index = ArticleIndex()
    found: dict[int, str] = {}
    for some in chunks(Article.objects.published().values_list("pk", flat=True)):
        for article in index.index_queryset().filter(pk__in=some):
            found[article.pk] = _digest(index, article)
    return found


def _digest(index: ArticleIndex, article: Article) -> str:
    try:
        return str(index.full_prepare(article)["digest"])
    except Exception:  # the worker says why, and sets the article aside
        return ""
