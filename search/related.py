"""What is named with an entity, counted once for each generation of the index.

Counting goes through all the entity's articles in the database; the names come from there for
every page.
"""

from archive.beside import Beside, Related, named_beside, related
from archive.catalogue import Named, articles_of
from search.caching import cached
from search.exceptions import IndexUnusable
from search.params import SearchParams

SHOWN = 8


def entities_beside(entity: Named, facet: str) -> dict[str, list[Related]]:
    """The entities that the articles of this one name most, by kind."""

    def count(_params: SearchParams) -> list[Beside]:
        return named_beside(articles_of(entity), SHOWN, without=entity)

    params = SearchParams(chosen={facet: (str(entity.pk),)})
    try:
        beside = cached(params, count)
    except IndexUnusable:
        beside = count(params)
    return related(beside)
