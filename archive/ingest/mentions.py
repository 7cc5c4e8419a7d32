"""Saves what extraction found in articles, without touching what editors decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.extract import extract
from archive.extract import types as found
from archive.ingest.officials import officials_and_posts
from archive.ingest.records import ArticleRecord
from archive.models import (
    Article,
    City,
    CityMention,
    ExportMarket,
    MarketMention,
    MentionState,
    OfficialMention,
    OutboxEntry,
    Province,
    ProvinceMention,
)

_EVIDENCE_FIELDS = ("part", "start", "end", "sentence", "rule", "confidence")
# The models share an abstract base, which has no manager to type these by.
_MentionModel = Any
_PlaceModel = Any
Extracted = Sequence[tuple[Article, found.Extraction]]


@dataclass(frozen=True)
class _Found:
    article: Article
    entity_id: int
    evidence: found.Evidence
    values: dict[str, Any] = field(default_factory=dict)


def extract_mentions(article: Article) -> None:
    """Extract from the article's text as it is now, and save the mentions."""
    save_extractions([(article, extract(record_of(article)))])


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


def save_extractions(extracted: Extracted) -> None:
    """Make the suggested mentions of each article those of its extraction.

    Confirmed and rejected mentions stay, and what an editor rejected in a sentence is not suggested
    there again. Call it in the transaction that saves the articles.
    """
    articles = [article.pk for article, _extraction in extracted]
    changed: set[int] = set()
    for model, entity, mentions in (
        (ProvinceMention, "province", _places(Province, extracted, lambda e: e.provinces)),
        (CityMention, "city", _places(City, extracted, lambda e: e.cities)),
        (MarketMention, "market", _places(ExportMarket, extracted, lambda e: e.markets)),
        (OfficialMention, "official", _officials(extracted)),
    ):
        changed |= _replace(model, entity, articles, mentions)
    OutboxEntry.objects.record(changed)


def _replace(
    model: _MentionModel, entity: str, articles: Sequence[int], mentions: Iterable[_Found]
) -> set[int]:
    """Save the mentions of one kind; which articles' mentions that changed."""
    saved, found_now = defaultdict(list), defaultdict(list)
    for row in model.objects.filter(article__in=articles):
        saved[row.article_id].append(row)
    for mention in mentions:
        found_now[mention.article.pk].append(mention)
    stale: list[Any] = []
    fresh: list[Any] = []
    changed: set[int] = set()
    for article in articles:
        suggested = [row for row in saved[article] if row.state == MentionState.SUGGESTED]
        wanted = _wanted(model, entity, saved[article], found_now[article])
        if sorted(map(_content, suggested)) != sorted(map(_content, wanted)):
            stale += suggested
            fresh += wanted
            changed.add(article)
    # Not by `objects`, which would note the article once more for each kind of mention.
    if stale:
        model._base_manager.filter(pk__in=[row.pk for row in stale]).delete()
    model._base_manager.bulk_create(fresh)
    return changed


def _wanted(
    model: _MentionModel, entity: str, saved: Iterable[Any], mentions: Iterable[_Found]
) -> list[Any]:
    """Return rows of the mentions that no editor has decided on, one a place."""
    settled = [row for row in saved if row.state != MentionState.SUGGESTED]
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
            article=mention.article,
            **{f"{entity}_id": mention.entity_id},
            **evidence,
            **mention.values,
        )
        place = _place_of(row, entity)
        if place not in taken and (mention.entity_id, row.sentence) not in rejected:
            wanted.setdefault(place, row)
    return list(wanted.values())


def _place_of(row: Any, entity: str) -> tuple[int, str, int]:
    return getattr(row, f"{entity}_id"), str(row.part), row.start


def _content(row: Any) -> str:
    """All that two rows of one article must share to be the same suggestion."""
    own = {"id", "article_id", "state"}
    return repr([getattr(row, f.attname) for f in row._meta.fields if f.attname not in own])


def _places(
    model: _PlaceModel,
    extracted: Extracted,
    group: Callable[[found.Extraction], Iterable[found.PlaceMention]],
) -> list[_Found]:
    named = [(article, mention) for article, e in extracted for mention in group(e)]
    slugs = {mention.slug for _article, mention in named}
    ids = dict(model.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    return [_Found(article, ids[m.slug], m.evidence) for article, m in named if m.slug in ids]


def _officials(extracted: Extracted) -> list[_Found]:
    named = [(article, mention) for article, e in extracted for mention in e.officials]
    return [
        _Found(article, official.pk, mention.evidence, {"post_id": post.pk if post else None})
        for (article, mention), (official, post) in zip(
            named, officials_and_posts(named), strict=True
        )
    ]
