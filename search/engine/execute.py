"""One search on one snapshot: words, filters, counts, order, page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from persian.jalali import day_bounds
from search.engine.columns import Mask
from search.engine.matching import match, nearness
from search.engine.ordering import Keys, rows_in_order
from search.engine.scoring import Scores, rarity
from search.engine.snapshot import Snapshot
from search.params import FACETS, Answer, SearchParams, Sort
from search.syntax import Everything, Query

ENOUGH_HITS = 10  # with fewer, a plain query is widened to most of its words
WIDEST = 100  # a widened query shows at most so many articles
# The steps of widening: the least share of the query's words, the rarer ones weighing more.
SHARES = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Text:
    """What the words of a query find: the articles with all words, those shown, all scores."""

    has_all: Mask
    found: Mask
    scores: Scores


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
    shown = text.found & allowed
    counts = {}
    for name in FACETS:
        mask = text.found & filters.without(name) if name in filters.facets else shown
        counts[name] = snapshot.columns[name].counts(mask)
    total = int(np.count_nonzero(shown))
    strict = int(np.count_nonzero(shown & text.has_all))
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
        return Text(found.mask, found.mask, found.scores)
    each = [match(snapshot, part) for part in parts]
    masks = [one.mask for one in each]
    scores = np.sum([one.scores for one in each], axis=0) + nearness(snapshot, parts)
    has_all = np.logical_and.reduce(masks)
    found = has_all
    if np.count_nonzero(has_all & snapshot.is_alive) < ENOUGH_HITS:
        found = has_all | _widen(snapshot, masks, scores)
    return Text(has_all, found, scores)


def _widen(snapshot: Snapshot, words: Sequence[Mask], scores: Scores) -> Mask:
    """The best articles with most of the words, step by step until there are enough.

    Those that rank highest at the last step are always among them. This does not look at filters,
    so that choosing a facet's value finds as many as it promises.
    """
    shares = np.where(snapshot.is_alive, _shares(snapshot, words), 0)
    steps = (shares >= least for least in SHARES)
    found = next((one for one in steps if np.count_nonzero(one) >= ENOUGH_HITS), None)
    widest = shares >= SHARES[-1]
    if found is None:
        return widest
    found |= _best(snapshot, widest, scores, ENOUGH_HITS)
    return _best(snapshot, found, scores, WIDEST)


def _best(snapshot: Snapshot, found: Mask, scores: Scores, most: int) -> Mask:
    """Of the articles found, at most so many, those with the highest scores."""
    docs = np.flatnonzero(found)
    if len(docs) <= most:
        return found
    best = rows_in_order((-scores[docs], -snapshot.article_ids[docs]), 0, most)
    kept = np.zeros(snapshot.size, dtype=bool)
    kept[docs[best]] = True
    return kept


def _shares(snapshot: Snapshot, words: Sequence[Mask]) -> Scores:
    """Which share of the words each article has, by their rarity or, if most, by number.

    A word that no article has weighs as much as the rarest of the others.
    """
    counts = [int(np.count_nonzero(word)) for word in words]
    fewest = min(filter(None, counts), default=0)
    weights = [rarity(snapshot, count or fewest) for count in counts]
    by_weight = sum(weight * word for weight, word in zip(weights, words, strict=True))
    by_number = np.mean(words, axis=0)
    return np.maximum(by_weight / sum(weights), np.where(by_number > 0.5, by_number, 0))


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
    keys: Keys
    if params.sort is Sort.OLDEST:
        keys = (undated, published, ids)
    elif params.sort is Sort.NEWEST or isinstance(query.root, Everything):
        keys = (undated, -published, -ids)
    else:
        keys = (~text.has_all[docs], -text.scores[docs], -ids)
    chosen = docs[rows_in_order(keys, start, start + params.per_page)]
    return tuple((int(snapshot.article_ids[doc]), float(text.scores[doc])) for doc in chosen)


def _microseconds(day: date) -> tuple[int, int]:
    """The first moment of a day in Tehran and of the next, as the index counts them."""
    first, after = (moment.replace(tzinfo=None) - datetime.min for moment in day_bounds(day))
    return first // MICROSECOND, after // MICROSECOND
