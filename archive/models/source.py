"""The agencies, newspapers and sites that articles come from."""

from django.db import models
from django.urls import reverse

from archive.models.merging import Entity, EntityQuerySet, entity_versions
from archive.models.ordering import Alphabetical


class SourceRights(models.TextChoices):
    """How much of a source's articles pages, feeds, API and exports may show."""

    FULL = "full", "متن کامل"
    EXTRACT = "extract", "گزیده"
    LINK = "link", "فقط پیوند"


class Source(Entity):
    """One agency, newspaper or site."""

    articles_by = "source"

    slug = models.SlugField("شناسه", max_length=80, unique=True)
    name = models.CharField("نام", max_length=200)
    rights = models.CharField(
        "حق انتشار", max_length=10, choices=SourceRights.choices, default=SourceRights.FULL
    )

    objects = EntityQuerySet["Source"].as_manager()
    history = entity_versions("Source", "منبع")

    class Meta:
        verbose_name = "منبع"
        verbose_name_plural = "منبع‌ها"
        ordering = [Alphabetical("name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("archive:source", args=[self.slug])
