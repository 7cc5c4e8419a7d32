"""The embedded engine: Haystack's Whoosh backend with our own schema, writer and execution.

Two ways lead here: `answer()`, which the site uses, and what Haystack's SearchQuerySet calls. Both
read the same snapshot, and neither runs Whoosh's collectors.
"""

import logging
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from haystack import connections
from haystack.backends import log_query
from haystack.backends.whoosh_backend import WhooshEngine as StockEngine
from haystack.backends.whoosh_backend import WhooshSearchBackend
from haystack.constants import DJANGO_CT, ID
from haystack.exceptions import SearchBackendError, SkipDocument
from haystack.fields import SearchField
from haystack.indexes import SearchIndex
from haystack.models import SearchResult
from haystack.utils import get_identifier, get_model_ct
from haystack.utils.loading import UnifiedIndex
from whoosh.fields import Schema
from whoosh.index import FileIndex
from whoosh.qparser import FuzzyTermPlugin, MultifieldParser, QueryParser
from whoosh.query import Every, Not, Or, Term
from whoosh.query import Query as WhooshQuery
from whoosh.writing import CLEAR

from search.backends.counting import count_facets
from search.backends.highlighting import Highlighter
from search.backends.results import make_results, sort_keys, texts_of
from search.backends.schema import whoosh_field
from search.backends.similar import like_text
from search.backends.spelling import suggest_spelling
from search.backends.values import SearchQuery, whoosh_document
from search.engine.combining import Scored
from search.engine.execute import execute
from search.engine.live import LiveIndex
from search.engine.ordering import rows_in_order
from search.engine.snapshot import Snapshot
from search.engine.trees import match_tree
from search.engine.vocabulary import Vocabulary
from search.engine.writing import IndexWriter, create_index, open_index, open_writer
from search.exceptions import IndexUnusable
from search.params import Answer, SearchParams
from search.syntax import Query

logger = logging.getLogger(__name__)

_IN_FIELD = re.compile(r"\w+:(\([^)]*\)|\S+)")  # what a query seeks in one field
_OPERATORS = WhooshSearchBackend.RESERVED_WORDS
_NOT_SUPPORTED = ("within", "dwithin")
_IN_MEMORY: dict[str, TemporaryDirectory[str]] = {}  # connection → folder of its index


