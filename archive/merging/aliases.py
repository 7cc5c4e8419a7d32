"""Other names of an entity, without a merge."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Q, QuerySet

from archive.ingest.sources import slug_and_name
from archive.merging.moves import MergeRefused
from archive.models import Rearrangement, RearrangementKind, Source
from archive.models.merging import Entity
from persian import identity_key

E = TypeVar("E", bound=Entity)


def add_alias(entity: E, name: str) -> E:
    """Add another name, under which imports will find the entity.

    Raises:
        MergeRefused: something has this name already; then that can be merged.
    """
    model = type(entity)
    if _named(model, name).exists():
        raise MergeRefused("این نام پیش از این در بایگانی هست؛ می‌توانید آن دو را یکی کنید.")
    values = (
        dict(zip(("slug", "name"), slug_and_name(name), strict=True))
        if model is Source
        else {"name": name, "key": identity_key(name)}
    )
    return model._default_manager.create(merged_into=entity.current, **values)


def remove_alias(alias: Entity) -> None:
    """Remove a name that `add_alias` added.

    Raises:
        MergeRefused: it is no alias, or one by a merge, which is to be undone instead.
    """
    merges = Rearrangement.objects.filter(
        model=alias._meta.label_lower, origin_id=alias.pk, kind=RearrangementKind.MERGE
    )
    if not alias.merged_into_id or merges.filter(undone_at=None).exists():
        raise MergeRefused("این نام از یکی‌کردن آمده است؛ همان را برگردانید.")
    alias.delete()


def _named(model: type[E], name: str) -> QuerySet[E]:
    if model is Source:
        slug, full_name = slug_and_name(name)
        return model._default_manager.filter(Q(slug=slug) | Q(name__in=[name, full_name]))
    return model._default_manager.filter(key=identity_key(name))
