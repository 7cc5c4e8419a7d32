"""The rows of the officials, organizations and posts that articles name, made when missing.

Two articles name the same person when name and organization agree, or when one of them tells no
organization. Another organization may mean another person of that name: it makes an official of its
own, and a proposal to join the two (namesakes.py) that an editor decides on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from archive.extract import types as found
from archive.extract.organizations import same_organization
from archive.ingest.namesakes import propose_joins
from archive.models import Article, Official, OfficialMention, Organization, Post, Province
from persian import identity_key
from persian.jalali import TEHRAN

Named = Sequence[tuple[Article, found.OfficialMention]]
_PostKey = tuple[int, int | None, str]


@dataclass
class _Office:
    """A post as some articles tell of it."""

    mention: found.OfficialMention
    days: list[date] = field(default_factory=list)


def officials_and_posts(
    named: Named,
) -> list[tuple[Official, Post | None]]:
    """Return the official of each mention, with the post that it gives the person, if any.

    Missing rows are made, and each post notes the first and the last day of its mentions.
    """
    officials, made = _officials(named)
    organizations = _organizations([mention for _article, mention in named])
    keys: list[_PostKey] = []
    offices: dict[_PostKey, _Office] = {}
    for article, mention in named:
        official = officials[article.pk, mention.name]
        organization = organizations.get(identity_key(mention.organization))
        organization_id = organization.pk if organization else None
        key = official.pk, organization_id, mention.role
        keys.append(key)
        if mention.role:
            office = offices.setdefault(key, _Office(mention))
            if article.published_at:
                office.days.append(article.published_at.astimezone(TEHRAN).date())
    posts = _posts(offices)
    propose_joins(made)
    return [
        (officials[article.pk, mention.name], posts.get(key))
        for (article, mention), key in zip(named, keys, strict=True)
    ]


@dataclass
class _Person:
    """An official with the organizations and the articles that are known of the person."""

    official: Official
    organizations: set[str] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)

    def works_for(self, organizations: set[str]) -> bool:
        return any(
            same_organization(mine, theirs)
            for mine in self.organizations
            for theirs in organizations
        )


def _officials(named: Named) -> tuple[dict[tuple[int, str], Official], list[Official]]:
    """Return the officials by article and name, and those of them that had to be made."""
    told: dict[tuple[int, str], set[str]] = {}
    for article, mention in named:
        organizations = told.setdefault((article.pk, mention.name), set())
        if mention.organization:
            organizations.add(mention.organization)
    people = _people({identity_key(name) for _, name in told}, {article for article, _ in told})
    chosen: dict[tuple[int, str], Official] = {}
    made: list[Official] = []
    for (article_id, name), organizations in told.items():
        key = identity_key(name)
        person = _same_person(people[key], article_id, organizations)
        if person is None:
            person = _Person(Official(name=name, key=key))
            people[key].append(person)
            made.append(person.official)
        person.articles.add(article_id)
        person.organizations |= organizations
        chosen[article_id, name] = person.official
    return chosen, Official.objects.bulk_create(made)


def _people(keys: set[str], articles: set[int]) -> dict[str, list[_Person]]:
    """Return the known people by key, the oldest first, with those of the articles they are in."""
    people: dict[int, _Person] = {}
    by_key: dict[str, list[_Person]] = defaultdict(list)
    for named in Official.objects.filter(key__in=keys).select_related("merged_into").order_by("pk"):
        person = people.setdefault(named.current.pk, _Person(named.current))
        if person not in by_key[named.key]:
            by_key[named.key].append(person)
    posts = Post.objects.filter(official__in=people, organization__isnull=False)
    for official, organization in posts.values_list("official_id", "organization__name"):
        people[official].organizations.add(organization)
    mentions = OfficialMention.objects.filter(official__in=people, article__in=articles)
    for official, article in mentions.order_by().values_list("official_id", "article_id"):
        people[official].articles.add(article)
    return by_key


def _same_person(
    people: Sequence[_Person], article: int, organizations: set[str]
) -> _Person | None:
    """Return whom an article means: who is in it already, works there, or may well."""
    here = (person for person in people if article in person.articles)
    colleagues = (person for person in people if person.works_for(organizations))
    untold = (p for p in people if not p.organizations or not organizations)
    return next(chain(here, colleagues, untold), None)


def _organizations(mentions: Iterable[found.OfficialMention]) -> dict[str, Organization]:
    """Return the organizations by key."""
    named: dict[str, found.OfficialMention] = {}
    for mention in mentions:
        if mention.organization:
            named.setdefault(identity_key(mention.organization), mention)
    rows = Organization.objects.filter(key__in=named).select_related("merged_into")
    known = {row.key: row.current for row in rows}
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


def _provinces(mentions: Iterable[found.OfficialMention]) -> dict[str, int]:
    slugs = {mention.province for mention in mentions}
    return dict(Province.objects.filter(slug__in=slugs).values_list("slug", "pk"))


def _note_seen(post: Post, days: Iterable[date]) -> bool:
    """Widen the time in which the post was seen; whether that changed it."""
    before = post.first_seen_on, post.last_seen_on
    seen = [*filter(None, before), *days]
    if seen:
        post.first_seen_on, post.last_seen_on = min(seen), max(seen)
    return (post.first_seen_on, post.last_seen_on) != before
