"""Many ids, a few hundred at a time, as databases want them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

CHUNK_SIZE = 500

T = TypeVar("T")


def chunks(ids: Iterable[T], size: int = 0) -> Iterator[list[T]]:
    """Yield the ids in order, `CHUNK_SIZE` at a time unless told how many."""
    left = iter(ids)
    while some := list(islice(left, size or CHUNK_SIZE)):
        yield some
