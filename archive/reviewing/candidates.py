"""What an editor may mean instead of a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.models import Official
from archive.reviewing.kinds import Kind
from persian import identity_key

MOST = 12


@dataclass(frozen=True)
class Candidate:
    """Something that a mention may name, told apart from its namesakes by `detail`."""

    entity: Any
    detail: str = ""


def candidates(kind: Kind, text: str) -> list[Candidate]:
    """The things of a kind whose name holds the text in any spelling; exact names come first."""
    key = identity_key(text)
    if not key:
        return []
    found = _officials(key) if kind.entities is Official else _of_gazetteer(kind, key)
    return sorted(found, key=lambda one: identity_key(one.entity.name) != key)[:MOST]


def _officials(key: str) -> list[Candidate]:
    """Also those who have another name that holds the text."""
    named = Official.objects.filter(key__contains=key).select_related("merged_into")
    people = {row.current.pk: row.current for row in named[: 4 * MOST]}
    posts = Official.objects.filter(pk__in=people).prefetch_related("posts__organization")
    return [
        Candidate(person, "؛ ".join(str(post) for post in list(person.posts.all())[:2]))
        for person in posts
    ]


def _of_gazetteer(kind: Kind, key: str) -> list[Candidate]:
    rows = kind.entities.objects.all()
    if kind.slug == "city":
        rows = rows.select_related("province")
    return [
        Candidate(row, f"استان {row.province}" if kind.slug == "city" else "")
        for row in rows
        if key in identity_key(row.name) or key == row.slug
    ]
