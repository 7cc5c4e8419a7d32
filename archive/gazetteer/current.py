"""Which gazetteer counts: that of the files, or one with what editors added.

What is built of it is kept with it. Each thread has its own that counts, so a run that began with
some additions ends with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import lru_cache, wraps
from typing import Any, TypeVar

from archive.gazetteer.additions import Addition, AdditionKind, Additions
from archive.gazetteer.entries import ProductEntry, RoleEntry
from archive.gazetteer.tables import Gazetteer, gazetteer_of_files

T = TypeVar("T")
_in_force: ContextVar[Gazetteer | None] = ContextVar("gazetteer", default=None)


def load() -> Gazetteer:
    """The gazetteer: that of the files, and inside `with_additions` also these."""
    return _in_force.get() or gazetteer_of_files()


@contextmanager
def with_additions(additions: Additions) -> Iterator[None]:
    """Let these additions, and no others, count inside."""
    token = _in_force.set(_extended(tuple(sorted(additions))))
    try:
        yield
    finally:
        _in_force.reset(token)


def of_gazetteer(build: Callable[[], T]) -> Callable[[], T]:
    """Make a function build its table once for each gazetteer."""

    @wraps(build)
    def table() -> T:
        built = (_in_force.get() or gazetteer_of_files()).built
        if build not in built:
            built[build] = build()
        made: T = built[build]
        return made

    return table


@lru_cache(maxsize=4)  # with the tables built of each
def _extended(additions: Additions) -> Gazetteer:
    known = gazetteer_of_files()
    if not additions:
        return known
    names: dict[tuple[AdditionKind, str], tuple[str, ...]] = defaultdict(tuple)
    for one in additions:
        names[one.kind, one.target] += (one.text,)

    def more(kind: AdditionKind, entry: Any, column: str) -> Any:
        added = names.get((kind, entry.slug))
        return replace(entry, **{column: getattr(entry, column) + added}) if added else entry

    products = (*known.products, *map(_new_product, _of(additions, AdditionKind.NEW_PRODUCT)))
    roles = (RoleEntry(one.text, (), "") for one in _of(additions, AdditionKind.ROLE))
    return replace(
        known,
        provinces=tuple(more(AdditionKind.PROVINCE, one, "aliases") for one in known.provinces),
        cities=tuple(more(AdditionKind.CITY, one, "aliases") for one in known.cities),
        markets=tuple(more(AdditionKind.MARKET, one, "aliases") for one in known.markets),
        sources=tuple(more(AdditionKind.SOURCE, one, "aliases") for one in known.sources),
        products=tuple(more(AdditionKind.PRODUCT, one, "spellings") for one in products),
        roles=(*known.roles, *roles),
        additions=additions,
        built={},
    )


def _of(additions: Additions, kind: AdditionKind) -> Iterator[Addition]:
    return (addition for addition in additions if addition.kind is kind)


def _new_product(addition: Addition) -> ProductEntry:
    return ProductEntry(addition.target, addition.text, (), (), "")
