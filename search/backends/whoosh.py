"""The embedded engine: Haystack's Whoosh backend with our own schema, writer and execution.

Two ways lead here: `answer()`, which the site uses, and what Haystack's SearchQuerySet calls. Both
read the same snapshot, and neither runs Whoosh's collectors.
"""

import logging
from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np
from haystack import connections
from haystack.backends import log_query
from haystack.backends.whoosh_backend import WhooshEngine as StockEngine
from haystack.backends.whoosh_backend import WhooshSearchBackend
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.exceptions import SearchBackendError
from haystack.fields import SearchField
from haystack.indexes import SearchIndex
from haystack.models import SearchResult
from haystack.utils import get_identifier, get_model_ct
from whoosh.fields import NUMERIC, STORED, TEXT, Schema
from whoosh.qparser import FuzzyTermPlugin, MultifieldParser
from whoosh.query import Every, Or, Term
from whoosh.query import Query as WhooshQuery

from search.engine.columns import IntArray, Mask
from search.engine.execute import execute
from search.engine.live import LiveIndex
from search.engine.matching import FIELD_WEIGHTS, Scores, run_query
from search.engine.snapshot import Snapshot
from search.engine.vocabulary import Vocabulary
from search.engine.writing import IndexWriter, open_writer
from search.exceptions import IndexUnusable
from search.params import Answer, SearchParams
from search.syntax import Query

logger = logging.getLogger(__name__)

_NOT_YET = ("highlight", "date_facets", "query_facets", "within", "dwithin")


