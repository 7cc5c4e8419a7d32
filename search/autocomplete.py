"""What a reader may be about to type: names that begin so, and headlines with such words.

A beginning is understood in any spelling: Arabic letters, lost or added spaces and half-spaces,
Latin letters for a name, the wrong keyboard layout.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, takewhile
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from django.db.models import Model, QuerySet

import persian
from archive import gazetteer
from archive.models import (
    Article,
    City,
    ExportMarket,
    Official,
    Organization,
    Product,
    Province,
    Source,
)
from persian.keyboard import latin_for_persian, persian_for_latin
from search.backends import backend
from search.engine.matching import match
from search.engine.ordering import rows_in_order
from search.engine.snapshot import Snapshot
from search.engine.vocabulary import Vocabulary
from search.exceptions import IndexUnusable
from search.latin_names import latin_names
from search.syntax import And, Node, Or, Prefix, Words

MAX_SUGGESTIONS = 10
MAX_NAMES = 6
MIN_PREFIX_CHARS = 2
MIN_HALF_CHARS = 3
HEADLINE = "article"


class Suggestion(NamedTuple):
    """An entity or article; `type` is a facet's name or "article", `value` its slug or number."""

    type: str
    label: str
    value: str
    url: str


class _Name(NamedTuple):
    """A name of an entity from one of its words on, levelled and without spaces."""

    key: str
    is_whole: bool
    articles: int
    suggestion: Suggestion


def suggest(text: str) -> list[Suggestion]:
    """Names that begin as the text does, then headlines; none while there is no index."""
    text = text.strip()
    if not _key(text):
        return []
    try:
        vocabulary = backend().vocabulary()
    except IndexUnusable:
        return []
    found: dict[Suggestion, None] = {}
    readings = [text, *persian_for_latin(text)]
    for reading in [*readings, *latin_for_persian(text)]:
        names = _names(reading, vocabulary)
        found |= dict.fromkeys(islice(names, MAX_NAMES))
        found |= dict.fromkeys(_headlines(reading, vocabulary.snapshot))
        if len(found) >= MAX_SUGGESTIONS or (found and not text.isascii()):
            break
    return list(found)[:MAX_SUGGESTIONS]


