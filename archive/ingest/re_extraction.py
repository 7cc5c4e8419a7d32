"""Extraction of the archive's articles anew: what it changes, and the change itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from archive.extract import Extraction, extract, extractor_version
from archive.ingest.additions import obeying_editors
from archive.ingest.mentions import record_of, save_extractions
from archive.ingest.records import ArticleRecord
from archive.models import (
    Article,
    CityMention,
    Figure,
    MarketMention,
    Official,
    OfficialMention,
    Organization,
    Post,
    ProductMention,
    ProvinceMention,
    Quote,
)

Ahead = dict[int, tuple[ArticleRecord, Extraction]]  # by the article's id

ARTICLES_AT_ONCE = 100  # in one transaction
# What mentions are called, and what tells which thing one names. In the order of the page.
_KINDS: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (ProvinceMention, "استان", ("province__name",)),
    (CityMention, "شهر", ("city__name",)),
    (MarketMention, "بازار", ("market__name",)),
    (ProductMention, "محصول", ("product__name",)),
    (OfficialMention, "مسئول", ("official__name", "post__role", "post__organization__name")),
    (Quote, "نقل قول", ("speaker_name", "text")),
    (Figure, "رقم", ("text", "of")),
)
KINDS = tuple(kind for _model, kind, _fields in _KINDS)


@dataclass(frozen=True, order=True)
class Named:
    """A thing that an article names: its kind (of `KINDS`) and name."""

    order: int
    name: str

    @property
    def kind(self) -> str:
        return KINDS[self.order]


@dataclass(frozen=True)
class Difference:
    """What extraction anew adds to an article and takes away, in the order of `KINDS`."""

    article: Article
    added: list[Named]
    removed: list[Named]


def re_extract(
    *,
    apply: bool,
    articles: Collection[int] = (),
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Iterator[Difference]:
    """Extract from articles anew, and yield what that changes, in the order of their ids.

    From every article, unless told from which. Without `apply` all stays as it was. What editors
    confirmed or rejected stays either way. `progress` is told how many of how many are done.
    """
    chosen = Article.objects.filter(pk__in=articles) if articles else Article.objects.all()
    ids = list(chosen.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), ARTICLES_AT_ONCE):
        progress(start, len(ids))
        some = Article.objects.filter(pk__in=ids[start : start + ARTICLES_AT_ONCE])
        yield from _differences(some.select_related("source").order_by("pk"), apply=apply)


@obeying_editors
def stale_articles() -> list[int]:
    """The ids of articles that were extracted from by other rules or additions than now."""
    stale = Article.objects.exclude(extractor_version=extractor_version())
    return list(stale.order_by("pk").values_list("pk", flat=True))


@obeying_editors
def _differences(articles: QuerySet[Article], *, apply: bool) -> list[Difference]:
    """Extract, which is slow, before the transaction: others write meanwhile."""
    records = {article.pk: record_of(article) for article in articles}
    ahead = {pk: (record, extract(record)) for pk, record in records.items()}
    with transaction.atomic():
        differences = _replace(list(articles.all()), ahead)
        transaction.set_rollback(not apply)
    return differences


def _replace(articles: Sequence[Article], ahead: Ahead) -> list[Difference]:
    """Save the mentions anew, by the one way that knows the editors' decisions."""
    before, posts = _named(articles), _posts(articles)
    save_extractions([(article, _extraction(article, ahead)) for article in articles])
    _forget(posts - _posts(articles))
    pks = [article.pk for article in articles]
    # Not by `objects`: a new version alone is nothing that the index must hear of.
    Article._base_manager.filter(pk__in=pks).update(extractor_version=extractor_version())
    after = _named(articles)
    return [
        Difference(article, sorted(new - old), sorted(old - new))
        for article in articles
        if (new := after[article.pk]) != (old := before[article.pk])
    ]


def _extraction(article: Article, ahead: Ahead) -> Extraction:
    """What was extracted ahead, unless the article was edited meanwhile."""
    record = record_of(article)
    known, extraction = ahead[article.pk]
    return extraction if known == record else extract(record)


def _named(articles: Sequence[Article]) -> dict[int, set[Named]]:
    """What the standing mentions of each article name."""
    named: dict[int, set[Named]] = {article.pk: set() for article in articles}
    for order, (model, _kind, fields) in enumerate(_KINDS):
        rows = model.objects.standing().filter(article__in=named)
        for article, *parts in rows.order_by().values_list("article_id", *fields):
            named[article].add(Named(order, "، ".join(filter(None, parts))))
    return named


def _posts(articles: Sequence[Article]) -> set[int]:
    rows = OfficialMention.objects.filter(article__in=articles, post__isnull=False)
    return set(rows.order_by().values_list("post_id", flat=True))


def _forget(posts: set[int]) -> None:
    """Delete posts that lost their last mention, and who and what is then named nowhere."""
    gone = Post.objects.filter(pk__in=posts, mentions__isnull=True)
    officials = set(gone.values_list("official_id", flat=True))
    organizations = set(gone.values_list("organization_id", flat=True))
    gone.delete()
    Official.objects.filter(
        pk__in=officials,
        posts__isnull=True,
        mentions__isnull=True,
        quotes__isnull=True,
        figures__isnull=True,
        aliases__isnull=True,
    ).delete()
    Organization.objects.filter(
        pk__in=organizations, posts__isnull=True, aliases__isnull=True
    ).delete()
