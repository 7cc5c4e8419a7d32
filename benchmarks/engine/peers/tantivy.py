"""tantivy through its Python package."""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.engine.corpus import FACETS, Document
from benchmarks.engine.peers import FACET_VALUES, SHOWN, folder_bytes
from benchmarks.engine.queries import Query

_WRITER_BYTES, _WRITER_THREADS = 256_000_000, 2
_COUNTS = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in FACETS}

tantivy: Any = import_module("tantivy")


class Tantivy:
    index_of = "tantivy"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        fields = tantivy.SchemaBuilder()
        fields.add_integer_field("id", stored=True, indexed=True)
        fields.add_text_field(
            "text", stored=True, tokenizer_name="whitespace", index_option="position"
        )
        for name in FACETS:
            fields.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
        fields.add_date_field("date", fast=True, indexed=True)
        self._schema = fields.build()

    def build(self, documents: Iterable[Document]) -> None:
        index = tantivy.Index(self._schema, path=str(self._folder))
        writer = index.writer(heap_size=_WRITER_BYTES, num_threads=_WRITER_THREADS)
        for one in documents:
            document = tantivy.Document()
            document.add_integer("id", one.id)
            document.add_text("text", one.text)
            document.add_date("date", one.date)
            for name in FACETS:
                for value in getattr(one, name):
                    document.add_text(name, value)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self._searcher = tantivy.Index.open(str(self._folder)).searcher()

    def search(self, query: Query, with_facets: bool) -> int:
        wanted = self._query(query)
        found = self._searcher.search(wanted, SHOWN)
        for _, address in found.hits:
            self._searcher.doc(address)["text"]
        if with_facets:
            self._searcher.aggregate(wanted, _COUNTS)
        return int(found.count)

    def size_bytes(self) -> int:
        return folder_bytes(self._folder)

    def server_pids(self) -> list[int]:
        return []

    def _query(self, query: Query) -> Any:
        if query.kind == "phrase":
            return tantivy.Query.phrase_query(self._schema, "text", query.words)
        terms = [tantivy.Query.term_query(self._schema, "text", word) for word in query.words]
        occur = tantivy.Occur.Should if query.kind == "or" else tantivy.Occur.Must
        return tantivy.Query.boolean_query([(occur, term) for term in terms])
