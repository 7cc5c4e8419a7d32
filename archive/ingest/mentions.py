"""Saves what extraction found in an article, without touching what editors decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from archive.extract import extract
from archive.extract import types as found
from archive.ingest.records import ArticleRecord
from archive.models import (
    Article,
    City,
    CityMention,
    ExportMarket,
    MarketMention,
    MentionState,
    Official,
    OfficialMention,
    Organization,
    Post,
    Province,
    ProvinceMention,
)
from persian import identity_key
from persian.jalali import TEHRAN

_EVIDENCE_FIELDS = ("part", "start", "end", "sentence", "rule", "confidence")
# The models share an abstract base, which has no manager to type these by.
_MentionModel = Any
_PlaceModel = Any


@dataclass(frozen=True)
class _Found:
    entity_id: int
    evidence: found.Evidence
    values: dict[str, Any] = field(default_factory=dict)


def extract_mentions(article: Article, *, is_new: bool = False) -> None:
    """Extract from the article's text as it is now, and save the mentions."""
    save_extraction(article, extract(record_of(article)), is_new=is_new)


def record_of(article: Article) -> ArticleRecord:
    """Return the stored article as the record that extraction reads."""
    return ArticleRecord(
        body=article.body,
        headline=article.headline,
        kicker=article.kicker,
        lead=article.lead,
        dateline=article.dateline,
        source=article.source.slug,
        published_at=article.published_at,
    )


def save_extraction(
    article: Article, extraction: found.Extraction, *, is_new: bool = False
) -> None:
    """Make the article's suggested mentions those of the extraction.

    Confirmed and rejected mentions stay, and what an editor rejected in a sentence is not suggested
    there again. A new article has neither. Call it in the transaction that saves the article.
    """
    for model, entity, mentions in (
        (ProvinceMention, "province", _places(Province, extraction.provinces)),
        (CityMention, "city", _places(City, extraction.cities)),
        (MarketMention, "market", _places(ExportMarket, extraction.markets)),
        (OfficialMention, "official", _officials(article, extraction.officials)),
    ):
        _replace(article, model, entity, mentions, is_new)


def _replace(
    article: Article,
    model: _MentionModel,
    entity: str,
    mentions: Iterable[_Found],
    is_new: bool,
) -> None:
    rows = [] if is_new else list(model.objects.filter(article=article))
    settled = [row for row in rows if row.state != MentionState.SUGGESTED]
    taken = {_place_of(row, entity) for row in settled}
    rejected = {
        (getattr(row, f"{entity}_id"), row.sentence)
        for row in settled
        if row.state == MentionState.REJECTED
    }
    wanted: dict[tuple[Any, ...], Any] = {}
    for mention in mentions:
        evidence = {name: getattr(mention.evidence, name) for name in _EVIDENCE_FIELDS}
        row = model(
            article=article, **{f"{entity}_id": mention.entity_id}, **evidence, **mention.values
        )
        place = _place_of(row, entity)
        if place not in taken and (mention.entity_id, row.sentence) not in rejected:
            wanted.setdefault(place, row)
    suggested = [row for row in rows if row.state == MentionState.SUGGESTED]
    if sorted(map(_content, suggested)) == sorted(map(_content, wanted.values())):
        return
    if suggested:
        model.objects.filter(pk__in=[row.pk for row in suggested]).delete()
    model.objects.bulk_create(wanted.values())


def _place_of(row: Any, entity: str) -> tuple[int, str, int]:
    return getattr(row, f"{entity}_id"), str(row.part), row.start


def _content(row: Any) -> str:
    """All that two rows of one article must share to be the same suggestion."""
    own = {"id", "article_id", "state"}
    return repr([getattr(row, f.attname) for f in row._meta.fields if f.attname not in own])


def _places(model: _PlaceModel, mentions: Iterable[found.PlaceMention]) -> list[_Found]:
    mentions = list(mentions)
    if not mentions:
        return []
    ids = dict(model.objects.filter(slug__in={m.slug for m in mentions}).values_list("slug", "pk"))
    return [_Found(ids[m.slug], m.evidence) for m in mentions if m.slug in ids]


def _officials(article: Article, mentions: Iterable[found.OfficialMention]) -> list[_Found]:
    moment = article.published_at
    day = moment.astimezone(TEHRAN).date() if moment else None
    saved = []
    for mention in mentions:
        official = _official(mention.name)
        post = _post(official, mention) if mention.role else None
        if post and day:
            _note_seen(post, day)
        saved.append(_Found(official.pk, mention.evidence, {"post_id": post.pk if post else None}))
    return saved


def _official(name: str) -> Official:
    key = identity_key(name)
    known = Official.objects.filter(key=key).order_by("pk").first()
    return known or Official.objects.create(name=name, key=key)


def _post(official: Official, mention: found.OfficialMention) -> Post:
    province = Province.objects.filter(slug=mention.province).first() if mention.province else None
    organization = None
    if mention.organization:
        organization, _ = Organization.objects.get_or_create(
            key=identity_key(mention.organization),
            defaults={"name": mention.organization, "province": province},
        )
    post, _ = Post.objects.get_or_create(
        official=official,
        organization=organization,
        role=mention.role,
        defaults={"province": province},
    )
    return post


def _note_seen(post: Post, day: date) -> None:
    first, last = min(post.first_seen_on or day, day), max(post.last_seen_on or day, day)
    if (post.first_seen_on, post.last_seen_on) != (first, last):
        post.first_seen_on, post.last_seen_on = first, last
        post.save(update_fields=["first_seen_on", "last_seen_on"])
