"""The editors' desk: one module per subject."""

from archive.admin import (
    articles,
    bulk_edits,
    changes,
    events,
    joins,
    people,
    places,
    posts,
    provenance,
    rearrangements,
    reports,
    review,
    sources,
    tasks,
    users,
)

__all__ = [
    "articles",
    "bulk_edits",
    "changes",
    "events",
    "joins",
    "people",
    "places",
    "posts",
    "provenance",
    "rearrangements",
    "reports",
    "review",
    "sources",
    "tasks",
    "users",
]
