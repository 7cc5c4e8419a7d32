"""What readers say is wrong with an article, and the corrections that its page shows."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models

from archive.models.article import Article

REPORT_CHARS = 2000
CORRECTION_CHARS = 1000


class ReportKind(models.TextChoices):
    FACT = "fact", "مطلبی نادرست"
    TEXT = "text", "متن افتاده یا به‌هم‌ریخته"
    NAME = "name", "نام، سمت یا مکان نادرست"
    DATE = "date", "تاریخ یا منبع نادرست"
    RIGHTS = "rights", "حق انتشار"
    OTHER = "other", "چیزی دیگر"


class ReportState(models.TextChoices):
    OPEN = "open", "باز"
    ANSWERED = "answered", "پاسخ‌داده"
    REJECTED = "rejected", "ردشده"


class ReportQuerySet(models.QuerySet["ErrorReport"]):
    def open(self) -> Self:
        """Reports that wait for an editor."""
        return self.filter(state=ReportState.OPEN)


class ErrorReport(models.Model):
    """One reader's word on one article; the reader's address goes once it is decided."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="reports", verbose_name="مقاله"
    )
    kind = models.CharField("چه چیزی", max_length=10, choices=ReportKind.choices)
    text = models.TextField("شرح", validators=[MaxLengthValidator(REPORT_CHARS)])
    email = models.EmailField("رایانامه", blank=True)
    state = models.CharField(
        "وضعیت", max_length=10, choices=ReportState.choices, default=ReportState.OPEN
    )
    made_at = models.DateTimeField("زمان", auto_now_add=True)
    note = models.TextField("یادداشت برای همکاران", blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="رسیدگی",
    )
    decided_at = models.DateTimeField("زمان رسیدگی", null=True, blank=True)

    objects: Any = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "گزارش خطا"
        verbose_name_plural = "گزارش‌های خطا"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state"], name="report_by_state")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.article}"


class Correction(models.Model):
    """A correction that the article's page shows with its day."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="corrections", verbose_name="مقاله"
    )
    text = models.TextField("اصلاحیه", validators=[MaxLengthValidator(CORRECTION_CHARS)])
    report = models.ForeignKey(
        ErrorReport,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="corrections",
        verbose_name="گزارش",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="کاربر",
    )
    made_at = models.DateTimeField("زمان", auto_now_add=True)

    class Meta:
        verbose_name = "اصلاحیه"
        verbose_name_plural = "اصلاحیه‌ها"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
