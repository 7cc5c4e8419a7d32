"""Why a search found an article: what each word of the query earned in each part of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from archive.models import Article
from search.backends import backend
from search.engine.matching import FIELD_WEIGHTS, match, nearness
from search.engine.snapshot import Snapshot
from search.exceptions import IndexUnusable
from search.highlight import Marker
from search.params import SearchParams
from search.queries import find
from search.syntax import And, Node, Or, Prefix, Words

FIELD_LABELS = {"headline": "تیتر", "kicker": "روتیتر", "lead": "لید", "body": "متن"}


@dataclass(frozen=True)
class FieldShare:
    """What a word earned in one field, how often it stands there and how it is printed."""

    label: str
    points: float
    count: int
    printed: tuple[str, ...]


@dataclass(frozen=True)
class WordShare:
    """One word or phrase of the query; no fields where the article does not have it."""

    text: str
    points: float
    fields: tuple[FieldShare, ...]


@dataclass(frozen=True)
class Explanation:
    """The points of a hit: of each word, and for words that stand near each other."""

    words: tuple[WordShare, ...]
    nearness: float
    total: float


def explain(article: Article, params: SearchParams) -> Explanation | None:
    """Why the search finds the article; None when it does not, or asks for no words.

    Raises:
        IndexUnusable: the index is missing or damaged.
    """
    query = find(params).query
    snapshot = backend().live.snapshot()
    try:
        docs = np.flatnonzero((snapshot.article_ids == article.pk) & snapshot.is_alive)
        if not len(docs):
            return None
        document = _Document(snapshot, int(docs[0]), article)
        words = tuple(map(document.share, dict.fromkeys(_sought(query.root))))
        near = _points(nearness(snapshot, query.parts)[document.number])
    except Exception as error:  # a damaged file can raise anything
        raise IndexUnusable("cannot read the scores of the index") from error
    if not any(word.fields for word in words):
        return None
    return Explanation(words, near, total=_points(near + sum(word.points for word in words)))


def _points(score: float) -> float:
    return round(float(score), 2)


def _sought(node: Node) -> Iterator[Words | Prefix]:
    """The words of a query that can be found, not those it denies."""
    if isinstance(node, Words | Prefix):
        yield node
    elif isinstance(node, And | Or):
        for child in node.children:
            yield from _sought(child)


@dataclass(frozen=True)
class _Document:
    """An article as the index has it."""

    snapshot: Snapshot
    number: int
    article: Article

    def share(self, sought: Words | Prefix) -> WordShare:
        names = [sought.field] if sought.field else list(FIELD_WEIGHTS)
        found = [self._in_field(replace(sought, field=name)) for name in names]
        fields = tuple(field for field in found if field.count or field.points)
        text = f"{sought.text}*" if isinstance(sought, Prefix) else " ".join(sought.surfaces)
        return WordShare(text, _points(sum(field.points for field in fields)), fields)

    def _in_field(self, sought: Words | Prefix) -> FieldShare:
        text = getattr(self.article, sought.field)
        printed = [text[span.start : span.end] for span in Marker(sought).spans(text)]
        points = _points(match(self.snapshot, sought).scores[self.number])
        label = FIELD_LABELS[sought.field]
        return FieldShare(label, points, len(printed), tuple(dict.fromkeys(printed)))
