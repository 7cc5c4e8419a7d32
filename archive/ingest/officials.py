"""The rows of the officials, organizations and posts that articles name, made when missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from archive.extract.types import OfficialMention
from archive.models import Article, Official, Organization, Post, Province
from persian import identity_key
from persian.jalali import TEHRAN

_PostKey = tuple[int, int | None, str]


@dataclass
class _Office:
    """A post as some articles tell of it."""

    mention: OfficialMention
    days: list[date] = field(default_factory=list)


def officials_and_posts(
    named: Sequence[tuple[Article, OfficialMention]],
) -> list[tuple[Official, Post | None]]:
    """Return the official of each mention, with the post that it gives the person, if any.

    Missing rows are made, and each post notes the first and the last day of its mentions.
    """
    officials = _officials(mention.name for _article, mention in named)
    organizations = _organizations([mention for _article, mention in named])
    keys: list[_PostKey] = []
    offices: dict[_PostKey, _Office] = {}
    for article, mention in named:
        organization = organizations.get(identity_key(mention.organization))
        organization_id = organization.pk if organization else None
        key = officials[mention.name].pk, organization_id, mention.role
        keys.append(key)
        if mention.role:
            office = offices.setdefault(key, _Office(mention))
            if article.published_at:
                office.days.append(article.published_at.astimezone(TEHRAN).date())
    posts = _posts(offices)
    return [
        (officials[mention.name], posts.get(key))
        for (_article, mention), key in zip(named, keys, strict=True)
    ]


def _officials(names: Iterable[str]) -> dict[str, Official]:
    """Return the officials by name; of several with one key, the oldest."""
    keys = {name: identity_key(name) for name in names}
    rows = Official.objects.filter(key__in=set(keys.values())).order_by("-pk")
    known = {row.key: row for row in rows}
    missing = {key: name for name, key in reversed(keys.items()) if key not in known}
    made = Official.objects.bulk_create(
        Official(name=name, key=key) for key, name in reversed(missing.items())
    )
    known |= {row.key: row for row in made}
    return {name: known[key] for name, key in keys.items()}


def _organizations(mentions: Iterable[OfficialMention]) -> dict[str, Organization]:
    """Return the organizations by key."""
    named: dict[str, OfficialMention] = {}
    for mention in mentions:
        if mention.organization:
            named.setdefault(identity_key(mention.organization), mention)
    known = {row.key: row for row in Organization.objects.filter(key__in=named)}
    missing = {key: mention for key, mention in named.items() if key not in known}
    provinces = _provinces(missing.values())
    made = Organization.objects.bulk_create(
        Organization(
            name=mention.organization, key=key, province_id=provinces.get(mention.province)
        )
        for key, mention in missing.items()
    )
    return known | {row.key: row for row in made}


def _posts(offices: dict[_PostKey, _Office]) -> dict[_PostKey, Post]:
    rows = Post.objects.filter(official__in={official for official, _, _ in offices})
    known = {(row.official_id, row.organization_id, row.role): row for row in rows}
    missing = {key: office for key, office in offices.items() if key not in known}
    provinces = _provinces(office.mention for office in missing.values())
    made = {
        key: Post(
            official_id=key[0],
            organization_id=key[1],
            role=key[2],
            province_id=provinces.get(office.mention.province),
        )
        for key, office in missing.items()
    }
    posts = {key: row for key, row in known.items() if key in offices} | made
    seen_anew = [key for key, office in offices.items() if _note_seen(posts[key], office.days)]
    Post.objects.bulk_create(made.values())
    fields = ["first_seen_on", "last_seen_on"]
    Post.objects.bulk_update([known[key] for key in seen_anew if key in known], fields)
    return posts


def _provinces(mentions: Iterable[OfficialMention]) -> dict[str, int]:
    slugs = {mention.province for mention in mentions}
    return dict(Province.objects.filter(slug__in=slugs).values_list("slug", "pk"))


def _note_seen(post: Post, days: Iterable[date]) -> bool:
    """Widen the time in which the post was seen; whether that changed it."""
    before = post.first_seen_on, post.last_seen_on
    seen = [*filter(None, before), *days]
    if seen:
        post.first_seen_on, post.last_seen_on = min(seen), max(seen)
    return (post.first_seen_on, post.last_seen_on) != before
