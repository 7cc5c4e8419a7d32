"""Edits of many articles at once: what each would change, the edit itself, and its way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.extract.types import Part
from archive.families import link
from archive.models import (
    Article,
    BulkEdit,
    Event,
    EventKind,
    MentionState,
    Province,
    ProvinceMention,
    Source,
)
from archive.models.versions import changing
from archive.reviewing.verdicts import BY_EDITOR
from archive.roles import ADMINISTER

_FIELDS = ("published_at", "published_precision", "source_id")
_OTHER_RIGHTS = "حق انتشار این دو منبع یکی نیست؛ این کار با مدیر است."
_SAME_PLACE = "در همین گروه مقالهٔ دیگری با همین شناسه یا متن هست."


@dataclass(frozen=True)
class Change:
    """What to change in each article; `fields` are values of its columns, `source` one of them."""

    fields: dict[str, Any]
    source: Source | None = None
    add: Province | None = None
    remove: Province | None = None


@dataclass(frozen=True)
class Planned:
    """One article with its new values, not saved, or why it cannot have them."""

    article: Article
    before: dict[str, Any]
    after: dict[str, Any]
    gains: Province | None
    loses: Province | None
    problem: str = ""

    @property
    def is_change(self) -> bool:
        return not self.problem and bool(self.after or self.gains or self.loses)


def change_of(
    at: datetime | None = None,
    precision: str = "",
    *,
    without_date: bool = False,
    source: Source | None = None,
    add: Province | None = None,
    remove: Province | None = None,
) -> Change:
    """A change of the date (or none any more), the source, the provinces."""
    fields: dict[str, Any] = {}
    if at is not None or without_date:
        fields |= {"published_at": at, "published_precision": precision}
    if source is not None:
        fields["source_id"] = source.pk
    return Change(fields, source, add, remove)


def plan(articles: Iterable[Article], change: Change, user: User) -> Iterator[Planned]:
    """What the change would do to each of these articles, if this user makes it."""
    named = _standing_provinces(articles)
    taken: set[tuple[Any, ...]] = set()
    for article in articles:
        before = {name: getattr(article, name) for name in _FIELDS}
        after = {name: v for name, v in change.fields.items() if before[name] != v}
        provinces = named.get(article.pk, set())
        yield Planned(
            article=article,
            before={name: before[name] for name in after},
            after=after,
            gains=change.add if change.add and change.add.pk not in provinces else None,
            loses=change.remove if change.remove and change.remove.pk in provinces else None,
            problem=_problem(article, change.source, taken, user) if "source_id" in after else "",
        )


def _standing_provinces(articles: Iterable[Article]) -> dict[int, set[int]]:
    standing = ProvinceMention.objects.standing().filter(article__in=list(articles))
    provinces: dict[int, set[int]] = {}
    for article, province in standing.values_list("article_id", "province_id"):
        provinces.setdefault(article, set()).add(province)
    return provinces


def _problem(
    article: Article, source: Source | None, taken: set[tuple[Any, ...]], user: User
) -> str:
    """Why the article cannot have the new source: its rights, or another is in its place there."""
    if source is None:
        return ""
    if not may_move(user, article.source, source):
        return _OTHER_RIGHTS
    place = (article.external_id, "" if article.external_id else article.text_key)
    if place in taken:
        return _SAME_PLACE
    taken.add(place)
    moved = copy(article)
    moved.source = source
    try:
        moved.validate_constraints()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def may_move(user: User, old: Source, new: Source) -> bool:
    """Whether the user may give an article the new source: readers may see more or less then."""
    return old.rights == new.rights or user.has_perm(ADMINISTER)


@transaction.atomic
def apply(articles: Iterable[Article], change: Change, reason: str, user: User) -> BulkEdit | None:
    """Change the articles that can be changed, each with one version; None if there is none."""
    planned = [one for one in plan(list(articles), change, user) if one.is_change]
    if not planned:
        return None
    with changing(user, reason):
        done = [_apply_one(one) for one in planned]
    link([one.article.pk for one in planned])
    edit = BulkEdit.objects.create(changes=done, article_count=len(done), reason=reason, user=user)
    Event.objects.record(user, EventKind.BULK_EDITED, str(edit), edit)
    return edit


def _apply_one(planned: Planned) -> dict[str, Any]:
    article = planned.article
    if planned.after:
        for name, value in planned.after.items():
            setattr(article, name, value)
        article.save()
    states = []
    if planned.gains:
        states.append(_name(article, planned.gains))
    if planned.loses:
        states += _reject(article, planned.loses)
    return {
        "article": article.pk,
        "before": planned.before,
        "after": planned.after,
        "mentions": states,
    }


def _name(article: Article, province: Province) -> list[Any]:
    """Have the article name the province: by an editor's word, at the start of its headline."""
    row = ProvinceMention.objects.filter(
        article=article, province=province, part=Part.HEADLINE, start=0
    ).first()
    before = row.state if row else None
    row = row or ProvinceMention(
        article=article,
        province=province,
        part=Part.HEADLINE,
        start=0,
        end=1,
        rule=BY_EDITOR,
        confidence=1.0,
        sentence=article.display_headline,
    )
    row.state = MentionState.CONFIRMED
    row.save()
    return [row.pk, before, row.state]


def _reject(article: Article, province: Province) -> list[list[Any]]:
    states = []
    for row in ProvinceMention.objects.standing().filter(article=article, province=province):
        states.append([row.pk, row.state, MentionState.REJECTED])
        row.state = MentionState.REJECTED
        row.save()
    return states


@transaction.atomic
def undo(edit: BulkEdit, user: User) -> int:
    """Give the articles back what they had; return how many stay as they are.

    They changed since, or it is not for this user to give them back a source of other rights.

    Raises:
        ValueError: it was undone already.
    """
    edit = BulkEdit.objects.select_for_update().get(pk=edit.pk)
    if edit.undone_at is not None:
        raise ValueError("undone already")
    with changing(user, f"برگرداندن: {edit.reason}"):
        restored = [_undo_one(change, user) for change in edit.changes]
    link([change["article"] for change in edit.changes])
    edit.undone_at = timezone.now()
    edit.save(update_fields=["undone_at"])
    Event.objects.record(user, EventKind.UNDONE, str(edit), edit)
    return restored.count(False)


def _undo_one(change: dict[str, Any], user: User) -> bool:
    """Whether all of the article is as it was before."""
    _undo_mentions(change["mentions"])
    article = Article.objects.filter(pk=change["article"]).first()
    if article is None:
        return False
    before, after = _values(change["before"]), _values(change["after"])
    if any(getattr(article, name) != value for name, value in after.items()):
        return False
    source = article.source
    for name, value in before.items():
        setattr(article, name, value)
    article.source = article.source.current  # it may have been merged since
    if not may_move(user, source, article.source):
        return False
    try:
        article.validate_constraints()
    except ValidationError:  # another article took its old place
        return False
    if before:
        article.save()
    return True


def _undo_mentions(mentions: Iterable[list[Any]]) -> None:
    """Give the mentions their old states, those that still have what the edit gave them."""
    for pk, before, after in mentions:
        row = ProvinceMention.objects.filter(pk=pk, state=after).first()
        if row is not None and before is None:
            row.delete()
        elif row is not None:
            row.state = before
            row.save()


def _values(stored: dict[str, Any]) -> dict[str, Any]:
    """The values as the article's columns have them: JSON keeps moments as text."""
    fields: Any = Article._meta
    return {name: fields.get_field(name).to_python(value) for name, value in stored.items()}
