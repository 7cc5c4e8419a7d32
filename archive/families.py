"""Finds the families of articles and shows them; `archive.likeness` decides what is alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

import numpy as np
from django.db import connection, transaction
from django.db.models import QuerySet

from archive.chunks import chunks
from archive.ingest.records import ArticleRecord, DatePrecision
from archive.likeness import Story, band_values, is_same_story, story_in
from archive.models import (
    Article,
    CityMention,
    FamilyMember,
    ProvinceMention,
    StoryBand,
    StoryFamily,
    StoryPrint,
)
from archive.wording import Wording, wording_of

MOST_HOLDERS = 30  # of a band: what more articles share belongs to notices, not to a story
_STORED = "<u4"


def relatives(article: Article) -> QuerySet[Article]:
    """The other published articles of its family, with their sources."""
    return (
        Article.objects.published()
        .filter(
            family_member__is_removed=False,
            family_member__family__members__article=article,
            family_member__family__members__is_removed=False,
        )
        .exclude(pk=article.pk)
        .select_related("source")
    )


def link_pending() -> int:
    """Find the families of all articles that were not looked at yet; how many these were."""
    waiting = list(
        Article.objects.filter(story_print=None).order_by("pk").values_list("pk", flat=True)
    )
    for keys in chunks(waiting):
        link(keys)
    return len(waiting)


@transaction.atomic
def forget_all() -> None:
    """Let every article wait to be looked at anew; what editors took out stays out."""
    StoryBand.objects.all().delete()
    StoryPrint.objects.all().delete()
    FamilyMember.objects.filter(is_removed=False).delete()


@transaction.atomic
def link(keys: Collection[int], wordings: Mapping[int, Wording] = MappingProxyType({})) -> None:
    """Find the families of these articles, anew for those that were looked at before.

    `wordings` are the articles' texts where they were read already.
    """
    StoryBand.objects.filter(article__in=keys).delete()
    StoryPrint.objects.filter(article__in=keys).delete()
    FamilyMember.objects.filter(article__in=keys, is_removed=False).delete()
    stories = _read(keys, wordings)
    likely = _likely(stories)
    stories |= _stored({other for found in likely.values() for other in found} - stories.keys())
    families = _Families(stories)
    for key in sorted(likely):
        own = stories[key]
        families.place(key, [o for o in sorted(likely[key]) if is_same_story(own, stories[o])])
    FamilyMember.objects.bulk_create(families.added, ignore_conflicts=True)


def alike(record: ArticleRecord, wording: Wording, provinces: Collection[str]) -> QuerySet[Article]:
    """The articles that tell the story of one which is not in the archive yet."""
    own = story_in(wording, provinces, _moment(record))
    holders = defaultdict(set)
    rows = StoryBand.objects.filter(value__in=band_values(own))
    for value, article in rows.values_list("value", "article_id"):
        holders[value].add(article)
    likely = {key for keys in holders.values() if len(keys) < MOST_HOLDERS for key in keys}
    same = [key for key, story in _stored(likely).items() if is_same_story(own, story)]
    return Article.objects.filter(pk__in=same).select_related("source")


class _Families:
    """The families of the articles in hand, and what is added to them."""

    def __init__(self, articles: Collection[int]) -> None:
        self.added: list[FamilyMember] = []
        self._family_of: dict[int, int] = {}
        self._members: defaultdict[int, set[int]] = defaultdict(set)
        self._removed: set[int] = set()
        touched = FamilyMember.objects.filter(article__in=articles).values("family")
        for member in FamilyMember.objects.filter(family__in=touched):
            if member.is_removed:
                self._removed.add(member.article_id)
            else:
                self._note(member.article_id, member.family_id)

    def place(self, article: int, alike: Iterable[int]) -> None:
        """Bring the article into the family that it is like, or found one with those alike."""
        alike = [other for other in alike if other not in self._removed]
        if article in self._removed or article in self._family_of or not alike:
            return
        counts = Counter(self._family_of[other] for other in alike if other in self._family_of)
        for family, count in counts.most_common(1):
            if 2 * count >= len(self._members[family]):
                self._add(article, family)
                return
        alone = [other for other in alike if other not in self._family_of]
        if alone:
            family = StoryFamily.objects.create().pk
            for member in (article, *alone):
                self._add(member, family)

    def _add(self, article: int, family: int) -> None:
        self.added.append(FamilyMember(article_id=article, family_id=family))
        self._note(article, family)

    def _note(self, article: int, family: int) -> None:
        self._family_of[article] = family
        self._members[family].add(article)


def _read(keys: Collection[int], wordings: Mapping[int, Wording]) -> dict[int, Story]:
    """Read the articles, and keep what they are compared by."""
    provinces = defaultdict(set)
    for mentions, slug in (
        (ProvinceMention.objects, "province__slug"),
        (CityMention.objects, "city__province__slug"),
    ):
        rows = mentions.standing().filter(article__in=keys).order_by()
        for key, province in rows.values_list("article_id", slug):
            provinces[key].add(province)
    stories = {
        article.pk: story_in(
            wordings.get(article.pk) or wording_of(f"{article.headline}\n{article.body}"),
            provinces[article.pk],
            _moment(article),
        )
        for article in Article.objects.filter(pk__in=keys).order_by()
    }
    StoryPrint.objects.bulk_create(
        StoryPrint(
            article_id=key,
            hashes=story.hashes.astype(_STORED).tobytes(),
            pairs=story.pairs,
            figures=sorted(story.figures),
            provinces=sorted(story.provinces),
            at=story.at,
        )
        for key, story in stories.items()
    )
    return stories


def _stored(keys: Collection[int]) -> dict[int, Story]:
    """What articles that were read before are compared by."""
    return {
        kept.article_id: Story(
            np.frombuffer(kept.hashes, _STORED),
            kept.pairs,
            frozenset(kept.figures),
            frozenset(kept.provinces),
            kept.at,
        )
        for some in chunks(keys)
        for kept in StoryPrint.objects.filter(article__in=some)
    }


def _likely(stories: dict[int, Story]) -> dict[int, set[int]]:
    """Other articles that share bands with each; the bands of these are kept."""
    bands = {key: band_values(story) for key, story in stories.items()}
    holders = defaultdict(set)
    for values in chunks({value for own in bands.values() for value in own}):
        rows = StoryBand.objects.filter(value__in=values).values_list("value", "article_id")
        for value, article in rows:
            holders[value].add(article)
    kept = []
    for key, own in bands.items():
        for value in own:
            if len(holders[value]) < MOST_HOLDERS:
                holders[value].add(key)
                kept.append((key, value))
    _keep_bands(kept)
    return {
        key: {article for value in own for article in holders[value]} - {key}
        for key, own in bands.items()
    }


def _keep_bands(bands: Sequence[tuple[int, int]]) -> None:
    """Not by `bulk_create`: an article has thirty, and a model's object for each takes long."""
    table = connection.ops.quote_name(StoryBand._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} (article_id, value) VALUES (%s, %s)", bands)


def _moment(article: Article | ArticleRecord) -> datetime | None:
    """When the article was published, noon for a day, None when not even the day is known."""
    if article.published_at and article.published_precision == DatePrecision.DAY:
        return article.published_at + timedelta(hours=12)
    return article.published_at if article.published_precision == DatePrecision.MINUTE else None
