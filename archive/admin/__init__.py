"""The editors' desk: one module per subject."""

from archive.admin import (
    articles,
    changes,
    joins,
    people,
    places,
    posts,
    provenance,
    rearrangements,
    review,
    sources,
    tasks,
    users,
)

__all__ = [
    "articles",
    "changes",
    "joins",
    "people",
    "places",
    "posts",
    "provenance",
    "rearrangements",
    "review",
    "sources",
    "tasks",
    "users",
]
