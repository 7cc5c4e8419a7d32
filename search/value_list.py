"""Which values of a facet to show on its own page, and in which order."""

from collections.abc import Iterable

from django.http import QueryDict

from persian import identity_key
from persian.alphabet import sort_key
from persian.letters import clean_text
from search.filters import FacetLink

MAX_CHARS = 60
BY_NAME = "name"


class ValueFilter:
    """What the address asks for: `value` is a part of the name, `order=name` the alphabet."""

    def __init__(self, data: QueryDict) -> None:
        self.text = clean_text(data.get("value", "")).strip()[:MAX_CHARS]
        self.is_by_name = data.get("order") == BY_NAME

    def of(self, links: Iterable[FacetLink]) -> list[FacetLink]:
        """The values asked for, the most frequent first unless by name."""
        key = _key(self.text)
        found = [link for link in links if key in _key(link.label)]
        if self.is_by_name:
            found.sort(key=lambda link: sort_key(link.label))
        return found


def _key(text: str) -> str:
    return identity_key(text).replace(" ", "")
