"""What of an article goes into the index."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from haystack import indexes

from archive.ingest.records import DatePrecision
from archive.models import Article, Mention, MentionState
from persian.jalali import jalali_date
from search.analysis import PARTS, FormsAnalyzer, LemmaAnalyzer, SurfaceAnalyzer
from search.engine.matching import FIELD_WEIGHTS


def _text(name: str, *, document: bool = False) -> indexes.CharField:
    analyzer = LemmaAnalyzer()
    return indexes.CharField(model_attr=name, document=document, stored=False, analyzer=analyzer)


def _surface(name: str) -> indexes.CharField:
    return indexes.CharField(model_attr=name, stored=False, analyzer=SurfaceAnalyzer())


class ArticleIndex(indexes.SearchIndex, indexes.Indexable):
    """Published articles: each text as lemmas and as spellings, facet values as they are."""

    content_weights = FIELD_WEIGHTS  # the fields that SearchQuerySet calls "content"

    kicker = _text("kicker")
    headline = _text("headline")
    lead = _text("lead")
    body = _text("body", document=True)
    kicker_surface = _surface("kicker")
    headline_surface = _surface("headline")
    lead_surface = _surface("lead")
    body_surface = _surface("body")
    forms = indexes.CharField(stored=False, analyzer=FormsAnalyzer())
    article_id = indexes.IntegerField(model_attr="pk")
    published_at = indexes.DateTimeField(null=True)
    province = indexes.MultiValueField()
    market = indexes.MultiValueField()
    product = indexes.MultiValueField()
    official = indexes.MultiValueField()
    organization = indexes.MultiValueField()
    source = indexes.MultiValueField()
    city = indexes.MultiValueField()
    year = indexes.MultiValueField()
    month = indexes.MultiValueField()
    digest = indexes.CharField(indexed=False)  # of all other fields: whether they are up to date

    def get_model(self) -> type[Article]:
        return Article

    def index_queryset(self, using: str | None = None) -> QuerySet[Article]:
        """The articles to index, with all that the fields need in a constant number of queries."""
        return (
            Article.objects.published()
            .select_related("source")
            .prefetch_related(
                "provincementions__province",
                "marketmentions__market",
                "productmentions__product",
                "citymentions__city",
                "officialmentions__post",
            )
        )

    def prepare(self, article: Article) -> dict[str, Any]:
        prepared = super().prepare(article)
        content = repr(sorted(prepared.items())).encode()
        prepared["digest"] = hashlib.blake2b(content, digest_size=12).hexdigest()
        return prepared

    def prepare_forms(self, article: Article) -> str:
        return PARTS.join((article.kicker, article.headline, article.lead, article.body))

    def prepare_published_at(self, article: Article) -> datetime | None:
        if article.published_at is None:
            return None
        return article.published_at.astimezone(UTC).replace(tzinfo=None)

    def prepare_province(self, article: Article) -> list[str]:
        return sorted({m.province.slug for m in article.provincementions.all() if _stands(m)})

    def prepare_market(self, article: Article) -> list[str]:
        return sorted({m.market.slug for m in article.marketmentions.all() if _stands(m)})

    def prepare_product(self, article: Article) -> list[str]:
        return sorted({m.product.slug for m in article.productmentions.all() if _stands(m)})

    def prepare_city(self, article: Article) -> list[str]:
        return sorted({m.city.slug for m in article.citymentions.all() if _stands(m)})

    def prepare_official(self, article: Article) -> list[str]:
        return sorted({str(m.official_id) for m in article.officialmentions.all() if _stands(m)})

    def prepare_organization(self, article: Article) -> list[str]:
        posts = [m.post for m in article.officialmentions.all() if _stands(m)]
        return sorted({str(p.organization_id) for p in posts if p and p.organization_id})

    def prepare_source(self, article: Article) -> list[str]:
        return [article.source.slug]

    def prepare_year(self, article: Article) -> list[str]:
        return [str(jalali_date(article.published_at).year)] if article.published_at else []

    def prepare_month(self, article: Article) -> list[str]:
        if not article.published_at or article.published_precision == DatePrecision.YEAR:
            return []
        day = jalali_date(article.published_at)
        return [f"{day.year}-{day.month:02}"]


def _stands(mention: Mention) -> bool:
    return mention.state != MentionState.REJECTED
