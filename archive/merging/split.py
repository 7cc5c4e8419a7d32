"""One entity becomes two."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, Min, QuerySet

from archive.ingest.sources import find_source, slug_and_name
from archive.merging.ledger import Ledger
from archive.merging.moves import MergeRefused, move_articles, move_post, record
from archive.models import (
    Figure,
    Official,
    OfficialMention,
    Organization,
    Post,
    Quote,
    Rearrangement,
    RearrangementKind,
    Source,
)
from archive.models.merging import Entity
from persian import identity_key
from persian.jalali import TEHRAN


@transaction.atomic
def split_official(
    official: Official,
    articles: Collection[int],
    name: str,
    *,
    user: User | None = None,
    reason: str = "",
) -> Rearrangement:
    """Make a person of their own, perhaps of the same name, of whom these articles speak."""
    mentions = OfficialMention.objects.filter(official=official, article__in=articles)
    if not mentions.exists():
        raise MergeRefused("هیچ‌یک از این مقاله‌ها از این مسئول نام نبرده است.")
    ledger = Ledger()
    other = Official.objects.create(name=name, key=identity_key(name))
    ledger.made(other)
    for post in Post.objects.filter(mentions__in=mentions).distinct():
        _split_post(ledger, post, mentions.filter(post=post), other)
    for statement in (Quote, Figure):
        said = statement.objects.filter(speaker=official, article__in=articles)
        ledger.move(said, "speaker_id", other.pk)
    ledger.move(mentions, "official_id", other.pk)
    return record(RearrangementKind.SPLIT, official, other, ledger, user, reason)


@transaction.atomic
def split_organization(
    organization: Organization,
    posts: Collection[int],
    name: str,
    *,
    user: User | None = None,
    reason: str = "",
) -> Rearrangement:
    """Move these posts to the organization of that name, made when there is none."""
    ledger = Ledger()
    known = Organization.objects.filter(key=identity_key(name)).first()
    other = known.current if known else None
    if other is None:
        other = Organization.objects.create(
            name=name, key=identity_key(name), province=organization.province
        )
        ledger.made(other)
    _refuse_itself(organization, other)
    for post in organization.posts.filter(pk__in=posts):
        move_post(ledger, post, "organization_id", other.pk)
    return record(RearrangementKind.SPLIT, organization, other, ledger, user, reason)


@transaction.atomic
def split_source(
    source: Source,
    articles: Collection[int],
    name: str,
    *,
    user: User | None = None,
    reason: str = "",
) -> Rearrangement:
    """Move these articles to the source of that name, made when there is none."""
    ledger = Ledger()
    other = find_source(name)
    if other is None:
        slug, full_name = slug_and_name(name)
        other = Source.objects.create(slug=slug, name=full_name, rights=source.rights)
        ledger.made(other)
    _refuse_itself(source, other)
    move_articles(ledger, source.articles.filter(pk__in=articles), other)
    return record(RearrangementKind.SPLIT, source, other, ledger, user, reason)


def _split_post(
    ledger: Ledger, post: Post, mentions: QuerySet[OfficialMention], other: Official
) -> None:
    """Move the post with all its mentions, or a copy of it with some; date both by theirs."""
    if not post.mentions.exclude(pk__in=mentions).exists():
        ledger.move(Post.objects.filter(pk=post.pk), "official_id", other.pk)
        return
    copy = Post.objects.create(
        official=other, organization=post.organization, province=post.province, role=post.role
    )
    ledger.made(copy)
    ledger.move(mentions, "post_id", copy.pk)
    for dated in (post, copy):
        seen = dated.mentions.aggregate(
            first_seen_on=Min("article__published_at"), last_seen_on=Max("article__published_at")
        )
        for field, moment in seen.items():
            day = moment.astimezone(TEHRAN).date() if moment else None
            ledger.move(Post.objects.filter(pk=dated.pk), field, day)


def _refuse_itself(entity: Entity, other: Entity) -> None:
    if entity.pk == other.pk:
        raise MergeRefused("برای جداکردن نامی دیگر لازم است.")
