"""What editors sent in and have not confirmed yet, and what waits for the worker to bring it in."""

from __future__ import annotations

import hashlib
import json
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from archive.models.article import Article, ArticleStatus
from archive.models.provenance import ImportBatch, RawDocument
from persian.digits import to_persian_digits


class UploadState(models.TextChoices):
    PREVIEWED = "previewed", "در انتظار تأیید"
    QUEUED = "queued", "در صف ورود"
    DONE = "done", "انجام‌شده"
    FAILED = "failed", "ناموفق"


class UploadQuerySet(models.QuerySet["Upload"]):
    def unconfirmed(self) -> Self:
        """Uploads whose sender has not decided about them yet."""
        return self.filter(state=UploadState.PREVIEWED)

    def queued(self) -> Self:
        """Uploads that the worker brings in, in the order of sending."""
        return self.filter(state=UploadState.QUEUED).order_by("pk")


class Upload(models.Model):
    """What one person sent at once: its files lie in the raw store, its articles are read.

    `files` are the names and SHA-256 of what was sent; `problems` and `warnings` tell of the files
    inside, as `archive.ingest.reports` does. Of a large one only the first articles are kept, to be
    looked at: the worker brings it in as a whole, with the status that was asked for. What it held
    back then is kept, and where it is not much, the upload is a small one from then on.
    """

    state = models.CharField(
        "وضعیت", max_length=10, choices=UploadState.choices, default=UploadState.PREVIEWED
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="uploads",
        verbose_name="کاربر",
    )
    source = models.CharField("منبع برگزیده", max_length=200, blank=True)
    files = models.JSONField("پرونده‌ها", default=list)
    problems = models.JSONField("ناموفق‌ها", default=list, blank=True)
    warnings = models.JSONField("هشدارها", default=list, blank=True)
    is_large = models.BooleanField("دستهٔ بزرگ", default=False)
    status = models.CharField(
        "وضعیت مقاله‌ها",
        max_length=10,
        choices=ArticleStatus.choices,
        default=ArticleStatus.DRAFT,
    )
    batch = models.ForeignKey(
        ImportBatch,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="uploads",
        verbose_name="دستهٔ ورود",
    )
    attempts = models.PositiveSmallIntegerField("بارهای آغاز", default=0)
    sent_at = models.DateTimeField("زمان فرستادن", auto_now_add=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "بارگذاری"
        verbose_name_plural = "بارگذاری‌ها"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "sent_at"], name="upload_by_state")]

    def __str__(self) -> str:
        return f"بارگذاری {to_persian_digits(self.pk)}"

    def get_absolute_url(self) -> str:
        return reverse("admin:archive_article_preview", args=[self.pk])

    @property
    def waits_for_publishing(self) -> bool:
        """Whether all is brought in as drafts, but what would change published articles."""
        return self.state == UploadState.PREVIEWED and self.batch_id is not None


class UploadedArticle(models.Model):
    """An article that was read and is not saved yet, with what its editor made of it.

    `record` is what was read and `corrections` the values that differ from it, both as
    `archive.uploading.records` writes them. `rejected` are the keys of mentions that the editor
    unticked. `article` is what became of it.
    """

    upload = models.ForeignKey(
        Upload, on_delete=models.CASCADE, related_name="articles", verbose_name="بارگذاری"
    )
    raw = models.ForeignKey(
        RawDocument, on_delete=models.PROTECT, related_name="+", verbose_name="سند خام"
    )
    file_name = models.CharField("نام پرونده", max_length=300)
    position = models.PositiveIntegerField("جایگاه")
    record = models.JSONField("خوانده‌شده")
    corrections = models.JSONField("اصلاح‌ها", default=dict, blank=True)
    rejected = models.JSONField("ردشده‌ها", default=list, blank=True)
    is_left_out = models.BooleanField("کنارگذاشته", default=False)
    article = models.ForeignKey(
        Article,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="مقاله",
    )

    class Meta:
        verbose_name = "مقالهٔ بارگذاری‌شده"
        verbose_name_plural = "مقاله‌های بارگذاری‌شده"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def corrected_state(self) -> str:
        """What tells two states of what its editors made of it apart."""
        made = json.dumps([self.corrections, self.rejected, self.is_left_out], sort_keys=True)
        return hashlib.sha256(made.encode()).hexdigest()