class WhooshBackend(WhooshSearchBackend):
    """Haystack's backend over one Whoosh index, read through snapshots.

    A missing or damaged index is an error (IndexUnusable), never an empty one.
    """

    def __init__(self, connection_alias: str, **connection_options: Any) -> None:
        super().__init__(connection_alias, **connection_options)
        self.directory = Path(self.path)
        fields = connections[connection_alias].get_unified_index().all_searchfields()
        self.content_field_name, self.schema = self.build_schema(fields)
        self.parser = MultifieldParser(list(FIELD_WEIGHTS), self.schema, FIELD_WEIGHTS)
        self.parser.add_plugin(FuzzyTermPlugin)
        self.live = LiveIndex.at(self.directory, self.schema)
        self.setup_complete = True

    def build_schema(self, fields: dict[str, SearchField]) -> tuple[str, Schema]:
        """Haystack's schema, but texts have our analyzers and are neither stored nor sorted."""
        content_field, schema = super().build_schema(fields)
        for field in fields.values():
            name = field.index_fieldname
            if field.analyzer:
                schema.remove(name)
                schema.add(name, TEXT(analyzer=field.analyzer))
            elif field.field_type == "integer":
                schema.remove(name)
                schema.add(name, NUMERIC(int, bits=64, stored=True, sortable=True))
            elif field.field_type == "string" and not field.indexed:
                schema.remove(name)
                schema.add(name, STORED())
        return content_field, schema

    def answer(self, query: Query, params: SearchParams) -> Answer:
        """What the index says to a search.

        Raises:
            IndexUnusable: the index is missing or cannot be read.
        """
        snapshot = self.live.snapshot()
        try:
            return execute(snapshot, query, params)
        except Exception as error:  # a damaged file can raise anything
            logger.exception("The index in %s cannot answer", self.directory)
            raise IndexUnusable(f"cannot search the index in {self.directory}") from error

    def vocabulary(self) -> Vocabulary:
        """The words of the index.

        Raises:
            IndexUnusable: the index is missing or cannot be read.
        """
        return self.live.vocabulary()

    def writer(self, directory: Path | None = None) -> AbstractContextManager[IndexWriter]:
        """A writer of the live index, or of the one in `directory`; see `open_writer`."""
        return open_writer(directory or self.directory.resolve(strict=True), self.schema)

    def document(self, index: SearchIndex, article: Any) -> dict[str, Any]:
        """What the writer takes for one object of the index."""
        prepared = index.full_prepare(article)
        return {name: self._from_python(value) for name, value in prepared.items()}

    def update(self, index: SearchIndex, iterable: Iterable[Any], commit: bool = True) -> None:
        with self.writer() as writer:
            for article in iterable:
                writer.update_document(**self.document(index, article))

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        with self.writer() as writer:
            writer.delete_by_term(ID, get_identifier(obj_or_string))

    def clear(self, models: Collection[Any] | None = None, commit: bool = True) -> None:
        query = _of_models(models) if models else Every()
        with self.writer() as writer:
            writer.delete_by_query(query)

    @log_query  # type: ignore[untyped-decorator]  # Haystack has no types
    def search(
        self,
        query_string: str,
        sort_by: list[str] | None = None,
        start_offset: int = 0,
        end_offset: int | None = None,
        facets: Iterable[str] | None = None,
        narrow_queries: Iterable[str] | None = None,
        models: Collection[Any] | None = None,
        result_class: type[SearchResult] | None = None,
        **options: Any,
    ) -> dict[str, Any]:
        if asked := [name for name in _NOT_YET if options.get(name)]:
            raise SearchBackendError(f"not supported: {', '.join(asked)}")
        snapshot = self.live.snapshot()
        mask, scores = run_query(snapshot, self._parsed(query_string))
        mask &= snapshot.is_alive
        for narrow in narrow_queries or ():
            mask &= run_query(snapshot, self._parsed(narrow)).mask
        if models:
            mask &= run_query(snapshot, _of_models(models)).mask
        docs = np.flatnonzero(mask)
        docs = docs[_order(snapshot, docs, scores, sort_by)][start_offset:end_offset]
        return {
            "results": self._results(snapshot, docs, scores, result_class or SearchResult),
            "hits": int(np.count_nonzero(mask)),
            "facets": {"fields": _facets(snapshot, mask, facets or ()), "dates": {}, "queries": {}},
            "spelling_suggestion": None,
        }

    def _parsed(self, query_string: str) -> WhooshQuery:
        return Every() if query_string == "*" else self.parser.parse(query_string)

    def _results(
        self, snapshot: Snapshot, docs: IntArray, scores: Scores, result_class: type[SearchResult]
    ) -> list[SearchResult]:
        with snapshot.lock:
            stored = [snapshot.searcher.stored_fields(int(doc)) for doc in docs]
        results = []
        for fields, score in zip(stored, scores[docs], strict=True):
            app_label, model_name = fields.pop(DJANGO_CT).split(".")
            key = fields.pop(DJANGO_ID)
            results.append(result_class(app_label, model_name, key, float(score), **fields))
        return results


class WhooshEngine(StockEngine):
    backend = WhooshBackend


def _of_models(models: Collection[Any]) -> WhooshQuery:
    return Or([Term(DJANGO_CT, get_model_ct(model)) for model in models])


def _facets(
    snapshot: Snapshot, mask: Mask, names: Iterable[str]
) -> dict[str, list[tuple[str, int]]]:
    counts = {name: snapshot.columns[name].counts(mask) for name in names}
    return {
        name: sorted(found.items(), key=lambda item: (-item[1], item[0]))
        for name, found in counts.items()
    }


def _order(
    snapshot: Snapshot, docs: IntArray, scores: Scores, sort_by: list[str] | None
) -> IntArray:
    """The order of the documents; of the fields the first counts most."""
    keys = []
    for field in sort_by or ():
        sign = -1 if field.startswith("-") else 1
        if field.lstrip("-") == "published_at":
            keys += [~snapshot.is_dated[docs], sign * snapshot.published[docs]]
        elif field.lstrip("-") == "article_id":
            keys.append(sign * snapshot.article_ids[docs])
        else:
            raise SearchBackendError(f"cannot sort by {field}")
    keys += [-scores[docs], -snapshot.article_ids[docs]]
    return np.lexsort(keys[::-1])
