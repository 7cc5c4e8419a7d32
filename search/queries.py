"""The only place where a search is put together: SearchParams in, SearchPage out."""

import logging
from collections.abc import Iterable
from time import perf_counter

from archive.models import Article
from archive.reading import visible_text
from search.exceptions import IndexUnusable
from search.facets import build_facets
from search.fallback import browse_database
from search.highlight import Marker, best_passage
from search.indexing import backend
from search.params import NONE_VALUE, Answer, HistogramBar, Hit, SearchPage, SearchParams
from search.syntax import Query, Words, parse

logger = logging.getLogger(__name__)


def search_articles(params: SearchParams, facet_values: int | None = None) -> SearchPage:
    """Run one search and return one page of it, in the order asked for.

    Blank text asks for every article. When fewer than ten articles have all words of a plain query,
    those with most of them follow. `facet_values` keeps that many values of each facet, None all.
    While the index cannot be read, the database answers (`is_fallback`).

    Raises:
        SearchUnavailable: the database cannot answer either.
    """
    began = perf_counter()
    query = parse(params.text, params.exact)
    try:
        answer = backend().answer(query, params)
    except IndexUnusable:
        logger.exception("The database answers a search instead of the index")
        return browse_database(params)
    return SearchPage(
        params=params,
        hits=_hits(answer, query),
        total=answer.total,
        facets=build_facets(params, answer.facet_counts, facet_values),
        histogram=_histogram(answer),
        took_ms=(perf_counter() - began) * 1000,
        total_all_words=answer.total_all_words,
        relaxed=answer.relaxed,
        hint=query.hint,
        also_searched=_also_searched(query),
    )


def _hits(answer: Answer, query: Query) -> tuple[Hit, ...]:
    """The articles found, without those that left the archive since they were indexed."""
    found = Article.objects.published().select_related("source")
    articles = found.in_bulk([article_id for article_id, _ in answer.hits])
    marker = Marker(query.root)
    return tuple(
        _hit(articles[article_id], score, marker)
        for article_id, score in answer.hits
        if article_id in articles
    )


def _hit(article: Article, score: float, marker: Marker) -> Hit:
    headline = marker.slices(article.display_headline)
    return Hit(article, headline, best_passage(visible_text(article), marker), score)


def _histogram(answer: Answer) -> tuple[HistogramBar, ...]:
    counted = sorted(answer.month_counts.items())
    return tuple(
        HistogramBar(int(month[:4]), int(month[5:]), count)
        for month, count in counted
        if month != NONE_VALUE
    )


def _also_searched(query: Query) -> tuple[str, ...]:
    """The base forms that stood in for words as typed."""
    words: Iterable[Words] = query.words
    forms = [one.terms[0] for one in words if len(one.terms) == 1 and one.terms != one.surfaces]
    return () if any(one.is_exact for one in words) else tuple(dict.fromkeys(forms))
