"""What the index answered, kept until the index changes; and the mark of an answer.

Only what the index says is kept, no article and no name: those come from the database for every
page, so that what was withdrawn or renamed a moment ago is so at once.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.core.cache import cache
from django.utils.http import quote_etag

from search.backends import backend
from search.params import SearchParams

SECONDS = 3600

T = TypeVar("T")


def cached(params: SearchParams, find: Callable[[SearchParams], T]) -> T:
    """What `find` says to a search, asked once for each generation of the index.

    Raises:
        IndexUnusable: the index is missing or damaged; whatever `find` raises.
    """
    directory, generation = backend().live.snapshot().key
    key = _digest((find.__qualname__, directory.name, generation, params))
    found: T | None = cache.get(key)
    if found is None:
        found = find(params)
        cache.set(key, found, SECONDS)
    return found


def etag(answer: Mapping[str, Any]) -> str:
    """The mark by which a client tells that it has this answer already."""
    return quote_etag(_digest(answer))


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()
