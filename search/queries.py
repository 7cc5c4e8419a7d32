"""The only place where a search is put together: SearchParams in, SearchPage out."""

import logging
from dataclasses import dataclass, replace
from time import perf_counter

from archive.catalogue import whole
from archive.models import Article
from archive.reading import visible_text
from search.backends import backend
from search.caching import cached
from search.exceptions import IndexUnusable
from search.facets import build_facets
from search.fallback import browse_database, matching_ids
from search.highlight import Marker, best_passage
from search.indexing import doubt_index
from search.params import NONE_VALUE, Answer, HistogramBar, Hit, SearchPage, SearchParams
from search.suggestions import did_you_mean, other_forms, read_instead
from search.syntax import Query, parse

logger = logging.getLogger(__name__)

EVERYTHING = 2**31  # hits: more than there are articles


def search_articles(params: SearchParams, facet_values: int | None = None) -> SearchPage:
    """Run one search and return one page of it, in the order asked for.

    Blank text asks for every article. When fewer than ten articles have all words of a plain query,
    those with most of them follow. A query that finds nothing, because it was typed with the wrong
    keyboard layout or is a name in Latin letters, is answered as what it stands for.
    `facet_values` keeps that many values of each facet, None all. While the index cannot be read,
    the database answers (`is_fallback`).

    Raises:
        SearchUnavailable: the database cannot answer either.
    """
    began = perf_counter()
    try:
        found = find(params)
    except IndexUnusable as error:
        logger.error("The database answers a search instead of the index: %s", error)
        doubt_index()
        return browse_database(params)
    answer, query = found.answer, found.query
    return SearchPage(
        params=params,
        hits=_hits(answer, query),
        total=answer.total,
        facets=build_facets(params, answer.facet_counts, facet_values),
        histogram=_histogram(answer),
        took_ms=(perf_counter() - began) * 1000,
        total_all_words=answer.total_all_words,
        relaxed=answer.relaxed,
        searched_instead=found.instead,
        suggestion=found.suggestion,
        hint=query.hint,
        also_searched=found.other_forms,
    )


def all_ids(params: SearchParams) -> list[int]:
    """The numbers of all articles that a search finds, in its order, whatever page it asks for.

    Raises:
        SearchUnavailable: neither the index nor the database can answer.
    """
    everything = replace(params, page=1, per_page=EVERYTHING)
    try:
        answer = _find(everything).answer  # too large to be kept
    except IndexUnusable as error:
        logger.error("The database answers a search instead of the index: %s", error)
        doubt_index()
        return matching_ids(params)
    return [article_id for article_id, _ in answer.hits]


@dataclass(frozen=True)
class Found:
    """The engine's answer, the query that it answers, and what the vocabulary says of that."""

    answer: Answer
    query: Query
    instead: str
    suggestion: str
    other_forms: tuple[str, ...]


def find(params: SearchParams) -> Found:
    """What the index alone says to a search: no article, no name, nothing of the database.

    Raises:
        IndexUnusable: the index is missing or damaged.
    """
    return cached(params, _find)


def _find(params: SearchParams) -> Found:
    engine = backend()
    query, instead = parse(params.text, params.exact), ""
    answer = engine.answer(query, params)
    try:
        vocabulary = engine.vocabulary()
        if not answer.total and not params.exact:
            instead = read_instead(params.text, vocabulary)
        if instead:
            query = parse(instead)
            answer = engine.answer(query, params)
        suggestion = "" if instead else did_you_mean(params.text, vocabulary)
        forms = other_forms(query.words, vocabulary) if answer.total else ()
        return Found(answer, query, instead, suggestion, forms)
    except Exception as error:  # a damaged file can raise anything
        raise IndexUnusable("cannot read the words of the index") from error


def _hits(answer: Answer, query: Query) -> tuple[Hit, ...]:
    """The articles found, without those that left the archive since they were indexed."""
    scores = dict(answer.hits)
    marker = Marker(query.root)
    return tuple(_hit(article, scores[article.pk], marker) for article in whole(scores))


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
