"""Products and industries."""

from django.db import models
from django.urls import reverse

from archive.models.ordering import Alphabetical


class Product(models.Model):
    """A product or industry, with its chapter of the Harmonized System where that is clear."""

    slug = models.SlugField("شناسه", max_length=80, unique=True)
    name = models.CharField("نام", max_length=100)
    hs_chapter = models.CharField("فصل تعرفه (HS)", max_length=2, blank=True)

    class Meta:
        verbose_name = "محصول"
        verbose_name_plural = "محصول‌ها"
        ordering = [Alphabetical("name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("archive:product", args=[self.slug])
