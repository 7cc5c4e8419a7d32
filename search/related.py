"""What is named with an entity, counted in the index; the names come from the database."""

from archive.beside import Beside, Counts, Related, count_beside, most, related
from archive.catalogue import Named, articles_of
from archive.entity_kinds import KINDS
from search.backends import backend
from search.caching import cached
from search.exceptions import IndexUnusable
from search.params import NONE_VALUE, SearchParams

SHOWN = 8


def entities_beside(entity: Named, facet: str) -> dict[str, list[Related]]:
    """The entities that the articles of this one name most, by kind."""
    key = str(getattr(entity, "slug", entity.pk))

    def find(_params: SearchParams) -> list[Beside]:
        return most(_counts(facet, key), SHOWN, without=entity)

    try:
        return related(cached(SearchParams(chosen={facet: (key,)}), find))
    except IndexUnusable:
        return related(most(count_beside(articles_of(entity)), SHOWN, without=entity))


def _counts(facet: str, key: str) -> Counts:
    """How many articles of a facet's value have each value of the others.

    Raises:
        IndexUnusable: the index is missing or damaged.
    """
    snapshot = backend().live.snapshot()
    try:
        articles = snapshot.is_alive & snapshot.columns[facet].mask([key])
        counts = {kind: snapshot.columns[kind].counts(articles) for kind in KINDS}
    except Exception as error:  # a damaged file can raise anything
        raise IndexUnusable("cannot count in the index") from error
    for some in counts.values():
        some.pop(NONE_VALUE, None)
    return counts
