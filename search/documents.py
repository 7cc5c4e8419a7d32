"""Articles into an index: one after the other, or many at once by several processes.

Each process reads its share from the database and writes an index of its own, whose segments then
become segments of ours.
"""

import errno
import logging
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError
from haystack.constants import ID
from haystack.utils import get_model_ct

from archive.chunks import chunks
from archive.models import Article
from search.backends import backend
from search.document_process import write_part
from search.engine.writing import IndexWriter
from search.exceptions import IndexingFailed
from search.search_indexes import ArticleIndex

logger = logging.getLogger(__name__)

PARALLEL_FROM = 2_000  # articles; starting processes for fewer takes longer than it saves
MAX_PROCESSES = 4

Progress = Callable[[int], object]  # told how many articles more are done
Problems = dict[int, str]  # article id → why it cannot be indexed


def untold(_articles: int) -> None:
    """The progress that nobody wants to know."""


class _Part(NamedTuple):
    """A process that writes the index in a directory, and our end of its pipe."""

    directory: Path
    process: BaseProcess
    steps: Connection


def replace_articles(
    writer: IndexWriter, article_ids: Sequence[int], progress: Progress
) -> Problems:
    """Bring these articles in the writer's index up to date; what cannot be indexed is left out."""
    with writer.searcher() as searcher:
        for article_id in article_ids:
            writer.delete_by_term(ID, f"{get_model_ct(Article)}.{article_id}", searcher)
    return add_articles(writer, article_ids, progress)


def add_articles(writer: IndexWriter, article_ids: Sequence[int], progress: Progress) -> Problems:
    """Add the published ones of these articles, none of which the index has.

    Raises:
        IndexingFailed: a process that wrote a part of them ended before its time.
    """
    processes = min(os.cpu_count() or 1, MAX_PROCESSES)
    if processes > 1 and len(article_ids) >= PARALLEL_FROM:
        every = list(chunks(article_ids))
        return _add_in_parallel(writer, [every[n::processes] for n in range(processes)], progress)
    problems: Problems = {}
    for batch in chunks(article_ids):
        problems |= add_batch(writer, batch)
        progress(len(batch))
    return problems


def add_batch(writer: IndexWriter, article_ids: Sequence[int]) -> Problems:
    """Add the published ones of a few articles; one that cannot be indexed costs only itself."""
    engine, index = backend(), ArticleIndex()
    problems: Problems = {}
    for article in index.index_queryset().filter(pk__in=article_ids):
        try:
            writer.add_document(**engine.document(index, article))
        except (DatabaseError, OSError, MemoryError):  # no fault of the article's
            raise
        except Exception as error:
            logger.exception("Article %s cannot be indexed", article.pk)
            problems[article.pk] = f"{type(error).__name__}: {error}"
    return problems


def _add_in_parallel(
    writer: IndexWriter, shares: Sequence[Sequence[Sequence[int]]], progress: Progress
) -> Problems:
    problems: Problems = {}
    parts = [
        _start_part(writer.directory / f"part-{number}", share)
        for number, share in enumerate(shares)
    ]
    try:
        for done, found in _steps(parts):
            problems |= found
            progress(done)
        for part in parts:
            writer.adopt(part.directory)
    finally:
        for part in parts:
            part.process.kill()
            part.process.join()
            shutil.rmtree(part.directory, ignore_errors=True)
    return problems


def _start_part(directory: Path, share: Sequence[Sequence[int]]) -> _Part:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    with theirs:
        process = multiprocessing.get_context("spawn").Process(
            target=write_part, args=(directory, share, theirs), daemon=True
        )
        process.start()
    return _Part(directory, process, ours)


def _steps(parts: Sequence[_Part]) -> Iterator[tuple[int, Problems]]:
    """What the processes tell, until all have ended well."""
    running = {part.steps: part for part in parts}
    while running:
        for steps in wait(list(running)):
            assert isinstance(steps, Connection)
            try:
                yield steps.recv()
            except EOFError:
                part = running.pop(steps)
                part.process.join()
                if part.process.exitcode == errno.ENOSPC:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from None
                if part.process.exitcode:
                    message = f"a process that indexes ended with {part.process.exitcode}"
                    raise IndexingFailed(message) from None
