"""The engines behind Haystack; `backend()` is the one that is configured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haystack import connections

if TYPE_CHECKING:
    from search.backends.whoosh import WhooshBackend


def backend() -> WhooshBackend:
    """The configured search backend of this thread."""
    found: WhooshBackend = connections["default"].get_backend()
    return found
