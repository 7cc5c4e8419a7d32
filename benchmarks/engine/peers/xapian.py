"""Xapian through Debian's Python package."""

from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.engine.corpus import FACETS, Document
from benchmarks.engine.peers import FACET_VALUES, SHOWN, folder_bytes
from benchmarks.engine.queries import Query

xapian: Any = import_module("xapian")


class Xapian:
    index_of = "xapian"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, documents: Iterable[Document]) -> None:
        database = xapian.WritableDatabase(str(self._folder), xapian.DB_CREATE_OR_OVERWRITE)
        for one in documents:
            document = xapian.Document()
            for position, token in enumerate(one.text.split(" ")):
                document.add_posting(token, position)
            for slot, name in enumerate(FACETS):
                document.add_value(slot, ",".join(getattr(one, name)))
            document.add_value(len(FACETS), one.date.isoformat())
            document.set_data(one.text)
            database.add_document(document)
        database.commit()
        database.close()

    def open(self) -> None:
        self._database = xapian.Database(str(self._folder))

    def search(self, query: Query, with_facets: bool) -> int:
        enquiry = xapian.Enquire(self._database)
        enquiry.set_query(_query(query))
        counters = [xapian.ValueCountMatchSpy(n) for n in range(len(FACETS) if with_facets else 0)]
        for counter in counters:
            enquiry.add_matchspy(counter)
        found = enquiry.get_mset(0, SHOWN, self._database.get_doccount())
        for hit in found:
            hit.document.get_data()
        for counter in counters:
            counts: Counter[bytes] = Counter()
            for values in counter.values():
                for value in values.term.split(b","):
                    counts[value] += values.termfreq
            counts.most_common(FACET_VALUES)
        return int(found.get_matches_estimated())

    def size_bytes(self) -> int:
        return folder_bytes(self._folder)

    def server_pids(self) -> list[int]:
        return []


def _query(query: Query) -> Any:
    if query.kind == "phrase":
        return xapian.Query(xapian.Query.OP_PHRASE, query.words, 2)
    kind = xapian.Query.OP_OR if query.kind == "or" else xapian.Query.OP_AND
    return xapian.Query(kind, query.words)
