"""Whether the index holds what the database has published."""

from collections import Counter
from dataclasses import dataclass

from archive.models import Article, OutboxEntry
from search.backends import backend
from search.building import rebuild
from search.exceptions import IndexUnusable
from search.indexing import index_pending


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong; `id` is the article's, if it is about one."""

    kind: str
    id: int | None
    detail: str


def find_problems() -> list[Problem]:
    """What differs between database and index; changes that still wait are no problem."""
    try:
        snapshot = backend().live.snapshot()
    except IndexUnusable as error:
        return [Problem("index_unusable", None, str(error))]
    indexed = Counter(snapshot.article_ids[snapshot.is_alive].tolist())
    published = set(Article.objects.published().values_list("pk", flat=True))
    waiting = set(OutboxEntry.objects.values_list("article_id", flat=True))
    missing = published - indexed.keys() - waiting
    extra = indexed.keys() - published - waiting
    twice = {article_id for article_id, count in indexed.items() if count > 1}
    return [
        *(Problem("not_indexed", pk, "published but not in the index") for pk in sorted(missing)),
        *(Problem("not_published", pk, "in the index but not published") for pk in sorted(extra)),
        *(Problem("indexed_twice", pk, "more than once in the index") for pk in sorted(twice)),
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
