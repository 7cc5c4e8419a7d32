"""What editors decide of what was extracted, and what they add to the gazetteer by it."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models

from archive.gazetteer.additions import Addition, AdditionKind
from archive.gazetteer.phrases import key_of


class Decision(models.TextChoices):
    CONFIRM = "confirm", "تأیید"
    REJECT = "reject", "رد"
    CORRECT = "correct", "اصلاح"


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def standing(self) -> Self:
        """Verdicts that were not taken back."""
        return self.filter(undone_at=None)


class Verdict(models.Model):
    """One decision of an editor, on one mention or on all like it, with all that it changed.

    `kind` and `mention_id` name the mention that the editor looked at (archive.reviewing.KINDS).
    `changes` is written and read by archive.reviewing alone.
    """

    decision = models.CharField("رأی", max_length=10, choices=Decision.choices)
    kind = models.CharField("گونه", max_length=10)
    mention_id = models.BigIntegerField("اشاره")
    told = models.CharField("دربارهٔ", max_length=300)
    count = models.PositiveIntegerField("شمار جمله‌ها", default=1)
    changes = models.JSONField("تغییرها", default=list)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="verdicts",
        verbose_name="کاربر",
    )
    made_at = models.DateTimeField("زمان", auto_now_add=True)
    undone_at = models.DateTimeField("زمان برگرداندن", null=True)

    objects: Any = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = "رأی"
        verbose_name_plural = "رأی‌ها"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["user", "undone_at"], name="verdict_by_user"),
            models.Index(fields=["kind", "mention_id"], name="verdict_by_mention"),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.told}"


ADDITION_LABELS = {
    AdditionKind.PROVINCE: "نام دیگر یک استان",
    AdditionKind.CITY: "نام دیگر یک شهر",
    AdditionKind.MARKET: "نام دیگر یک بازار صادراتی",
    AdditionKind.PRODUCT: "نام دیگر یک محصول",
    AdditionKind.SOURCE: "نام دیگر یک خبرگزاری",
    AdditionKind.NEW_PRODUCT: "محصول تازه",
    AdditionKind.ROLE: "واژهٔ سمت",
    AdditionKind.NO_PLACE: "این‌جا نام مکان نیست",
    AdditionKind.NO_MARKET: "این‌جا نام بازار نیست",
    AdditionKind.NO_PRODUCT: "این‌جا نام محصول نیست",
    AdditionKind.NO_PERSON: "این‌جا نام کسی نیست",
}


class AdditionQuerySet(models.QuerySet["GazetteerAddition"]):
    def active(self) -> Self:
        return self.filter(is_active=True)


class GazetteerAddition(models.Model):
    """A text that editors taught the archive; made and ended by archive.ingest.additions.

    `key` is the levelled text, `target` the slug of what it names, if it names something.
    """

    kind = models.CharField(
        "گونه",
        max_length=12,
        choices=[(kind.value, label) for kind, label in ADDITION_LABELS.items()],
    )
    text = models.CharField("واژه یا عبارت", max_length=100)
    key = models.CharField("هم‌تراز", max_length=100, editable=False)
    target = models.CharField("نامِ", max_length=80, blank=True)
    is_active = models.BooleanField("به کار می‌رود", default=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="افزودهٔ",
    )
    added_at = models.DateTimeField("زمان", auto_now_add=True)

    objects: Any = AdditionQuerySet.as_manager()

    class Meta:
        verbose_name = "افزودهٔ واژه‌نامه"
        verbose_name_plural = "افزوده‌های واژه‌نامه"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(is_active=True),
                name="addition_active_once",
                violation_error_message="این افزوده پیش از این هست.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.get_kind_display()})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = key_of(self.text)
        super().save(*args, **kwargs)

    @property
    def as_addition(self) -> Addition:
        """The addition as extraction knows it."""
        return Addition(AdditionKind(self.kind), self.text, self.target)
