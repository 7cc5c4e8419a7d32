"""One search on one snapshot: words, filters, counts, order, page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from persian.jalali import day_bounds
from search.engine.columns import IntArray, Mask
from search.engine.matching import Scores, match, nearness
from search.engine.snapshot import Snapshot
from search.params import FACETS, Answer, SearchParams, Sort
from search.syntax import Everything, Query

ENOUGH_HITS = 10  # with fewer, a plain query is widened to most of its words
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Text:
    """What the words of a query find: how many of them each document has, and its score."""

    matched: IntArray
    scores: Scores
    all_words: int
    least: int  # the fewest words that may do


@dataclass(frozen=True)
class Filters:
    """The filters as masks: one for each facet, one for the rest."""

    always: Mask
    facets: Mapping[str, Mask]

    def without(self, facet: str = "") -> Mask:
        """All filters but that facet's."""
        mask = self.always.copy()
        for name, chosen in self.facets.items():
            if name != facet:
                mask &= chosen
        return mask


def execute(snapshot: Snapshot, query: Query, params: SearchParams) -> Answer:
    """Run the parsed query with the filters, order and page of `params`."""
    text = _match_text(snapshot, query)
    filters = _filters(snapshot, params)
    allowed = filters.without()
    strict = int(np.count_nonzero(allowed & (text.matched >= text.all_words)))
    needed, total = text.all_words, strict
    while total < ENOUGH_HITS and needed > text.least:
        needed -= 1
        total = int(np.count_nonzero(allowed & (text.matched >= needed)))
    found = text.matched >= needed
    shown = found & allowed
    counts = {}
    for name in FACETS:
        mask = found & filters.without(name) if name in filters.facets else shown
        counts[name] = snapshot.columns[name].counts(mask)
    return Answer(
        hits=_page(snapshot, shown, text, query, params),
        total=total,
        total_all_words=strict,
        relaxed=total > strict,
        facet_counts=counts,
        month_counts=snapshot.columns["month"].counts(shown),
    )


def _match_text(snapshot: Snapshot, query: Query) -> Text:
    parts = query.parts
    if not query.is_plain or len(parts) < 2:
        found = match(snapshot, query.root)
        return Text(found.mask.astype(np.int64), found.scores, all_words=1, least=1)
    each = [match(snapshot, one) for one in parts]
    matched = np.sum([one.mask for one in each], axis=0)
    scores = np.sum([one.scores for one in each], axis=0) + nearness(snapshot, parts)
    return Text(matched, scores, all_words=len(parts), least=(len(parts) + 1) // 2)


def _filters(snapshot: Snapshot, params: SearchParams) -> Filters:
    always = snapshot.is_alive.copy()
    if params.months:
        always &= snapshot.columns["month"].mask(params.months)
    if params.first_day or params.last_day:
        always &= snapshot.is_dated
    if params.first_day:
        always &= snapshot.published >= _microseconds(params.first_day)[0]
    if params.last_day:
        always &= snapshot.published < _microseconds(params.last_day)[1]
    facets: dict[str, Mask] = {}
    for name in FACETS:
        column = snapshot.columns[name]
        mask = np.ones(snapshot.size, dtype=bool)
        if chosen := params.chosen.get(name):
            mask &= column.mask(chosen)
        if excluded := params.excluded.get(name):
            mask &= ~column.mask(excluded)
        if chosen or excluded:
            facets[name] = mask
    return Filters(always, facets)


def _page(
    snapshot: Snapshot, shown: Mask, text: Text, query: Query, params: SearchParams
) -> tuple[tuple[int, float], ...]:
    docs = np.flatnonzero(shown)
    start = (params.page - 1) * params.per_page
    if start >= len(docs):
        return ()
    ids, published = snapshot.article_ids[docs], snapshot.published[docs]
    undated = ~snapshot.is_dated[docs]
    if params.sort is Sort.OLDEST:
        order = np.lexsort((ids, published, undated))
    elif params.sort is Sort.NEWEST or isinstance(query.root, Everything):
        order = np.lexsort((-ids, -published, undated))
    else:
        lacks_words = text.matched[docs] < text.all_words
        order = np.lexsort((-ids, -text.scores[docs], lacks_words))
    chosen = docs[order[start : start + params.per_page]]
    return tuple((int(snapshot.article_ids[doc]), float(text.scores[doc])) for doc in chosen)


def _microseconds(day: date) -> tuple[int, int]:
    """The first moment of a day in Tehran and of the next, as the index counts them."""
    first, after = (moment.replace(tzinfo=None) - datetime.min for moment in day_bounds(day))
    return first // MICROSECOND, after // MICROSECOND
