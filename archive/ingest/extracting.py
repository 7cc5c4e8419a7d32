"""Extraction ahead: other processes extract while this one reads on and saves what came before."""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol, TypeVar

from archive.gazetteer import load
from archive.ingest.child import ExtractJob
from archive.ingest.exceptions import ReadingFailed
from archive.ingest.findings import Findings, findings_of
from archive.ingest.guarded import give_back, stop_children, take_child
from archive.ingest.records import ArticleRecord

logger = logging.getLogger(__name__)

PROCESSES = min(max(1, (os.cpu_count() or 1) - 1), 3)  # more would wait for the one that saves
_SECONDS = 60.0  # for one chunk


class HasRecord(Protocol):
    @property
    def record(self) -> ArticleRecord: ...


T = TypeVar("T", bound=HasRecord)
MaybeFindings = list[Findings | None]  # None where extraction failed


def extract_ahead(chunks: Iterable[Sequence[T]]) -> Iterator[tuple[Sequence[T], MaybeFindings]]:
    """Yield each chunk with the findings of its articles, in order.

    The first chunk is done here, as most imports have no second; the others in child processes.
    """
    chunks = iter(chunks)
    for chunk in islice(chunks, 1):
        yield chunk, [_extract_here(member.record) for member in chunk]
    under_way: deque[tuple[Sequence[T], _Task]] = deque()
    try:
        for chunk in chunks:
            done = _finished(under_way) if len(under_way) == PROCESSES else None
            under_way.append((chunk, _Task([member.record for member in chunk])))
            if done:
                yield done
        while under_way:
            yield _finished(under_way)
    finally:
        for _chunk, task in under_way:
            task.give_up()


def _finished(under_way: deque[tuple[Sequence[T], _Task]]) -> tuple[Sequence[T], MaybeFindings]:
    chunk, task = under_way.popleft()
    return chunk, task.result()


def _extract_here(record: ArticleRecord) -> Findings | None:
    try:
        return findings_of(record)
    except Exception:
        logger.exception("cannot extract from an article (line %s)", record.line)
        return None


class _Task:
    """Articles that a child process is extracting from."""

    def __init__(self, records: list[ArticleRecord], *, is_last_try: bool = False) -> None:
        self._records = records
        self._is_last_try = is_last_try
        self._child = take_child()
        self._child.send(ExtractJob(records, _SECONDS, load().additions))

    def result(self) -> MaybeFindings:
        """Return the findings. Where the child fails, each article has another try alone."""
        try:
            [findings] = self._child.answers()
            return list(findings)
        except ReadingFailed:
            if self._is_last_try:
                return [None]
        finally:
            give_back(self._child)
        stop_children()  # what ended this one may be ending them
        again = (_Task([record], is_last_try=True) for record in self._records)
        return [found for task in again for found in task.result()]

    def give_up(self) -> None:
        give_back(self._child)
