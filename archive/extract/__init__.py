"""What an article mentions, each thing with its evidence.

Provinces, cities, export markets, officials and products; what was said, and the figures.
"""

from archive.extract.figures import find_figures
from archive.extract.markets import find_markets
from archive.extract.officials import find_officials
from archive.extract.places import find_places
from archive.extract.products import find_products
from archive.extract.quotes import find_quotes
from archive.extract.text import passages_of
from archive.extract.types import (
    Bound,
    Evidence,
    Extraction,
    FigureMention,
    OfficialMention,
    Part,
    PlaceMention,
    ProductMention,
    QuoteMention,
)
from archive.gazetteer import hash_of, load
from archive.ingest.records import ArticleRecord

# Goes up with every change of rules or data that may change what is found.
VERSION = 5

__all__ = [
    "VERSION",
    "Bound",
    "Evidence",
    "Extraction",
    "FigureMention",
    "OfficialMention",
    "Part",
    "PlaceMention",
    "ProductMention",
    "QuoteMention",
    "extract",
    "extractor_version",
]


def extractor_version() -> str:
    """What mentions were found by: the rules, and what editors added to them («5+1f0c3a2b»)."""
    added = hash_of(load().additions)
    return f"{VERSION}+{added}" if added else str(VERSION)


def extract(record: ArticleRecord) -> Extraction:
    """What an article mentions. Deterministic; offsets count code points of the text as printed."""
    passages = passages_of(record)
    places = find_places(passages)
    officials = find_officials(passages)
    quotes = find_quotes(passages, officials)
    return Extraction(
        provinces=places.provinces,
        cities=places.cities,
        markets=find_markets(passages),
        officials=officials,
        products=find_products(passages),
        quotes=quotes,
        figures=find_figures(passages, quotes),
    )
