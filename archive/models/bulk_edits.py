"""One edit of many articles at once, with all that it changed, so that it can be undone."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from persian.digits import format_number


class BulkEdit(models.Model):
    """`changes` is written and read by archive.bulk_editing alone."""

    changes = models.JSONField("تغییرها", encoder=DjangoJSONEncoder)
    article_count = models.PositiveIntegerField("شمار مقاله‌ها")
    reason = models.CharField("دلیل", max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="کاربر",
    )
    made_at = models.DateTimeField("زمان", auto_now_add=True)
    undone_at = models.DateTimeField("زمان برگرداندن", null=True)

    class Meta:
        verbose_name = "ویرایش گروهی"
        verbose_name_plural = "ویرایش‌های گروهی"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{format_number(self.article_count)} مقاله، {self.reason}"