def _names(text: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    """The entities with such a name: the very one, those that begin so, the most frequent."""
    table = _table(vocabulary)
    key = _key(text)
    found = [
        (int(name.key != key), not name.is_whole, -name.articles, name)
        for name in table.beginning(key)
    ]
    if text.isascii():
        for price, latin in latin_names(vocabulary).beginning(text):
            named = table.beginning(_key(latin))
            found += [(1 + price, not name.is_whole, -name.articles, name) for name in named]
    return iter(dict.fromkeys(name.suggestion for *_, name in sorted(found)))


class _NameTable:
    """All names, to be found by how they or one of their words begin."""

    def __init__(self, names: Iterable[_Name]) -> None:
        self._names = sorted(names)
        self._keys = [name.key for name in self._names]

    def beginning(self, key: str) -> Iterable[_Name]:
        first = bisect_left(self._keys, key)
        return takewhile(lambda name: name.key.startswith(key), islice(self._names, first, None))


_tables: WeakKeyDictionary[Vocabulary, _NameTable] = WeakKeyDictionary()


def _table(vocabulary: Vocabulary) -> _NameTable:
    """The names, with how many articles have them; made once for a vocabulary."""
    if vocabulary not in _tables:
        _tables[vocabulary] = _NameTable(_read_names(vocabulary.snapshot))
    return _tables[vocabulary]


def _read_names(snapshot: Snapshot) -> Iterator[_Name]:
    aliases = _aliases()
    for kind, rows, attribute in _entities():
        counts = snapshot.columns[kind].counts(snapshot.is_alive)
        for row in rows:
            value = str(getattr(row, attribute))
            suggestion = Suggestion(kind, row.name, value, row.get_absolute_url())
            for name in (row.name, *aliases.get((kind, value), ())):
                for at, key in enumerate(_beginnings(name)):
                    yield _Name(key, at == 0, counts.get(value, 0), suggestion)


_MERGEABLE: tuple[tuple[str, Any, str], ...] = (
    ("source", Source, "slug"),
    ("official", Official, "pk"),
    ("organization", Organization, "pk"),
)


def _entities() -> list[tuple[str, QuerySet[Any], str]]:
    """The rows of each kind of entity, and the attribute that a search knows them by."""
    by_slug: dict[str, type[Model]] = {
        "province": Province,
        "market": ExportMarket,
        "product": Product,
        "city": City,
    }
    return [
        *((kind, model._default_manager.all(), "slug") for kind, model in by_slug.items()),
        *((kind, model.objects.current(), attribute) for kind, model, attribute in _MERGEABLE),
    ]


def _aliases() -> dict[tuple[str, str], tuple[str, ...]]:
    """The other names of entities by kind and value: of the gazetteer, and of editors."""
    known = gazetteer.load()
    names = {
        **{("province", entry.slug): entry.aliases for entry in known.provinces},
        **{("market", entry.slug): entry.aliases for entry in known.markets},
        **{("product", entry.slug): entry.spellings for entry in known.products},
        **{("city", entry.slug): entry.aliases for entry in known.cities},
        **{("source", entry.slug): entry.aliases for entry in known.sources},
    }
    for kind, model, attribute in _MERGEABLE:
        merged = model.objects.filter(merged_into__isnull=False)
        for value, name in merged.values_list(f"merged_into__{attribute}", "name"):
            key = kind, str(value)
            names[key] = (*names.get(key, ()), name)
    return names


@lru_cache(maxsize=50_000)
def _beginnings(name: str) -> tuple[str, ...]:
    """The name's key from each of its words on."""
    words = persian.identity_key(name).split()
    return tuple("".join(words[at:]) for at in range(len(words)))


def _key(text: str) -> str:
    """What all spellings of a text share: levelled, without any space."""
    return persian.identity_key(text).replace(" ", "").lower()


def _headlines(text: str, snapshot: Snapshot) -> list[Suggestion]:
    """The newest articles with such words in their headline."""
    query = _headline_query(text)
    if query is None:
        return []
    docs = np.flatnonzero(match(snapshot, query).mask & snapshot.is_alive)
    order = (~snapshot.is_dated[docs], -snapshot.published[docs], -snapshot.article_ids[docs])
    ids = snapshot.article_ids[docs[rows_in_order(order, 0, MAX_SUGGESTIONS)]].tolist()
    return [
        Suggestion(HEADLINE, one.display_headline, str(one.pk), one.get_absolute_url())
        for one in Article.objects.only("headline", "body", "status").published_of(ids)
    ]


def _headline_query(text: str) -> Node | None:
    """The words of the text in a headline, the last of them begun; None for a single letter."""
    words = [token.term for token in persian.surfaces(text)]
    if not words or (len(words) == 1 and len(words[0]) < MIN_PREFIX_CHARS):
        return None
    *before, last = words
    ways: list[list[Node]] = [[*_words(before), *_begun(last)]]
    if before:  # the space may be one too many
        ways.append([*_words(before[:-1]), *_begun(before[-1] + last)])
    for at in range(MIN_HALF_CHARS, len(last) - 1):  # or one may be missing
        if persian.is_known(last[:at]):
            ways.append([*_words([*before, last[:at]]), *_begun(last[at:])])
    return Or(tuple(And(tuple(way)) for way in ways if way))


def _words(words: Iterable[str]) -> Iterator[Words]:
    for word in words:
        if terms := tuple(persian.terms(word)):
            yield Words(terms, (word,), field="headline")


def _begun(word: str) -> Iterator[Prefix]:
    """The word's beginning; nothing for a single letter, with which too many words begin."""
    if len(word) >= MIN_PREFIX_CHARS:
        yield Prefix(word, field="headline")
