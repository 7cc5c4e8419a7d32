"""Where every article came from: raw bytes, import batches, and which file gave which article."""

from typing import Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models

from archive.models.article import Article
from persian.digits import to_persian_digits


class Damage(models.TextChoices):
    MISSING = "missing", "گم شده است"
    CHANGED = "changed", "دگرگون شده است"


class RawDocumentQuerySet(models.QuerySet["RawDocument"]):
    def damaged(self) -> Self:
        """Files that were not found whole in the raw store when last looked at."""
        return self.exclude(damage="")


class RawDocument(models.Model):
    """The bytes of one file as received: in the raw store under their SHA-256, never changed.

    A file that no reader could read has no format and no encoding. `checked_at` is when the bytes
    were last held against their SHA-256, `damage` what was wrong with them then.
    """

    sha256 = models.CharField(
        "SHA-256", max_length=64, unique=True, validators=[RegexValidator(r"\A[0-9a-f]{64}\Z")]
    )
    size_bytes = models.PositiveBigIntegerField("اندازه (بایت)")
    format = models.CharField("قالب", max_length=20, blank=True)
    encoding = models.CharField("کدگذاری", max_length=40, blank=True)
    received_at = models.DateTimeField("زمان دریافت", auto_now_add=True)
    checked_at = models.DateTimeField("آخرین بررسی", null=True, blank=True)
    damage = models.CharField("آسیب", max_length=10, choices=Damage.choices, blank=True)

    objects = RawDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "سند خام"
        verbose_name_plural = "سندهای خام"
        ordering = ["-received_at"]
        indexes = [
            models.Index(
                fields=["damage"], condition=~models.Q(damage=""), name="damaged_raw_documents"
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class BatchState(models.TextChoices):
    RUNNING = "running", "در حال انجام"
    DONE = "done", "انجام‌شده"
    FAILED = "failed", "ناموفق"
    BROKEN_OFF = "broken_off", "ناتمام‌مانده"


class ImportBatch(models.Model):
    """One run of an import: who started it, when, of what, and what came of it.

    A run whose process died is broken off; the next run of the same paths continues it. While one
    runs, its report and the bytes read tell how far it is.
    """

    state = models.CharField(
        "وضعیت", max_length=10, choices=BatchState.choices, default=BatchState.RUNNING
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="import_batches",
        verbose_name="کاربر",
    )
    paths = models.JSONField("مسیرها", default=list, blank=True)
    source = models.CharField("منبع برگزیده", max_length=200, blank=True)
    continues = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name="دنبالهٔ",
    )
    bytes_read = models.PositiveBigIntegerField("بایت‌های خوانده", default=0)
    bytes_total = models.PositiveBigIntegerField("همهٔ بایت‌ها", default=0)
    started_at = models.DateTimeField("آغاز", auto_now_add=True)
    finished_at = models.DateTimeField("پایان", null=True, blank=True)
    report = models.JSONField("گزارش", default=dict, blank=True)

    class Meta:
        verbose_name = "دستهٔ ورود"
        verbose_name_plural = "دسته‌های ورود"
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"دستهٔ {to_persian_digits(self.pk)}"


class ArticleOrigin(models.Model):
    """One file that gave an article: the same article in two files has two rows.

    `position` is where in the file: the line, or the article's number where there are no lines. Of
    several versions of the article in one file it is that of the last one taken in.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="origins", verbose_name="مقاله"
    )
    raw = models.ForeignKey(
        RawDocument, on_delete=models.PROTECT, related_name="origins", verbose_name="سند خام"
    )
    batch = models.ForeignKey(
        ImportBatch,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="origins",
        verbose_name="دستهٔ ورود",
    )
    file_name = models.CharField("نام پرونده", max_length=300)
    line = models.PositiveIntegerField("سطر", null=True, blank=True)
    position = models.PositiveIntegerField("جایگاه", default=0, editable=False)
    reader = models.CharField("خواننده", max_length=40)
    cuts = models.JSONField("بریده‌ها", default=list, blank=True)
    imported_at = models.DateTimeField("زمان ورود", auto_now_add=True)

    class Meta:
        verbose_name = "خاستگاه"
        verbose_name_plural = "خاستگاه‌ها"
        ordering = ["imported_at"]
        constraints = [
            models.UniqueConstraint(fields=["article", "raw"], name="origin_once_per_raw_document")
        ]
        indexes = [models.Index(fields=["raw", "position"], name="origin_by_position")]

    def __str__(self) -> str:
        return self.file_name
