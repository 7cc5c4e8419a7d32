"""The row of a source, made when the archive does not know it yet."""

from __future__ import annotations

import hashlib

from django.utils.text import slugify

from archive.gazetteer import source_by_name
from archive.ingest.exceptions import UnusableSource
from archive.models import Source
from persian import identity_key

UNKNOWN_SLUG = "unknown"
_UNKNOWN_NAME = "منبع نامشخص"
_SLUG_CHARS = 80
_NAME_CHARS = 200


class Sources:
    """The sources of one run: each is looked up once, or made; `made` are the names of new ones.

    In a dry run a new source is not saved and has no key.
    """

    def __init__(self, *, dry_run: bool = False) -> None:
        self.made: list[str] = []
        self._dry_run = dry_run
        self._known: dict[str, Source] = {}

    def get(self, name: str) -> Source:
        """Return the source with this slug or name, made when there is none."""
        if name not in self._known:
            self._known[name] = find_source(name) or self._make(name)
        return self._known[name]

    def _make(self, name: str) -> Source:
        slug, full_name = slug_and_name(name)
        source = Source(slug=slug, name=full_name[:_NAME_CHARS])
        if not self._dry_run:
            source.save()
        self.made.append(full_name)
        return source


def check_source(name: str) -> None:
    """Refuse what nobody can have meant as a source's slug or name.

    Raises:
        UnusableSource: it has no letter or digit, or is longer than any name.
    """
    if name and not any(char.isalnum() for char in name):
        raise UnusableSource("نام منبع باید دست‌کم یک حرف داشته باشد.")
    if len(name) > _NAME_CHARS:
        raise UnusableSource("نام منبع بیش از اندازه دراز است.")


def find_source(name: str) -> Source | None:
    """Return the source with this slug or name, perhaps another name of it; "" is the unknown."""
    rows = Source.objects.select_related("merged_into").order_by("pk")
    found = rows.filter(slug=slug_and_name(name)[0]).first() or rows.filter(name=name).first()
    return found.current if found else None


def _source_slug(name: str) -> str:
    """Return a slug for a source that no table names: its Latin letters, or a code of its name."""
    latin = slugify(name)[:_SLUG_CHARS]
    return latin or f"source-{hashlib.sha256(identity_key(name).encode()).hexdigest()[:8]}"


def slug_and_name(name: str) -> tuple[str, str]:
    """Return what the source with this slug or name is, or would be, filed under."""
    if not name:
        return UNKNOWN_SLUG, _UNKNOWN_NAME
    entry = source_by_name(name)
    return (entry.slug, entry.name) if entry else (_source_slug(name), name)
