"""What an article mentions: provinces, cities, export markets and officials, with evidence."""

from archive.extract.markets import find_markets
from archive.extract.officials import find_officials
from archive.extract.places import find_places
from archive.extract.text import passages_of
from archive.extract.types import (
    Evidence,
    Extraction,
    OfficialMention,
    Part,
    PlaceMention,
)
from archive.ingest.records import ArticleRecord

# Goes up with every change of rules or data that may change what is found.
VERSION = 1

__all__ = [
    "VERSION",
    "Evidence",
    "Extraction",
    "OfficialMention",
    "Part",
    "PlaceMention",
    "extract",
]


def extract(record: ArticleRecord) -> Extraction:
    """What an article mentions. Deterministic; offsets count code points of the text as printed."""
    passages = passages_of(record)
    places = find_places(passages)
    return Extraction(
        provinces=places.provinces,
        cities=places.cities,
        markets=find_markets(passages),
        officials=find_officials(passages),
    )
