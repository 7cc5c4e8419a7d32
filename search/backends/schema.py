"""From the fields of Haystack's search indexes to those of a Whoosh index.

Haystack's own choice stems every text as English, splits facet values into words, keeps every text
twice and cannot sort by numbers.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from haystack.fields import FacetField, SearchField
from whoosh.analysis import IDAnalyzer, StemmingAnalyzer
from whoosh.columns import NumericColumn
from whoosh.fields import BOOLEAN, KEYWORD, NUMERIC, STORED, TEXT, FieldType

from search.analysis import PersianAnalyzer
from search.engine.codec import packed

_NO_NUMBER = 2**64 - 1


class Flag(BOOLEAN):
    """Yes or no; Whoosh's own reads its terms back as letters."""

    def from_bytes(self, bs: bytes) -> bool:
        return bs == self.bytestrings[True]


class PersianText(TEXT):
    """A text that our analyzer reads; Whoosh would handle every token as an object of its own."""

    def index(self, value: str, **options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each term once: its bytes, frequency and weight, and the bytes of its places."""
        if not isinstance(value, str):
            raise ValueError(f"{value!r} is not unicode text")
        places = defaultdict(list)
        for place, term in enumerate(self.analyzer.terms(value)):
            places[term].append(place)
        encode, boost = self.format.encode, self.format.field_boost
        for term, own in places.items():
            yield _utf8(term), len(own), len(own) * boost, encode(own)


def whoosh_field(field: SearchField, stock: FieldType) -> FieldType:
    """How we keep a field; `stock` is what Haystack chose.

    A text can be sorted by and counted as a whole where it is stored, unless it is the document.
    Where an analyzer of one's own cuts a word in parts, they are sought one after the other.
    """
    if field.field_type == "string" and not field.indexed:
        return STORED()
    if isinstance(stock, BOOLEAN):
        return Flag(stored=field.stored, field_boost=field.boost)
    if field.field_type == "integer":
        return _numeric(field, int)
    if field.field_type == "float":
        return _numeric(field, float)
    if isinstance(stock, KEYWORD) or (isinstance(stock, TEXT) and isinstance(field, FacetField)):
        return KEYWORD(stored=True, scorable=True, analyzer=IDAnalyzer(), field_boost=field.boost)
    if not isinstance(stock, TEXT):
        return stock
    kind = PersianText if isinstance(field.analyzer, PersianAnalyzer) else TEXT
    text = kind(
        analyzer=field.analyzer or StemmingAnalyzer(),
        stored=field.stored,
        field_boost=field.boost,
        spelling=field.document,
        multitoken_query="phrase" if field.analyzer else "default",
        sortable=field.stored and not field.document,
    )
    text.format = packed(text.format)
    return text


@lru_cache(maxsize=1 << 16)  # one copy for all the postings that wait to be written
def _utf8(term: str) -> bytes:
    return term.encode()


def _numeric(field: SearchField, kind: type) -> NUMERIC:
    return NUMERIC(
        kind,
        bits=64,
        stored=field.stored,
        field_boost=field.boost,
        sortable=NumericColumn("Q", default=_NO_NUMBER),
    )
