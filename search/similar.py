"""Articles with the same telling words as another."""

from collections.abc import Collection

import numpy as np

from archive.models import Article
from search.backends import backend
from search.backends.similar import like_text
from search.engine.ordering import rows_in_order
from search.engine.trees import match_tree
from search.exceptions import IndexUnusable

SHOWN = 5
LEAST_SHARE = 0.2  # of the score that the article itself has


def similar_articles(article: Article, without: Collection[Article] = ()) -> list[Article]:
    """The articles most like this one, `without` left out; none while there is no index."""
    engine = backend()
    left_out = {article.pk, *(one.pk for one in without)}
    try:
        snapshot = engine.live.snapshot()
    except IndexUnusable:
        return []
    query = like_text(snapshot, engine.content_field_name, article.body)
    mask, scores = match_tree(snapshot, query)
    own = scores[snapshot.article_ids == article.pk].max(initial=0.0)
    docs = np.flatnonzero(mask & snapshot.is_alive & (scores >= LEAST_SHARE * own))
    order = (-scores[docs], -snapshot.article_ids[docs])
    best = snapshot.article_ids[docs[rows_in_order(order, 0, SHOWN + len(left_out))]]
    ids = [number for number in best.tolist() if number not in left_out][:SHOWN]
    found = Article.objects.published().select_related("source").in_bulk(ids)
    return [found[number] for number in ids if number in found]
