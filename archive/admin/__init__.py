"""The editors' desk: one module per subject."""

from archive.admin import articles, changes, people, places, provenance, review, sources, users

__all__ = ["articles", "changes", "people", "places", "provenance", "review", "sources", "users"]
