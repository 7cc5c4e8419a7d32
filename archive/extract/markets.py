"""The countries and regions that the goods of a story are exported to, or meant for.

Most countries in the news are no markets. So a name counts only where a rule sees it as a
destination; the names of one list stand and fall together. Origins, nationalities, hosts and other
countries' exports do not count. The rules: market_rules.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.extract.market_lists import Name, has_context, market_lists
from archive.extract.market_rules import CONFIDENCE, EXPORTS, IMPORTS, rule_of
from archive.extract.text import Passage
from archive.extract.types import Part, PlaceMention


def find_markets(passages: Sequence[Passage]) -> tuple[PlaceMention, ...]:
    """The mentions of export markets, in reading order."""
    if not _speaks_of_trade(passages):
        return ()
    titles = (passage for passage in passages if passage.part is not Part.BODY)
    is_announced = any(key in EXPORTS for passage in titles for key in passage.keys)
    return tuple(
        PlaceMention(
            name.market.slug, passage.evidence(name.first, name.last, rule, CONFIDENCE[rule])
        )
        for passage in passages
        for name, rule in _markets_of(passage, is_announced)
    )


def _speaks_of_trade(passages: Sequence[Passage]) -> bool:
    words = {key for passage in passages for key in passage.keys}
    return bool(words & EXPORTS) or (bool(words & IMPORTS) and "ایران" in words)


def _markets_of(passage: Passage, is_announced: bool) -> Iterator[tuple[Name, str]]:
    for markets in market_lists(passage, is_announced=is_announced):
        rule = rule_of(markets)
        if rule and any(not name.loose or has_context(passage, name) for name in markets.names):
            for name in markets.names:
                yield name, rule
