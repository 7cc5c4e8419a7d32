"""Saves what extraction found in articles, without touching what editors decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import UniqueConstraint

from archive.extract import extract
from archive.extract import types as found
from archive.ingest.additions import obeying_editors
from archive.ingest.officials import officials_and_posts
from archive.ingest.records import ArticleRecord
from archive.models import (
    Article,
    City,
    CityMention,
    ExportMarket,
    Figure,
    MarketMention,
    MentionState,
    OfficialMention,
    OutboxEntry,
    Product,
    ProductMention,
    Province,
    ProvinceMention,
    Quote,
)

_EVIDENCE_FIELDS = ("part", "start", "end", "sentence", "rule", "confidence")
# The models share an abstract base, which has no manager to type these by.
_MentionModel = Any
_EntityModel = Any
Extracted = Sequence[tuple[Article, found.Extraction]]
_Names = tuple[str, ...]  # the fields that say what a mention names
_Group = Callable[[found.Extraction], Iterable[found.PlaceMention | found.ProductMention]]
_Speakers = dict[tuple[int, str], int]  # an article and a name in it → the official
SPEAKER_CHARS, VERB_CHARS, PHRASE_CHARS = 200, 100, 300  # what the columns hold


@dataclass(frozen=True)
class _Found:
    article: Article
    evidence: found.Evidence
    values: dict[str, Any]


@obeying_editors
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
    officials, speakers = _officials(extracted)
    changed: set[int] = set()
    for model, names, mentions in (
        *_entity_mentions(extracted),
        (OfficialMention, ("official_id",), officials),
        (Quote, ("text",), _quotes(extracted, speakers)),
        (Figure, ("value", "unit"), _figures(extracted, speakers)),
    ):
        changed |= _replace(model, names, articles, mentions)
    OutboxEntry.objects.record(changed)


def _replace(
    model: _MentionModel, names: _Names, articles: Sequence[int], mentions: Iterable[_Found]
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
        wanted = _wanted(model, names, saved[article], found_now[article])
        if not _are_same(suggested, wanted):
            stale += suggested
            fresh += wanted
            changed.add(article)
    # Not by `objects`, which would note the article once more for each kind of mention.
    if stale:
        model._base_manager.filter(pk__in=[row.pk for row in stale]).delete()
    model._base_manager.bulk_create(fresh)
    return changed


def _wanted(
    model: _MentionModel, names: _Names, saved: Iterable[Any], mentions: Iterable[_Found]
) -> list[Any]:
    """Return rows of the mentions that no editor has decided on, one a place."""
    settled = [row for row in saved if row.state != MentionState.SUGGESTED]
    taken = {_place_of(row) for row in settled}
    rejected = {
        (_named_by(row, names), row.sentence)
        for row in settled
        if row.state == MentionState.REJECTED
    }
    wanted: dict[tuple[Any, ...], Any] = {}
    for mention in mentions:
        evidence = {name: getattr(mention.evidence, name) for name in _EVIDENCE_FIELDS}
        evidence["part"] = mention.evidence.part.value  # as the database gives it back
        row = model(article=mention.article, **evidence, **mention.values)
        place = _place_of(row)
        if place not in taken and (_named_by(row, names), row.sentence) not in rejected:
            wanted.setdefault(place, row)
    return list(wanted.values())


def _named_by(row: Any, names: _Names) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _place_of(row: Any) -> tuple[Any, ...]:
    """What only one row of the table may have."""
    unique = next(c for c in row._meta.constraints if isinstance(c, UniqueConstraint))
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in unique.fields)


def _are_same(some: Sequence[Any], others: Sequence[Any]) -> bool:
    """Whether they are the same suggestions, in whatever order."""
    return len(some) == len(others) and sorted(map(_content, some)) == sorted(map(_content, others))


def _content(row: Any) -> str:
    """All that two rows of one article must share to be the same suggestion."""
    own = {"id", "article_id", "state"}
    return repr([getattr(row, f.attname) for f in row._meta.fields if f.attname not in own])


def _entity_mentions(extracted: Extracted) -> Iterator[tuple[_MentionModel, _Names, list[_Found]]]:
    """The mentions of what the gazetteer names by a slug."""
    groups: tuple[tuple[_MentionModel, _EntityModel, str, _Group], ...] = (
        (ProvinceMention, Province, "province_id", lambda e: e.provinces),
        (CityMention, City, "city_id", lambda e: e.cities),
        (MarketMention, ExportMarket, "market_id", lambda e: e.markets),
        (ProductMention, Product, "product_id", lambda e: e.products),
    )
    for mention_model, model, field, group in groups:
        named = [(article, mention) for article, e in extracted for mention in group(e)]
        slugs = {mention.slug for _article, mention in named}
        ids = dict(model.objects.filter(slug__in=slugs).values_list("slug", "pk"))
        mentions = [
            _Found(article, mention.evidence, {field: ids[mention.slug]})
            for article, mention in named
            if mention.slug in ids
        ]
        yield mention_model, (field,), mentions


def _officials(extracted: Extracted) -> tuple[list[_Found], _Speakers]:
    """The mentions of officials, and who an official's name stands for in each article."""
    named = [(article, mention) for article, e in extracted for mention in e.officials]
    mentions: list[_Found] = []
    speakers: _Speakers = {}
    told = _told_by_editors(extracted)
    for (article, mention), (official, post) in zip(named, officials_and_posts(named), strict=True):
        values = {"official_id": official.pk, "post_id": post.pk if post else None}
        mentions.append(_Found(article, mention.evidence, values))
        place = article.pk, mention.evidence.part.value, mention.evidence.start
        if place in told:
            speakers[article.pk, mention.name] = told[place]
        speakers.setdefault((article.pk, mention.name), official.pk)
    return mentions, speakers


def _told_by_editors(extracted: Extracted) -> dict[tuple[int, str, int], int]:
    """Whom editors confirmed to be named at a place of an article."""
    articles = [article.pk for article, _extraction in extracted]
    rows = OfficialMention.objects.filter(article__in=articles, state=MentionState.CONFIRMED)
    named = rows.order_by().values_list("article_id", "part", "start", "official_id")
    return {(article, part, start): official for article, part, start, official in named}


def _quotes(extracted: Extracted, speakers: _Speakers) -> list[_Found]:
    return [
        _Found(
            article,
            quote.evidence,
            {
                **_speaker(article, quote.speaker, speakers),
                "verb": quote.verb[:VERB_CHARS],
                "text": quote.text,
            },
        )
        for article, e in extracted
        for quote in e.quotes
    ]


def _figures(extracted: Extracted, speakers: _Speakers) -> list[_Found]:
    return [
        _Found(
            article,
            figure.evidence,
            {
                **_speaker(article, figure.speaker, speakers),
                "value": figure.value,
                "unit": figure.unit,
                "text": figure.text[:PHRASE_CHARS],
                "bound": figure.bound.value,
                "of": figure.of[:PHRASE_CHARS],
                "period": figure.period,
            },
        )
        for article, e in extracted
        for figure in e.figures
    ]


def _speaker(article: Article, name: str, speakers: _Speakers) -> dict[str, Any]:
    return {
        "speaker_id": speakers.get((article.pk, name)),
        "speaker_name": name[:SPEAKER_CHARS],
    }
