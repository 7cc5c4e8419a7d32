"""Highlights for Haystack's results: the passage with the most matches, its HTML escaped."""

from collections.abc import Collection

from django.utils.html import format_html, format_html_join
from whoosh.analysis import Analyzer
from whoosh.query import Query

from search.engine.snapshot import Snapshot
from search.highlight import Span, best_passage


class Highlighter:
    """Marks what a query found in the texts of one field."""

    def __init__(self, snapshot: Snapshot, field: str, query: Query) -> None:
        with snapshot.lock:
            reader = snapshot.searcher.reader()
            terms = query.existing_terms(reader, expand=True, fieldname=field)
        self._marker = _TermMarker(
            snapshot.schema[field].analyzer,
            {term.decode() for name, term in terms if name == field},
        )

    def highlight(self, text: str) -> str:
        """The best passage as safe HTML, with what matches in `<em>`."""
        slices = best_passage([text.strip()], self._marker)
        pieces = (format_html("<em>{}</em>", s.text) if s.is_match else s.text for s in slices)
        return format_html_join("", "{}", ((piece,) for piece in pieces))


class _TermMarker:
    """Finds terms in texts, as the analyzer of their field sees them."""

    def __init__(self, analyzer: Analyzer, terms: Collection[str]) -> None:
        self._analyzer = analyzer
        self._patterns = {term: number for number, term in enumerate(terms)}

    def spans(self, text: str) -> list[Span]:
        tokens = self._analyzer(text, chars=True, mode="index")
        return [
            Span(token.startchar, token.endchar, self._patterns[token.text])
            for token in tokens
            if token.text in self._patterns
        ]
