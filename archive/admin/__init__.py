"""The editors' desk: one module per subject."""

from archive.admin import (
    additions,
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
    sources,
    tasks,
    users,
    verdicts,
)

__all__ = [
    "additions",
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
    "sources",
    "tasks",
    "users",
    "verdicts",
]
