"""Many ids, a few hundred at a time, as databases want them."""

from collections.abc import Collection, Iterator
from itertools import islice

BATCH_SIZE = 500


def batches(ids: Collection[int]) -> Iterator[list[int]]:
    """Yield the ids in order, `BATCH_SIZE` at a time."""
    left = iter(ids)
    while some := list(islice(left, BATCH_SIZE)):
        yield some
