"""One Haystack index with one SearchQuerySet, over Haystack's own Whoosh backend and over ours."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from benchmarks.engine.corpus import FACETS, Document
from benchmarks.engine.peers import SHOWN, folder_bytes
from benchmarks.engine.queries import Query

_STOCK = "haystack.backends.whoosh_backend.WhooshEngine"
_OURS = "search.backends.whoosh.WhooshEngine"


class StockHaystack:
    """Haystack's own backend; it opens the index for each search, so that none is warm."""

    index_of = "stock-haystack"
    backend_path = _STOCK

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        path = folder / "index"
        settings.HAYSTACK_CONNECTIONS = {
            "default": {"ENGINE": self.backend_path, "PATH": str(path)}
        }
        django.setup()
        from benchmarks.engine.peers.haystack_index import connect

        self._index = connect()

    def build(self, documents: Iterable[Document]) -> None:
        self._backend().update(self._index, list(map(self._index.as_object, documents)))

    def open(self) -> None:
        self._backend().setup()

    def search(self, query: Query, with_facets: bool) -> int:
        from haystack.inputs import Raw
        from haystack.query import SearchQuerySet

        found = SearchQuerySet().filter(content=Raw(_text(query)))
        if with_facets:
            for name in FACETS:
                found = found.facet(name)
        list(found[:SHOWN])
        if with_facets:
            found.facet_counts()
        return len(found)

    def size_bytes(self) -> int:
        return folder_bytes(self._folder)

    def server_pids(self) -> list[int]:
        return []

    def _backend(self) -> Any:
        from haystack import connections

        return connections["default"].get_backend()


class OurHaystack(StockHaystack):
    """Our backend behind the same SearchQuerySet."""

    index_of = "sanat"
    backend_path = _OURS

    def open(self) -> None:
        super().open()
        self._snapshot = self._backend().live.snapshot()


def _text(query: Query) -> str:
    if query.kind == "phrase":
        return f'"{" ".join(query.words)}"'
    return f"({f' {query.kind.upper()} '.join(query.words)})"
