"""Which officials, organizations and sources turned out to be one, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self, TypeVar, cast

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from archive.models.changes import FacetModel
from archive.models.versions import VersionedRow, Versions
from persian.digits import to_persian_digits

E = TypeVar("E", bound="Entity")


class EntityQuerySet(models.QuerySet[E]):
    def current(self) -> Self:
        """Without those that are only other names."""
        return self.filter(merged_into=None)


def entity_versions(name: str, verbose_name: str) -> Versions:
    """The versions of one kind of entity; what it was merged into has a way back of its own."""
    return Versions(
        custom_model_name=f"{name}Version",
        verbose_name=f"نسخهٔ {verbose_name}",
        verbose_name_plural=f"نسخه‌های {verbose_name}",
        excluded_fields=["merged_into"],
    )


class Entity(VersionedRow, FacetModel):
    """Something with a page of its own, or another name of such a thing.

    With `merged_into` it is another name: its page leads on, and what an import finds under its
    name is filed under the other. What that leads to is never itself another name.
    """

    merged_into_id: int | None
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="aliases",
        verbose_name="نام دیگرِ",
    )

    class Meta:
        abstract = True

    @property
    def current(self) -> Self:
        """What this is a name of."""
        return cast("Self", self.merged_into or self)


class RearrangementKind(models.TextChoices):
    MERGE = "merge", "یکی‌کردن"
    SPLIT = "split", "جداکردن"


class RearrangementQuerySet(models.QuerySet["Rearrangement"]):
    def standing(self) -> Self:
        """Those that nobody undid."""
        return self.filter(undone_at=None)

    def merges_of(self, entities: Sequence[Entity]) -> dict[int, Rearrangement]:
        """By entity, all of one kind, the merge that made it another name."""
        if not entities:
            return {}
        merges = self.standing().filter(
            kind=RearrangementKind.MERGE,
            model=entities[0]._meta.label_lower,
            origin_id__in=[entity.pk for entity in entities],
        )
        return {merge.origin_id: merge for merge in merges}


class Rearrangement(models.Model):
    """One merge or split with all that it changed, so that it can be undone.

    `origin` is what lost rows to `target`. `changes` is written and read by archive.merging alone.
    """

    kind = models.CharField("کار", max_length=10, choices=RearrangementKind.choices)
    model = models.CharField("نوع", max_length=40)
    origin_id = models.BigIntegerField("از")
    target_id = models.BigIntegerField("به")
    changes = models.JSONField("تغییرها", encoder=DjangoJSONEncoder)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="کاربر",
    )
    reason = models.CharField("دلیل", max_length=300, blank=True)
    made_at = models.DateTimeField("زمان", auto_now_add=True)
    undone_at = models.DateTimeField("زمان برگرداندن", null=True)

    objects: Any = RearrangementQuerySet.as_manager()

    class Meta:
        verbose_name = "یکی‌کردن یا جداکردن"
        verbose_name_plural = "یکی‌کردن‌ها و جداکردن‌ها"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["model", "undone_at"], name="rearrangement_by_model")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}، شمارهٔ {to_persian_digits(self.pk)}"


class JoinState(models.TextChoices):
    OPEN = "open", "در انتظار"
    ACCEPTED = "accepted", "پذیرفته"
    REJECTED = "rejected", "ردشده"


class JoinQuerySet(models.QuerySet["ProposedJoin"]):
    def waiting(self) -> Self:
        """Proposals that an editor can still decide on, the surest first."""
        both = self.filter(first__merged_into=None, second__merged_into=None)
        return both.filter(state=JoinState.OPEN).order_by("-score", "pk")

    def after(self, join: ProposedJoin) -> Self:
        """Those that come behind this one."""
        return self.filter(Q(score__lt=join.score) | Q(score=join.score, pk__gt=join.pk))


class ProposedJoin(models.Model):
    """Two officials who may be one person; `first` has the smaller number."""

    first = models.ForeignKey(
        "archive.Official", on_delete=models.CASCADE, related_name="+", verbose_name="یکی"
    )
    second = models.ForeignKey(
        "archive.Official", on_delete=models.CASCADE, related_name="+", verbose_name="دیگری"
    )
    reason = models.CharField("دلیل", max_length=300)
    score = models.FloatField("امتیاز")
    state = models.CharField(
        "وضعیت", max_length=10, choices=JoinState.choices, default=JoinState.OPEN
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="کاربر",
    )
    proposed_at = models.DateTimeField("زمان پیشنهاد", auto_now_add=True)
    decided_at = models.DateTimeField("زمان تصمیم", null=True, blank=True)

    objects: Any = JoinQuerySet.as_manager()

    class Meta:
        verbose_name = "یکی‌کردن پیشنهادی"
        verbose_name_plural = "یکی‌کردن‌های پیشنهادی"
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="join_proposed_once"),
            models.CheckConstraint(
                condition=Q(first__lt=models.F("second")), name="join_of_two_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}، {self.second}"
