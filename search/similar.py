"""Articles with the same telling words as another."""

from collections.abc import Collection

from archive.catalogue import whole
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
    found = match_tree(snapshot, query)
    ids, scores = snapshot.article_ids[found.docs], found.scores
    own = scores[ids == article.pk].max(initial=0.0)
    is_like = scores >= LEAST_SHARE * own
    ids, scores = ids[is_like], scores[is_like]
    best = ids[rows_in_order((-scores, -ids), 0, SHOWN + len(left_out))]
    return whole([number for number in best.tolist() if number not in left_out][:SHOWN])
