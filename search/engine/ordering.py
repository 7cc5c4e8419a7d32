"""The first rows in an order, without putting all rows in order."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engine.columns import IntArray

Keys = Sequence[npt.NDArray[Any]]


def rows_in_order(keys: Keys, start: int, stop: int) -> IntArray:
    """Which rows stand from `start` to `stop` when ordered by the keys, the first counting most."""
    rows = _first(keys, stop)
    order = np.lexsort([key[rows] for key in reversed(keys)])
    return rows[order[start:stop]]


def _first(keys: Keys, count: int) -> IntArray:
    """The first so many rows, in no order."""
    rest = np.arange(len(keys[0]))
    sure = []
    for key in keys:
        if len(rest) <= count:
            break
        values = key[rest]
        limit = np.partition(values, count - 1)[count - 1]
        sure.append(rest[values < limit])
        count -= len(sure[-1])
        rest = rest[values == limit]
    return np.concatenate([*sure, rest[:count]])
