"""Our engine without Haystack and Django around the search; the index is built through both."""

from pathlib import Path
from typing import Any

from benchmarks.engine.corpus import FACETS
from benchmarks.engine.peers import SHOWN
from benchmarks.engine.peers.haystack import OurHaystack
from benchmarks.engine.queries import Query


class Sanat(OurHaystack):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        from whoosh import query as tree

        self._kinds = {"term": tree.And, "and": tree.And, "or": tree.Or}
        self._tree = tree

    def search(self, query: Query, with_facets: bool) -> int:
        from search.engine.ordering import rows_in_order
        from search.engine.trees import match_tree

        snapshot = self._snapshot
        found = match_tree(snapshot, self._query(query))
        for row in rows_in_order((-found.scores, found.docs), 0, SHOWN):
            snapshot.searcher.stored_fields(int(found.docs[row]))
        if with_facets:
            mask = found.mask(snapshot.size)
            for name in FACETS:
                snapshot.columns[name].counts(mask)
        return len(found.docs)

    def _query(self, query: Query) -> Any:
        if query.kind == "phrase":
            return self._tree.Phrase("body", query.words)
        return self._kinds[query.kind]([self._tree.Term("body", word) for word in query.words])
