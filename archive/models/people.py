"""Officials, the organizations they speak for, and the posts they hold there."""

from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse

from archive.ingest.records import DatePrecision
from archive.models.changes import FacetModel
from archive.models.merging import Entity, EntityQuerySet, entity_versions
from archive.models.ordering import Alphabetical
from archive.models.places import Province
from archive.models.versions import VersionedRow, Versions
from persian.jalali import format_known


class Organization(Entity):
    """A ministry, office, company, chamber or association. `key` is its levelled name."""

    articles_by = "officialmentions__post__organization"

    name = models.CharField("نام", max_length=300)
    key = models.CharField("نام هم‌تراز", max_length=300, unique=True, editable=False)
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organizations",
        verbose_name="استان",
    )

    objects = EntityQuerySet["Organization"].as_manager()
    history = entity_versions("Organization", "سازمان")

    class Meta:
        verbose_name = "سازمان"
        verbose_name_plural = "سازمان‌ها"
        ordering = [Alphabetical("name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("archive:organization", args=[self.pk])


class Official(Entity):
    """A person who speaks in an article. Two may share a name; `key` is its levelled form."""

    articles_by = "officialmentions__official"

    name = models.CharField("نام", max_length=200)
    key = models.CharField("نام هم‌تراز", max_length=200, db_index=True, editable=False)

    objects = EntityQuerySet["Official"].as_manager()
    history = entity_versions("Official", "مسئول")

    class Meta:
        verbose_name = "مسئول"
        verbose_name_plural = "مسئولان"
        permissions = [("merge_entities", "یکی‌کردن و جداکردن مسئولان، سازمان‌ها و منبع‌ها")]
        ordering = [Alphabetical("name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("archive:official", args=[self.pk])


def _precision(label: str) -> Any:
    return models.CharField(
        label,
        max_length=10,
        blank=True,
        choices=[
            (DatePrecision.DAY.value, "روز"),
            (DatePrecision.MONTH.value, "ماه"),
            (DatePrecision.YEAR.value, "سال"),
        ],
    )


class Post(VersionedRow, FacetModel):
    """An official's role at an organization, with the dates of its first and last mention.

    `began_on` and `ended_on` are what an editor knows of the term itself, as exactly as the
    precision beside them says: the first day and the last of that month or year.
    """

    articles_by = "officialmentions__post"

    official = models.ForeignKey(
        Official, on_delete=models.CASCADE, related_name="posts", verbose_name="مسئول"
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name="سازمان",
    )
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name="استان",
    )
    role = models.CharField("سمت", max_length=200)
    first_seen_on = models.DateField("نخستین اشاره", null=True, blank=True)
    last_seen_on = models.DateField("آخرین اشاره", null=True, blank=True)
    began_on = models.DateField("آغاز", null=True, blank=True)
    began_precision = _precision("دقت آغاز")
    ended_on = models.DateField("پایان", null=True, blank=True)
    ended_precision = _precision("دقت پایان")

    objects = models.Manager()
    history = Versions(
        custom_model_name="PostVersion",
        verbose_name="نسخهٔ سمت",
        verbose_name_plural="نسخه‌های سمت",
        excluded_fields=["first_seen_on", "last_seen_on"],
    )

    class Meta:
        verbose_name = "سمت"
        verbose_name_plural = "سمت‌ها"
        ordering = ["-last_seen_on", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["official", "organization", "role"],
                condition=models.Q(organization__isnull=False),
                name="post_once_per_organization",
                violation_error_message="این سمت پیش از این برای همین مسئول ثبت شده است.",
            ),
            models.UniqueConstraint(
                fields=["official", "role"],
                condition=models.Q(organization__isnull=True),
                name="post_once_without_organization",
                violation_error_message="این سمت پیش از این برای همین مسئول ثبت شده است.",
            ),
            models.CheckConstraint(
                condition=models.Q(first_seen_on__lte=models.F("last_seen_on"))
                | models.Q(first_seen_on__isnull=True, last_seen_on__isnull=True),
                name="post_seen_in_order",
                violation_error_message="نخستین اشاره نمی‌تواند پس از آخرین اشاره باشد.",
            ),
            models.CheckConstraint(
                condition=models.Q(began_on__lte=models.F("ended_on"))
                | models.Q(began_on__isnull=True)
                | models.Q(ended_on__isnull=True),
                name="post_held_in_order",
                violation_error_message="آغاز سمت نمی‌تواند پس از پایان آن باشد.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}، {self.organization}" if self.organization_id else self.role

    @property
    def known_days(self) -> tuple[date | None, date | None]:
        """The first and the last day that is known of it, as told or else as seen in articles."""
        first, last = self.began_on or self.first_seen_on, self.ended_on or self.last_seen_on
        return first, max(first, last) if first and last else last

    @property
    def term(self) -> str:
        """When it was held, by an editor's word: «از ۱۳۹۸ تا خرداد ۱۴۰۱»; blank without one."""
        ends = [
            ("از", self.began_on, self.began_precision),
            ("تا", self.ended_on, self.ended_precision),
        ]
        return " ".join(f"{word} {format_known(day, known)}" for word, day, known in ends if day)
