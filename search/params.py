"""What a reader asks for and what comes back, whatever the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from archive.models import Article

DEFAULT_PER_PAGE = 20
MAX_PER_PAGE = 100
MAX_QUERY_CHARS = 300
MAX_QUERY_WORDS = 20
MAX_FACET_VALUES = 50
NONE_VALUE = "none"  # the facet value of articles without any value

# The facets in the order of the page. Values are slugs, for official and organization ids.
FACETS = (
    "province",
    "market",
    "product",
    "official",
    "organization",
    "source",
    "city",
    "year",
)


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class SearchParams:
    """One search. Values of one facet are OR-ed, facets AND-ed, excluded values taken away.

    `year` values are Jalali years as four Latin digits, `months` are like "1402-07". `first_day`
    and `last_day` are Gregorian days in Tehran, both inclusive. Blank text asks for everything.
    """

    text: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)  # facet → values
    excluded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    sort: Sort = Sort.NEWEST
    page: int = 1
    per_page: int = DEFAULT_PER_PAGE
    exact: bool = False


@dataclass(frozen=True)
class Slice:
    """A piece of the original text and whether it matches the query."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class Hit:
    """One article found, with the marked pieces of its headline and of its best passage."""

    article: Article
    headline: tuple[Slice, ...]
    snippet: tuple[Slice, ...]
    score: float


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str
    count: int
    is_selected: bool = False
    is_excluded: bool = False


@dataclass(frozen=True)
class Facet:
    """One facet with its values, the most frequent first; counts ignore the facet's own choice.

    `size` is the number of all its values, also of those left out here.
    """

    name: str
    label: str
    values: tuple[FacetValue, ...]
    size: int


@dataclass(frozen=True)
class HistogramBar:
    """Articles of one Jalali month."""

    year: int
    month: int
    count: int


@dataclass(frozen=True)
class Answer:
    """What an engine finds: the hits of one page as article ids with scores, and all the counts.

    Facet counts ignore the facet's own choice; months are like "1402-07".
    """

    hits: tuple[tuple[int, float], ...]
    total: int
    total_all_words: int
    relaxed: bool
    facet_counts: dict[str, dict[str, int]]
    month_counts: dict[str, int]


@dataclass(frozen=True)
class SearchPage:
    """One page of hits with the facts about the whole result."""

    params: SearchParams
    hits: tuple[Hit, ...]
    total: int
    facets: tuple[Facet, ...]
    histogram: tuple[HistogramBar, ...]
    took_ms: float
    total_all_words: int
    relaxed: bool = False  # widened to most of the words
    searched_instead: str = ""  # the query answered in place of one that no article knows
    suggestion: str = ""  # a better spelled query, only offered
    hint: str = ""  # what of the query could not be understood
    also_searched: tuple[str, ...] = ()  # other forms of the words that articles have
    is_fallback: bool = False  # the index is healing; the database answered

    @property
    def searched_text(self) -> str:
        """The query that the hits answer: as typed, or what was read in its place."""
        return self.searched_instead or self.params.text

    @property
    def pages(self) -> int:
        """Number of pages; 1 for an empty result."""
        return max(1, -(-self.total // self.params.per_page))
