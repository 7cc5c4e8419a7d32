"""What search engines are told: the pages, every published article, every entity with articles."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from archive.catalogue import mentioned, organizations_with_counts, sources_with_counts
from archive.models import (
    Article,
    ExportMarket,
    Official,
    Organization,
    Product,
    Province,
    Source,
)


class SiteSitemap(Sitemap):  # type: ignore[type-arg]  # generic only in the stubs
    """A sitemap whose addresses start with SITE_URL, whatever host was asked."""

    limit = 40_000  # all sections together stay below the 50,000 addresses of one file
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class PageSitemap(SiteSitemap):
    def items(self) -> Sequence[str]:
        entities = ("provinces", "markets", "products", "officials", "organizations", "sources")
        names = ("home", *entities, "quotes", "figures", "help", "about")
        return [*(f"archive:{name}" for name in names), "insights"]

    def location(self, item: str) -> str:
        return reverse(item)


class ArticleSitemap(SiteSitemap):
    def items(self) -> QuerySet[Article]:
        return Article.objects.published().only("pk", "changed_at").order_by("-pk")

    def lastmod(self, item: Article) -> datetime:
        return item.changed_at


class ProvinceSitemap(SiteSitemap):
    def items(self) -> QuerySet[Province]:
        return mentioned(Province.objects.all())


class MarketSitemap(SiteSitemap):
    def items(self) -> QuerySet[ExportMarket]:
        return mentioned(ExportMarket.objects.all())


class ProductSitemap(SiteSitemap):
    def items(self) -> QuerySet[Product]:
        return mentioned(Product.objects.all())


class OfficialSitemap(SiteSitemap):
    def items(self) -> QuerySet[Official]:
        return mentioned(Official.objects.all())


class OrganizationSitemap(SiteSitemap):
    def items(self) -> QuerySet[Organization]:
        return organizations_with_counts()


class SourceSitemap(SiteSitemap):
    def items(self) -> QuerySet[Source]:
        return sources_with_counts()


SITEMAPS: dict[str, type[SiteSitemap]] = {
    "pages": PageSitemap,
    "articles": ArticleSitemap,
    "provinces": ProvinceSitemap,
    "markets": MarketSitemap,
    "products": ProductSitemap,
    "officials": OfficialSitemap,
    "organizations": OrganizationSitemap,
    "sources": SourceSitemap,
}