class WhooshBackend(WhooshSearchBackend):
    """Haystack's backend over one Whoosh index, read through snapshots.

    A missing or damaged index is an error (IndexUnusable), never an empty one; only `setup()` and
    `update()` make a new one. With STORAGE "ram" the index goes with the process.
    """

    def __init__(self, connection_alias: str, **connection_options: Any) -> None:
        super().__init__(connection_alias, **connection_options)
        if not self.use_file_storage:
            if connection_alias not in _IN_MEMORY:
                _IN_MEMORY[connection_alias] = TemporaryDirectory()
            self.path = _IN_MEMORY[connection_alias].name
        self.directory = Path(self.path)

    def setup(self) -> None:
        """Read Haystack's indexes anew, and make an empty Whoosh index where there is none."""
        for name in ("_fields", "live", "parser"):
            self.__dict__.pop(name, None)
        LiveIndex.forget(self.directory)
        if not any(self.directory.glob("*.toc")):
            create_index(self.directory, self.schema)
            self.clear()
        self.setup_complete = True

    @property
    def indexes(self) -> UnifiedIndex:
        """Haystack's search indexes of this connection."""
        return connections[self.connection_alias].get_unified_index()

    @cached_property
    def _fields(self) -> tuple[str, Schema]:
        fields: tuple[str, Schema] = self.build_schema(self.indexes.all_searchfields())
        return fields

    @property
    def content_field_name(self) -> str:
        """The field that holds the document."""
        return self._fields[0]

    @property
    def schema(self) -> Schema:
        """All fields."""
        return self._fields[1]

    @cached_property
    def live(self) -> LiveIndex:
        """The index that searches read."""
        return LiveIndex.at(self.directory, self.schema)

    @property
    def index(self) -> FileIndex:
        """The index as Whoosh knows it."""
        return open_index(self.directory, self.schema)

    @cached_property
    def parser(self) -> QueryParser:
        """Whoosh's parser; words without a field are sought in all fields of the content."""
        weights = {self.content_field_name: 1.0}
        for index in self.indexes.get_indexes().values():
            weights |= getattr(index, "content_weights", {})
        parser = MultifieldParser(list(weights), self.schema, weights)
        parser.add_plugin(FuzzyTermPlugin)
        return parser

    def build_schema(self, fields: Mapping[str, SearchField]) -> tuple[str, Schema]:
        """The document field, and all fields as `whoosh_field` keeps them."""
        content_field, schema = super().build_schema(fields)
        for field in fields.values():
            kept = whoosh_field(field, schema[field.index_fieldname])
            schema.remove(field.index_fieldname)
            schema.add(field.index_fieldname, kept)
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
        """What the writer takes for one object of the index; see `whoosh_document`."""
        return whoosh_document(index, article)

    def update(self, index: SearchIndex, iterable: Iterable[Any], commit: bool = True) -> None:
        if not self.setup_complete:
            self.setup()
        with self.writer() as writer:
            for article in iterable:
                with suppress(SkipDocument):
                    writer.update_document(**self.document(index, article))

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        with self.writer() as writer:
            writer.delete_by_term(ID, get_identifier(obj_or_string))

    def clear(self, models: Collection[Any] | None = None, commit: bool = True) -> None:
        with self.writer() as writer:
            if models is None:
                writer.mergetype = CLEAR
            else:
                writer.delete_by_query(self._of_models(models))

    def delete_index(self) -> None:
        self.setup()
        self.clear()

    def optimize(self) -> None:
        with self.writer() as writer:
            writer.optimize = True

    @log_query  # type: ignore[untyped-decorator]  # Haystack has no types
    def search(
        self,
        query_string: str,
        narrow_queries: Iterable[str] | None = None,
        models: Collection[Any] | None = None,
        spelling_query: str | None = None,
        **options: Any,
    ) -> dict[str, Any]:
        if len(query_string) < 2 and query_string != "*":
            return {"results": [], "hits": 0}
        filters = [self._of_models(models), *map(self._parsed, narrow_queries or ())]
        found = self._find(self._parsed(query_string), filters, **options)
        if self.include_spelling:
            text = spelling_query or query_string
            found["spelling_suggestion"] = self.create_spelling_suggestion(text)
        return found

    def more_like_this(
        self,
        model_instance: Any,
        additional_query_string: str | None = None,
        models: Collection[Any] | None = None,
        **options: Any,
    ) -> dict[str, Any]:
        content = self.content_field_name
        text = self.indexes.get_index(type(model_instance)).full_prepare(model_instance)[content]
        itself = Term(ID, get_identifier(model_instance))
        filters = [
            self._of_models(models),
            Not(itself),
            self._parsed(additional_query_string or "*"),
        ]
        return self._find(like_text(self.live.snapshot(), content, text), filters, **options)

    def create_spelling_suggestion(self, query_string: str) -> str | None:
        """The words sought in the content, unknown ones corrected; None if all are known."""
        words = [one for one in _IN_FIELD.sub(" ", query_string).split() if one not in _OPERATORS]
        return suggest_spelling(self.live.snapshot(), self.content_field_name, " ".join(words))

    def _find(
        self,
        query: WhooshQuery,
        filters: Iterable[WhooshQuery],
        sort_by: Sequence[str] | None = None,
        start_offset: int = 0,
        end_offset: int | None = None,
        highlight: bool = False,
        result_class: type[SearchResult] | None = None,
        **options: Any,
    ) -> dict[str, Any]:
        """What Haystack wants to know of the documents that match the query and all filters."""
        if asked := [name for name in _NOT_SUPPORTED if options.get(name)]:
            raise SearchBackendError(f"not supported: {', '.join(asked)}")
        snapshot = self.live.snapshot()
        found = match_tree(snapshot, query)
        for one in filters:
            found = found.within(match_tree(snapshot, one).mask(snapshot.size))
        stop = len(found.docs) if end_offset is None else max(end_offset, 1)
        rows = rows_in_order(sort_keys(snapshot, found, sort_by or ()), start_offset, stop)
        shown = Scored(found.docs[rows], found.scores[rows])
        results = make_results(snapshot, shown, self.indexes, result_class or SearchResult)
        if highlight:
            self._highlight(snapshot, query, results)
        return {
            "results": results,
            "hits": len(found.docs),
            "facets": count_facets(snapshot, found.mask(snapshot.size), self._parsed, **options),
            "spelling_suggestion": None,
        }

    def _highlight(
        self, snapshot: Snapshot, query: WhooshQuery, results: Sequence[SearchResult]
    ) -> None:
        field = self.content_field_name
        highlighter = Highlighter(snapshot, field, query)
        for result, text in zip(results, texts_of(results, field, self.indexes), strict=True):
            result.highlighted = {field: [highlighter.highlight(text)]}

    def _parsed(self, query_string: str) -> WhooshQuery:
        return Every() if query_string == "*" else self.parser.parse(query_string)

    def _of_models(self, models: Collection[Any] | None) -> WhooshQuery:
        """The documents of these models; by default of all that have an index now."""
        wanted = models or self.indexes.get_indexed_models()
        return Or([Term(DJANGO_CT, get_model_ct(model)) for model in wanted])


class WhooshEngine(StockEngine):
    backend = WhooshBackend
    query = SearchQuery
