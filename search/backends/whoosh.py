"""The embedded engine: Haystack's Whoosh backend with our own index and execution."""

from haystack.backends.whoosh_backend import WhooshEngine as StockEngine
from haystack.backends.whoosh_backend import WhooshSearchBackend


class WhooshBackend(WhooshSearchBackend):
    """Haystack's search backend over one Whoosh index."""


class WhooshEngine(StockEngine):
    backend = WhooshBackend
