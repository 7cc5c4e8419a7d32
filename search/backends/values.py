"""Values on their way into the index, and into queries that ask for them."""

from datetime import UTC, date, datetime
from typing import Any

from django.utils.timezone import is_aware
from haystack.backends.whoosh_backend import WhooshSearchQuery
from haystack.indexes import SearchIndex


class SearchQuery(WhooshSearchQuery):
    """Haystack's query, with moments as the index keeps them."""

    def _convert_datetime(self, date: date) -> str:
        text: str = super()._convert_datetime(_to_whoosh(date))
        return text


def whoosh_document(index: SearchIndex, obj: Any) -> dict[str, Any]:
    """What the writer takes for one object of the index.

    Raises:
        SkipDocument: the index does not want it.
    """
    prepared = index.full_prepare(obj)
    prepared.pop("boost", None)  # Whoosh knows none of a whole document
    return {name: _to_whoosh(value) for name, value in prepared.items() if value is not None}


def _to_whoosh(value: Any) -> Any:
    """A value as the writer takes it: lists of texts, moments in UTC without saying so."""
    if isinstance(value, list | tuple | set):
        return [str(one) for one in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None) if is_aware(value) else value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return value if isinstance(value, bool | int | float) else str(value)
