"""Provinces and cities of Iran, and the countries and regions that it exports to.

The rows come from the gazetteer (archive/gazetteer_rows.py), which also owns the aliases.
"""

from urllib.parse import urlencode

from django.db import models
from django.urls import reverse

from archive.models.ordering import Alphabetical


class Province(models.Model):
    """One of the 31 provinces."""

    slug = models.SlugField("شناسه", max_length=80, unique=True)
    name = models.CharField("نام", max_length=100)
    iso_code = models.CharField("کد ایزو ۳۱۶۶-۲", max_length=6, unique=True)
    map_id = models.CharField("شناسه روی نقشه", max_length=10, unique=True)

    class Meta:
        verbose_name = "استان"
        verbose_name_plural = "استان‌ها"
        ordering = [Alphabetical("name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("archive:province", args=[self.slug])


class City(models.Model):
    """A city or county seat."""

    slug = models.SlugField("شناسه", max_length=80, unique=True)
    name = models.CharField("نام", max_length=100)
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="cities", verbose_name="استان"
    )

    class Meta:
        verbose_name = "شهر"
        verbose_name_plural = "شهرها"
        ordering = [Alphabetical("name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The search for its articles: a city has no page of its own."""
        return f"{reverse('search:results')}?{urlencode({'city': self.slug})}"


class MarketKind(models.TextChoices):
    COUNTRY = "country", "کشور"
    REGION = "region", "منطقه"


class ExportMarket(models.Model):
    """A country (slug: ISO 3166-1 alpha-2 in lower case) or a region that goods are exported to."""

    slug = models.SlugField("شناسه", max_length=80, unique=True)
    name = models.CharField("نام", max_length=100)
    kind = models.CharField("نوع", max_length=10, choices=MarketKind.choices)

    class Meta:
        verbose_name = "بازار صادراتی"
        verbose_name_plural = "بازارهای صادراتی"
        ordering = [Alphabetical("name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("archive:market", args=[self.slug])
