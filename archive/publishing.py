"""Drafts, published and withdrawn articles, and the steps between them."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from archive.chunks import chunks
from archive.models import Article, ArticleStatus, Event, EventKind
from archive.models.versions import changing

_EVENTS = {
    ArticleStatus.PUBLISHED: EventKind.PUBLISHED,
    ArticleStatus.WITHDRAWN: EventKind.WITHDRAWN,
    ArticleStatus.DRAFT: EventKind.DRAFTED,
}
_AT_ONCE = 200  # in one transaction: others write between one and the next


def set_status(
    articles: QuerySet[Article], status: ArticleStatus, user: User, reason: str = ""
) -> int:
    """Give these articles the status; return how many had another.

    A withdrawal needs its reason, which readers see; of the other steps the versions keep it.
    """
    keys = list(articles.exclude(status=status).order_by("pk").values_list("pk", flat=True))
    return sum(_set_status_of_some(some, status, user, reason) for some in chunks(keys, _AT_ONCE))


@transaction.atomic
def _set_status_of_some(keys: list[int], status: ArticleStatus, user: User, reason: str) -> int:
    changing_now = list(Article.objects.filter(pk__in=keys).exclude(status=status).order_by("pk"))
    rows = Article.objects.filter(pk__in=[article.pk for article in changing_now])
    kind = _EVENTS[status]
    with changing(user, f"{kind.label}: {reason}" if reason else kind.label):
        rows.update(
            status=status,
            withdrawn_reason=reason if status == ArticleStatus.WITHDRAWN else "",
            changed_at=timezone.now(),
        )
    for article in changing_now:
        Event.objects.record(user, kind, reason, article)
    return len(changing_now)
