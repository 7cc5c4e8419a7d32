"""The engines to compare, by name. Each has a module, imported only where it runs."""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Protocol

from benchmarks.engine.corpus import Document
from benchmarks.engine.queries import Query

SHOWN = 10  # articles that a search loads
FACET_VALUES = 50  # of each facet, for engines that want a limit

ENGINES = {
    "sanat": "benchmarks.engine.peers.sanat:Sanat",
    "sanat-haystack": "benchmarks.engine.peers.haystack:OurHaystack",
    "stock-haystack": "benchmarks.engine.peers.haystack:StockHaystack",
    "tantivy": "benchmarks.engine.peers.tantivy:Tantivy",
    "sqlite": "benchmarks.engine.peers.sqlite:Sqlite",
    "xapian": "benchmarks.engine.peers.xapian:Xapian",
    "postgres": "benchmarks.engine.peers.postgres:Postgres",
}


class Engine(Protocol):
    """One engine over an index in a folder of its own."""

    index_of: str  # whose index it searches; its own name, if it builds one

    def __init__(self, folder: Path) -> None: ...

    def build(self, documents: Iterable[Document]) -> None:
        """Index all documents, as fit for searching as the engine can make it."""

    def open(self) -> None:
        """Open the index anew; nothing that earlier searches left in the process is used."""

    def search(self, query: Query, with_facets: bool) -> int:
        """How many articles match; the ten best are loaded, the values of four facets counted."""

    def size_bytes(self) -> int: ...

    def server_pids(self) -> list[int]:
        """Other processes that work for the engine."""


def engine(name: str, folder: Path) -> Engine:
    """The engine of this name.

    Raises:
        ImportError: it is not installed.
    """
    module, _, kind = ENGINES[name].partition(":")
    found: type[Engine] = getattr(import_module(module), kind)
    return found(folder / found.index_of)


def folder_bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
