"""The names that readers may type in Latin letters: of places, markets, sources and officials."""

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from archive import gazetteer
from archive.gazetteer import CityEntry, MarketEntry, ProvinceEntry, SourceEntry
from archive.models import Official, Organization, Product
from persian.transliteration import NameTable
from search.engine.vocabulary import Vocabulary

MAX_NAME_WORDS = 3  # at the end of an official's name that may stand for the whole
MIN_SURNAME_CHARS = 3
_Entry = CityEntry | MarketEntry | ProvinceEntry | SourceEntry
_tables: WeakKeyDictionary[Vocabulary, NameTable] = WeakKeyDictionary()


def latin_names(vocabulary: Vocabulary) -> NameTable:
    """All names of the gazetteer, and those of the officials, organizations and products indexed.

    Made once for a vocabulary, from their rows.
    """
    if vocabulary not in _tables:
        _tables[vocabulary] = _read_names(vocabulary)
    return _tables[vocabulary]


def _read_names(vocabulary: Vocabulary) -> NameTable:
    known = gazetteer.load()
    by_slug: list[_Entry] = [*known.cities, *known.sources, *known.provinces]
    named = [*by_slug, *known.markets]  # whose slugs are codes of countries
    names = [name for entry in named for name in (entry.name, *entry.aliases)]
    slugs = {entry.slug: entry.name for entry in by_slug}
    return NameTable([*names, *_indexed_names(vocabulary)], slugs | dict(known.latin_names))


def _indexed_names(vocabulary: Vocabulary) -> Iterator[str]:
    officials = {int(value) for value in vocabulary.values("official")}
    organizations = {int(value) for value in vocabulary.values("organization")}
    products = set(vocabulary.values("product"))
    for key, name in Official.objects.values_list("pk", "name"):
        if key in officials:
            yield from _endings(name)
    for key, name in Organization.objects.values_list("pk", "name"):
        if key in organizations:
            yield name
    for slug, name in Product.objects.values_list("slug", "name"):
        if slug in products:
            yield name


def _endings(name: str) -> Iterator[str]:
    """A name whole and without its first words: people are called by their surnames."""
    words = name.split()
    yield name
    for count in range(1, min(len(words), MAX_NAME_WORDS + 1)):
        ending = " ".join(words[-count:])
        if len(ending) >= MIN_SURNAME_CHARS:
            yield ending
