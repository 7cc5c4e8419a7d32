"""The versions of an article under its history: what changed each time, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from archive.admin.jalali import printed_date
from archive.differences import Piece, differences, excerpt
from archive.history import CONTENT_FIELDS, Version, restore
from archive.models import Article
from persian.digits import to_persian_digits

CONTEXT_WORDS = 12


def _own(name: str) -> tuple[str, Callable[[Version], str]]:
    """A field's label, and how its value is told."""
    field: Any = Article._meta.get_field(name)
    return str(field.verbose_name), lambda version: str(getattr(version, name) or "")


SHOWN: list[tuple[str, Callable[[Version], str]]] = [
    ("وضعیت", lambda version: version.get_status_display()),
    *map(_own, ["withdrawn_reason", "kicker", "headline", "lead", "body"]),
    ("زمان انتشار", lambda version: str(printed_date(version) or "بدون تاریخ")),
    *map(_own, ["date_text", "source", "republished_by", "url", "byline", "dateline"]),
    *map(_own, ["news_code"]),
    ("برچسب‌ها", lambda version: "، ".join(version.tags)),
]


@dataclass(frozen=True)
class FieldChange:
    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class VersionRow:
    """One version as the page shows it; `changes` since the version before."""

    number: int
    pk: int
    at: datetime
    user: User | None
    reason: str
    changes: list[FieldChange]
    can_be_restored: bool


def version_rows(article: Article) -> list[VersionRow]:
    """The article's versions, the newest first; none when it never changed."""
    rows = article.history.select_related("history_user", "source", "republished_by")
    versions = list(rows.order_by("history_id"))
    if not versions:
        return []
    newest = _content(versions[-1])
    before = [None, *versions]
    return [
        VersionRow(
            number=number,
            pk=version.pk,
            at=version.history_date,
            user=version.history_user or (None if previous else _importer(article)),
            reason=version.history_change_reason,
            changes=_changes(previous, version) if previous else [],
            can_be_restored=_content(version) != newest,
        )
        for number, (previous, version) in enumerate(pairwise(before), 1)
    ][::-1]


def _content(version: Version) -> list[Any]:
    return [getattr(version, name) for name in CONTENT_FIELDS]


def _changes(old: Version, new: Version) -> list[FieldChange]:
    values = ((label, show(old), show(new)) for label, show in SHOWN)
    return [
        FieldChange(label, excerpt(differences(before, after), CONTEXT_WORDS))
        for label, before, after in values
        if before != after
    ]


def _importer(article: Article) -> User | None:
    """Who brought the article in."""
    origin = article.origins.select_related("batch__user").first()
    return origin.batch.user if origin and origin.batch else None


@require_POST
def restore_view(
    request: HttpRequest, model_admin: admin.ModelAdmin, pk: int, version_pk: int
) -> HttpResponse:
    """Bring the content of an earlier version back; one more edit, to be undone the same way."""
    article = get_object_or_404(Article, pk=pk)
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    version: Version = get_object_or_404(article.history, pk=version_pk)
    number = to_persian_digits(article.history.filter(pk__lte=version.pk).count())
    try:
        restored = restore(version, f"بازگشت به نسخهٔ {number}")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        model_admin.log_change(request, restored, f"بازگشت به نسخهٔ {number}")
        messages.success(request, f"مقاله به نسخهٔ {number} بازگشت.")
    return redirect("admin:archive_article_history", pk)
