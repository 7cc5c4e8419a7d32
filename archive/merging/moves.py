"""What merging and splitting share: posts and articles that change hands, and the record of it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from archive.exceptions import Refused
from archive.merging.ledger import Ledger
from archive.models import Article, Post, Rearrangement, RearrangementKind, Source
from archive.models.merging import Entity
from persian.digits import format_number, to_persian_digits


class MergeRefused(Refused):
    """Why entities cannot be merged, split or parted again."""


def move_post(ledger: Ledger, post: Post, field: str, value: int) -> None:
    """Give the post another official or organization, or fold it into the one that is there."""
    place = {"official_id": post.official_id, "organization_id": post.organization_id}
    twin = Post.objects.filter(role=post.role, **(place | {field: value})).first()
    if twin is None:
        ledger.move(Post.objects.filter(pk=post.pk), field, value)
        return
    ledger.move(post.mentions.all(), "post_id", twin.pk)
    seen = [post.first_seen_on, post.last_seen_on, twin.first_seen_on, twin.last_seen_on]
    if days := [day for day in seen if day]:
        ledger.move(Post.objects.filter(pk=twin.pk), "first_seen_on", min(days))
        ledger.move(Post.objects.filter(pk=twin.pk), "last_seen_on", max(days))
    if post.term and not twin.term:
        for told in ("began_on", "began_precision", "ended_on", "ended_precision"):
            ledger.move(Post.objects.filter(pk=twin.pk), told, getattr(post, told))
    ledger.remove(Post.objects.filter(pk=post.pk))


def move_articles(ledger: Ledger, articles: QuerySet[Article], into: Source) -> None:
    """Give the articles another source, where none may be what it would take for one of them."""
    taken = list(clashing(articles, into).values_list("pk", flat=True))
    if taken:
        raise MergeRefused(
            f"{format_number(len(taken))} مقاله با همین شناسه یا متن در منبع دیگر هم هست؛ نخست "
            f"یکی از هر دو را پاک کنید (نخستین: مقالهٔ {to_persian_digits(taken[0])})."
        )
    ledger.move(articles, "source_id", into.pk)


def clashing(articles: QuerySet[Article], into: Source) -> QuerySet[Article]:
    """Those of the articles that the source has too, by their id or, without one, their text."""
    theirs = into.articles.order_by()
    same_id = Q(external_id__in=theirs.exclude(external_id="").values("external_id"))
    same_text = Q(external_id="", text_key__in=theirs.filter(external_id="").values("text_key"))
    return articles.filter(same_id | same_text)


def record(
    kind: RearrangementKind,
    origin: Entity,
    target: Entity,
    ledger: Ledger,
    user: User | None,
    reason: str,
) -> Rearrangement:
    return Rearrangement.objects.create(
        kind=kind,
        model=origin._meta.label_lower,
        origin_id=origin.pk,
        target_id=target.pk,
        changes=ledger.changes,
        user=user,
        reason=reason,
    )
