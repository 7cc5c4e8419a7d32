"""The outbox: articles that wait to be indexed. Archive writes it, search drains it."""

from collections.abc import Iterable

from django.db import models


class OutboxQuerySet(models.QuerySet["OutboxEntry"]):
    def record(self, article_ids: Iterable[int]) -> None:
        """Note that these articles changed, in the transaction that changed them."""
        self.bulk_create(OutboxEntry(article_id=article_id) for article_id in article_ids)


class OutboxEntry(models.Model):
    """One change of one article. Not a foreign key: a deleted article must leave the index too."""

    article_id = models.BigIntegerField("شناسهٔ مقاله")
    created_at = models.DateTimeField("زمان", auto_now_add=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "تغییر نمایه‌نشده"
        verbose_name_plural = "تغییرهای نمایه‌نشده"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"مقالهٔ {self.article_id}"
