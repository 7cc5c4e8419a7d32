"""The corpus as an archive; Django must be set up before this is imported.

Invented words become Persian ones, which the analyzer knows as it knows those of news; facet values
become mentions. Rows go in without the outbox: the index is built afterwards.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db.models import Model
from django.utils.timezone import make_aware

from archive.models import (
    Article,
    ExportMarket,
    MarketMention,
    Official,
    OfficialMention,
    Province,
    ProvinceMention,
    Source,
)
from benchmarks.engine.corpus import OFFICIALS, Document
from benchmarks.engine.words import persian_words

HEADLINE, LEAD = 8, 40  # tokens
BATCH = 1_000


class Entities:
    """The rows of one model, one for each value of a facet, as far as there are enough."""

    def __init__(self, model: type[Model]) -> None:
        self._keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))

    def keys(self, values: Iterable[str]) -> set[Any]:
        """The primary keys for values like "market12"."""
        numbers = ("".join(filter(str.isdecimal, value)) for value in values)
        return {self._keys[int(number) % len(self._keys)] for number in numbers}


def fill(documents: Iterator[Document]) -> None:
    """Put the articles into an archive that has its gazetteer and nothing else."""
    _add(Official, [Official(name=f"مسئول {number}") for number in range(OFFICIALS)])
    sources, provinces = Entities(Source), Entities(Province)
    markets, officials = Entities(ExportMarket), Entities(Official)
    words = persian_words()
    while some := list(islice(documents, BATCH)):
        _add(Article, [_article(one, words, sources) for one in some])
        _add(ProvinceMention, _mentions(some, ProvinceMention, "province", provinces))
        _add(MarketMention, _mentions(some, MarketMention, "market", markets))
        _add(OfficialMention, _mentions(some, OfficialMention, "official", officials))


def _article(document: Document, words: Mapping[str, str], sources: Entities) -> Article:
    tokens = [words[token] for token in document.text.split(" ")]
    (source,) = sources.keys(document.source)
    return Article(
        pk=document.id + 1,
        source_id=source,
        external_id=str(document.id),
        text_key=f"{document.id:064x}",
        headline=" ".join(tokens[:HEADLINE]),
        lead=" ".join(tokens[HEADLINE : HEADLINE + LEAD]),
        body=" ".join(tokens[HEADLINE + LEAD :]),
        published_at=make_aware(document.date),
        published_precision="minute",
        status="published",
    )


def _mentions(
    documents: Sequence[Document], mention: Any, field: str, entities: Entities
) -> list[Model]:
    """One mention for each value; where it stands in the text does not matter here."""
    evidence = {"part": "body", "start": 0, "end": 1, "rule": "benchmark", "confidence": 1.0}
    return [
        mention(article_id=document.id + 1, **{f"{field}_id": key}, **evidence)
        for document in documents
        for key in entities.keys(getattr(document, field))
    ]


def _add(model: type[Model], rows: Sequence[Any]) -> None:
    model._base_manager.bulk_create(rows, batch_size=BATCH)
