"""What can go wrong in a search."""


class SearchError(Exception):
    """Base of all errors of this package."""


class IndexUnusable(SearchError):
    """The index is missing, damaged or made by another version; it must be rebuilt."""


class IndexBusy(SearchError):
    """Another process has been writing the index for too long."""


class IndexingFailed(SearchError):
    """Articles could not be written into an index for a reason that is not theirs."""


class SearchUnavailable(SearchError):
    """Neither the index nor the database can answer."""
