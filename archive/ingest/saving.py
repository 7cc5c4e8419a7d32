"""Writes articles with their mentions and origins, many in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from archive.extract import extractor_version
from archive.families import link
from archive.ingest.arriving import Arrival
from archive.ingest.findings import Findings
from archive.ingest.identity import Identity, same_articles
from archive.ingest.mentions import save_extractions
from archive.ingest.records import ArticleRecord
from archive.ingest.reports import Outcome
from archive.ingest.sources import Sources
from archive.models import Article, ArticleOrigin, ArticleStatus, ImportBatch
from archive.models.changes import noting_together
from archive.wording import Wording

_OWN_FIELDS = (
    *("external_id", "kicker", "headline", "lead", "body", "byline", "dateline"),
    *("url", "news_code", "date_text"),
)
FILE_NAME_CHARS = 300  # what the columns hold
Place = tuple[int, int]  # of an article: the key of its raw document, its position there


@dataclass(frozen=True)
class ReadyArticle:
    """An article that is read, extracted from and told apart: all that saving needs."""

    arrival: Arrival
    findings: Findings
    identity: Identity
    status: ArticleStatus = ArticleStatus.PUBLISHED  # when it is new; a draft updates drafts only


class Saved(NamedTuple):
    """What became of an article, and its row."""

    article: Article
    outcome: Outcome


def origins_at(arrivals: Iterable[Arrival]) -> dict[Place, ArticleOrigin]:
    """What an earlier run, perhaps broken off, took from the places of these articles."""
    places = [(arrival.raw.pk, arrival.position) for arrival in arrivals]
    origins = ArticleOrigin.objects.filter(
        raw__in={raw for raw, _ in places}, position__in={position for _, position in places}
    )
    return {(one.raw_id, one.position): one for one in origins.select_related("article")}


@noting_together()
def save_articles(
    coming: Sequence[ReadyArticle], batch: ImportBatch, sources: Sources
) -> list[Saved]:
    """Bring articles in, all of them different ones; what became of each.

    Call it in a transaction.
    """
    known = same_articles([ready.identity for ready in coming])
    raws = {ready.arrival.raw.pk for ready in coming}
    origins = {
        (origin.article_id, origin.raw_id): origin
        for origin in ArticleOrigin.objects.filter(article__in=filter(None, known), raw__in=raws)
    }
    outcomes = [
        _update(article, ready, origins.get((article.pk, ready.arrival.raw.pk)))
        if article
        else Outcome.CREATED
        for article, ready in zip(known, coming, strict=True)
    ]
    articles = [
        article or _new_article(ready, sources)
        for article, ready in zip(known, coming, strict=True)
    ]
    fates = list(zip(articles, coming, outcomes, strict=True))
    Article.objects.bulk_create(a for a, _, outcome in fates if outcome is Outcome.CREATED)
    anew = (Outcome.CREATED, Outcome.UPDATED)
    untouched = (Outcome.UNCHANGED, Outcome.HELD)
    told = [(article, ready) for article, ready, outcome in fates if outcome in anew]
    save_extractions([(article, ready.findings.extraction) for article, ready in told])
    link([article.pk for article, _ready in told], _wordings(told))
    _save_origins(
        [(a, ready.arrival) for a, ready, outcome in fates if outcome not in untouched],
        origins,
        batch,
    )
    return list(map(Saved, articles, outcomes))


def _wordings(told: Sequence[tuple[Article, ReadyArticle]]) -> dict[int, Wording]:
    """The wordings of the articles whose texts are as they came."""
    return {
        article.pk: ready.findings.wording
        for article, ready in told
        if (record := ready.arrival.record).body == article.body
        and record.headline == article.headline
    }


def _new_article(ready: ReadyArticle, sources: Sources) -> Article:
    record = ready.arrival.record
    return Article(
        source_id=ready.identity.source_id,
        republished_by=sources.get(record.republished_by) if record.republished_by else None,
        status=ready.status,
        text_key=ready.identity.text_key,
        extractor_version=extractor_version(),
        **_values(record),
    )


def _update(article: Article, ready: ReadyArticle, origin: ArticleOrigin | None) -> Outcome:
    """Change the article by what is told anew.

    What a file told once is not told anew when the file comes again: editors may have changed it.
    """
    if origin and ready.arrival.position <= origin.position:
        return Outcome.UNCHANGED
    changes = changes_to(article, ready.arrival.record)
    if not changes:
        return Outcome.DUPLICATE
    if (ready.status, article.status) == (ArticleStatus.DRAFT, ArticleStatus.PUBLISHED):
        return Outcome.HELD
    for name, value in changes.items():
        setattr(article, name, value)
    if {"headline", "body"} & changes.keys():
        article.text_key = ready.identity.text_key
    article.extractor_version = extractor_version()
    article.save()
    return Outcome.UPDATED


def changes_to(article: Article, record: ArticleRecord) -> dict[str, Any]:
    """Return what the record says anew. What it leaves unsaid stays.

    Under the article's own external_id it overrules; with the text alone it only fills gaps.
    """
    overrules = bool(record.external_id) and record.external_id == article.external_id
    told = {name: value for name, value in _values(record).items() if value}
    changes = {
        name: value
        for name, value in told.items()
        if value != getattr(article, name) and (overrules or not getattr(article, name))
    }
    if "published_at" not in changes:  # date and precision change together
        changes.pop("published_precision", None)
        changes.pop("date_text", None)
    return changes


def _values(record: ArticleRecord) -> dict[str, Any]:
    return {
        **{name: getattr(record, name) for name in _OWN_FIELDS},
        "tags": list(record.tags),
        "published_at": record.published_at,
        "published_precision": record.published_precision or "",
    }


def _save_origins(
    taken_in: Sequence[tuple[Article, Arrival]],
    known: dict[tuple[int, int], ArticleOrigin],
    batch: ImportBatch,
) -> None:
    """Note which file gave which article, once for each file, up to the last position."""
    moved, made = [], []
    for article, arrival in taken_in:
        if origin := known.get((article.pk, arrival.raw.pk)):
            origin.position = arrival.position
            moved.append(origin)
        else:
            made.append(_origin(article, arrival, batch))
    ArticleOrigin.objects.bulk_update(moved, ["position"])
    ArticleOrigin.objects.bulk_create(made)


def _origin(article: Article, arrival: Arrival, batch: ImportBatch) -> ArticleOrigin:
    return ArticleOrigin(
        article=article,
        raw=arrival.raw,
        batch=batch,
        file_name=arrival.report.file[-FILE_NAME_CHARS:],
        line=arrival.record.line,
        position=arrival.position,
        reader=arrival.raw.format,
        cuts=[{"rule": cut.rule, "text": cut.text} for cut in arrival.record.cuts],
    )
