"""The article: text as printed, and what its source said of it."""

from collections.abc import Iterable
from typing import ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from archive.ingest.records import DatePrecision
from archive.models.source import Source
from archive.models.versions import VersionedModel, VersionedQuerySet, Versions

HEADLINE_CHARS = 80


class ArticleStatus(models.TextChoices):
    DRAFT = "draft", "پیش‌نویس"
    PUBLISHED = "published", "منتشرشده"
    WITHDRAWN = "withdrawn", "پس‌گرفته‌شده"


class ArticleQuerySet(VersionedQuerySet["Article"]):
    def published(self) -> Self:
        return self.filter(status=ArticleStatus.PUBLISHED)

    def published_of(self, numbers: Iterable[int]) -> list["Article"]:
        """Those of these numbers that are published, in this order.

        SQLite, asked for both, would go through all published articles.
        """
        wanted = list(numbers)
        rows = self.order_by().in_bulk(wanted)
        found = (rows[number] for number in wanted if number in rows)
        return [article for article in found if article.status == ArticleStatus.PUBLISHED]


class Article(VersionedModel):
    """One article: one (source, external_id), or without an external_id one (source, text_key).

    Text is as printed, paragraphs parted by a blank line. `text_key` is the SHA-256 of the letters
    of headline and body as last imported. `published_at` is the moment that the source printed;
    with a precision of a day or coarser, the first moment of it in Tehran. Many articles have none.
    """

    article_field: ClassVar[str] = "pk"

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="articles", verbose_name="منبع"
    )
    external_id = models.CharField("شناسه نزد منبع", max_length=200, blank=True)
    text_key = models.CharField(
        "کلید متن",
        max_length=64,
        editable=False,
        validators=[RegexValidator(r"\A[0-9a-f]{64}\Z")],
    )
    kicker = models.CharField("روتیتر", max_length=500, blank=True)
    headline = models.CharField("تیتر", max_length=500, blank=True)
    lead = models.TextField("لید", blank=True)
    body = models.TextField("متن")
    byline = models.CharField("نویسنده", max_length=300, blank=True)
    dateline = models.CharField("محل خبر", max_length=200, blank=True)
    url = models.URLField("نشانی اصلی", max_length=1000, blank=True)
    republished_by = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="republished_articles",
        verbose_name="بازنشر",
    )
    news_code = models.CharField("کد خبر", max_length=100, blank=True)
    tags = models.JSONField("برچسب‌ها", default=list, blank=True)
    published_at = models.DateTimeField("زمان انتشار", null=True, blank=True)
    published_precision = models.CharField(
        "دقت زمان انتشار",
        max_length=10,
        blank=True,
        choices=[
            (DatePrecision.MINUTE.value, "دقیقه"),
            (DatePrecision.DAY.value, "روز"),
            (DatePrecision.MONTH.value, "ماه"),
            (DatePrecision.YEAR.value, "سال"),
        ],
    )
    date_text = models.CharField("تاریخ به نوشتهٔ منبع", max_length=200, blank=True)
    status = models.CharField(
        "وضعیت", max_length=10, choices=ArticleStatus.choices, default=ArticleStatus.DRAFT
    )
    withdrawn_reason = models.CharField("دلیل پس‌گرفتن", max_length=500, blank=True)
    extractor_version = models.CharField("نسخهٔ استخراج", max_length=20, blank=True, editable=False)
    added_at = models.DateTimeField("زمان ورود به بایگانی", auto_now_add=True)
    changed_at = models.DateTimeField("آخرین تغییر", auto_now=True)

    objects = models.Manager.from_queryset(ArticleQuerySet)()
    history = Versions(
        custom_model_name="ArticleVersion",
        verbose_name="نسخهٔ مقاله",
        verbose_name_plural="نسخه‌های مقاله",
        # What makes it this article, and what the machine keeps for itself.
        excluded_fields=["external_id", "text_key", "extractor_version", "added_at", "changed_at"],
    )

    class Meta:
        verbose_name = "مقاله"
        verbose_name_plural = "مقاله‌ها"
        permissions = [
            ("publish_article", "انتشار و پس‌گرفتن مقاله"),
            ("review_mentions", "بازبینی آنچه ماشین خوانده است"),
            ("administer_archive", "پشتیبان‌گیری، دفتر رویدادها، حق انتشار منبع‌ها"),
        ]
        ordering = [models.F("published_at").desc(nulls_last=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~models.Q(external_id=""),
                name="article_once_per_external_id",
                violation_error_message="مقاله‌ای با همین شناسه از این منبع در بایگانی هست.",
            ),
            models.UniqueConstraint(
                fields=["source", "text_key"],
                condition=models.Q(external_id=""),
                name="article_once_per_text",
                violation_error_message="همین مقاله از این منبع در بایگانی هست.",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True, published_precision="")
                | (models.Q(published_at__isnull=False) & ~models.Q(published_precision="")),
                name="article_date_has_precision",
                violation_error_message="زمان انتشار و دقت آن را با هم بنویسید.",
            ),
            models.CheckConstraint(
                condition=~models.Q(body=""),
                name="article_has_body",
                violation_error_message="متن مقاله خالی است.",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=ArticleStatus.WITHDRAWN)
                | ~models.Q(withdrawn_reason=""),
                name="article_withdrawn_with_reason",
                violation_error_message="برای پس‌گرفتن مقاله دلیل آن را بنویسید.",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "published_at"], name="article_by_date"),
            models.Index(fields=["source", "status"], name="article_by_source"),
            models.Index(fields=["status", "added_at"], name="article_by_arrival"),
            models.Index(fields=["text_key"], name="article_by_text"),
        ]

    def __str__(self) -> str:
        return self.display_headline

    def get_absolute_url(self) -> str:
        return reverse("archive:article", args=[self.pk])

    @property
    def display_headline(self) -> str:
        """The headline, or for an article without one the first words of its body."""
        if self.headline:
            return self.headline
        if len(self.body) <= HEADLINE_CHARS:
            return self.body
        return self.body[:HEADLINE_CHARS].rsplit(" ", 1)[0] + "…"
