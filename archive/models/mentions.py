"""What an article mentions: one row a passage, with the evidence and the editors' verdict.

A province, city, market, product or official belongs to an article when at least one of its
mentions there is not rejected. Extraction may be repeated; confirmed and rejected rows stay.
"""

from typing import Self, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from archive.extract.types import Part
from archive.models.article import Article
from archive.models.changes import RecordedModel, RecordedQuerySet
from archive.models.people import Official, Post
from archive.models.places import City, ExportMarket, Province
from archive.models.product import Product

M = TypeVar("M", bound="Mention")


class MentionState(models.TextChoices):
    SUGGESTED = "suggested", "پیشنهاد ماشین"
    CONFIRMED = "confirmed", "تأییدشده"
    REJECTED = "rejected", "ردشده"


class MentionQuerySet(RecordedQuerySet[M]):
    def standing(self) -> Self:
        """Mentions that no editor rejected."""
        return self.exclude(state=MentionState.REJECTED)


class Mention(RecordedModel):
    """A passage of an article that names something; offsets are code points into `part`."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="%(class)ss", verbose_name="مقاله"
    )
    part = models.CharField(
        "بخش",
        max_length=10,
        choices=[
            (Part.KICKER.value, "روتیتر"),
            (Part.HEADLINE.value, "تیتر"),
            (Part.LEAD.value, "لید"),
            (Part.BODY.value, "متن"),
        ],
    )
    start = models.PositiveIntegerField("آغاز")
    end = models.PositiveIntegerField("پایان")
    sentence = models.TextField("جمله")
    rule = models.CharField("قاعده", max_length=60)
    confidence = models.FloatField(
        "اطمینان", validators=[MinValueValidator(0.0), MaxValueValidator(1.0)]
    )
    state = models.CharField(
        "وضعیت", max_length=10, choices=MentionState.choices, default=MentionState.SUGGESTED
    )

    objects = MentionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["part", "start"]

    def __str__(self) -> str:
        return self.sentence


def _constraints(entity: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(
            fields=["article", entity, "part", "start"], name=f"{entity}_mentioned_once_at_a_place"
        ),
        *evidence_constraints(entity),
    ]


def evidence_constraints(kind: str) -> list[models.BaseConstraint]:
    """Every mention has a length, and a confidence from 0 to 1."""
    return [
        models.CheckConstraint(
            condition=models.Q(end__gt=models.F("start")), name=f"{kind}_mention_has_length"
        ),
        models.CheckConstraint(
            condition=models.Q(confidence__gte=0) & models.Q(confidence__lte=1),
            name=f"{kind}_mention_confidence",
        ),
    ]


def _indexes(entity: str) -> list[models.Index]:
    return [
        models.Index(fields=[entity, "state", "article"], name=f"{entity}_mention_articles"),
        models.Index(fields=["state", "confidence"], name=f"{entity}_mention_review"),
    ]


class ProvinceMention(Mention):
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="mentions", verbose_name="استان"
    )

    class Meta(Mention.Meta):
        verbose_name = "اشاره به استان"
        verbose_name_plural = "اشاره‌ها به استان"
        constraints = _constraints("province")
        indexes = _indexes("province")


class CityMention(Mention):
    city = models.ForeignKey(
        City, on_delete=models.PROTECT, related_name="mentions", verbose_name="شهر"
    )

    class Meta(Mention.Meta):
        verbose_name = "اشاره به شهر"
        verbose_name_plural = "اشاره‌ها به شهر"
        constraints = _constraints("city")
        indexes = _indexes("city")


class MarketMention(Mention):
    market = models.ForeignKey(
        ExportMarket, on_delete=models.PROTECT, related_name="mentions", verbose_name="بازار"
    )

    class Meta(Mention.Meta):
        verbose_name = "اشاره به بازار صادراتی"
        verbose_name_plural = "اشاره‌ها به بازار صادراتی"
        constraints = _constraints("market")
        indexes = _indexes("market")


class ProductMention(Mention):
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="mentions", verbose_name="محصول"
    )

    class Meta(Mention.Meta):
        verbose_name = "اشاره به محصول"
        verbose_name_plural = "اشاره‌ها به محصول"
        constraints = _constraints("product")
        indexes = _indexes("product")


class OfficialMention(Mention):
    """A passage that names an official, with the post that the article gives the person, if any."""

    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="mentions", verbose_name="مسئول"
    )
    post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mentions",
        verbose_name="سمت",
    )

    class Meta(Mention.Meta):
        verbose_name = "اشاره به مسئول"
        verbose_name_plural = "اشاره‌ها به مسئول"
        constraints = _constraints("official")
        indexes = _indexes("official")
