"""The row of a source, made when the archive does not know it yet."""

from __future__ import annotations

import hashlib

from django.utils.text import slugify

from archive.gazetteer import source_by_name
from archive.models import Source
from persian import identity_key

UNKNOWN_SLUG = "unknown"
_UNKNOWN_NAME = "منبع نامشخص"
_SLUG_CHARS = 80


def find_source(name: str) -> Source | None:
    """Return the source with this slug or name, or None; "" stands for the unknown one."""
    by_slug = Source.objects.filter(slug=slug_and_name(name)[0]).first()
    return by_slug or Source.objects.filter(name=name).first()


def source_for(name: str) -> Source:
    """Return the source with this slug or name, made when there is none."""
    slug, full_name = slug_and_name(name)
    return find_source(name) or Source.objects.create(slug=slug, name=full_name)


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
