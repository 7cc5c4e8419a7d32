"""The outbox: articles that wait to be indexed. Archive writes it, search drains it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Self, TypeVar

from django.apps import apps
from django.db import models, transaction

from persian.digits import to_persian_digits

R = TypeVar("R", bound="RecordedModel")
_together: ContextVar[set[int] | None] = ContextVar("together", default=None)


class OutboxQuerySet(models.QuerySet["OutboxEntry"]):
    def waiting(self) -> Self:
        """Changes that are still to be indexed."""
        return self.filter(problem="")

    def set_aside(self) -> Self:
        """Changes that cannot be indexed; a later change of the article is another try."""
        return self.exclude(problem="")

    def record(self, article_ids: Iterable[int]) -> None:
        """Note that these articles changed, in the transaction that changed them."""
        if (together := _together.get()) is not None:
            together.update(article_ids)
        else:
            self.bulk_create(OutboxEntry(article_id=article_id) for article_id in article_ids)


class OutboxEntry(models.Model):
    """One change of one article. Not a foreign key: a deleted article must leave the index too.

    `problem` says why the article could not be indexed; blank while the change waits.
    """

    article_id = models.BigIntegerField("شناسهٔ مقاله")
    created_at = models.DateTimeField("زمان", auto_now_add=True)
    problem = models.TextField("مشکل", blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "تغییر نمایه‌نشده"
        verbose_name_plural = "تغییرهای نمایه‌نشده"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"مقالهٔ {to_persian_digits(self.article_id)}"


@contextmanager
def noting_together() -> Iterator[None]:
    """Note each article that changes inside once, at the end; use it in one transaction."""
    changed: set[int] = set()
    token = _together.set(changed)
    try:
        yield
    finally:
        _together.reset(token)
    OutboxEntry.objects.record(sorted(changed))


class RecordedQuerySet(models.QuerySet[R]):
    """Rows whose every change, also in bulk, notes their article in the outbox."""

    def update(self, **values: Any) -> int:
        with transaction.atomic(using=self.db):
            self._record()
            return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic(using=self.db):
            self._record()
            return super().delete()

    def bulk_create(self, objs: Iterable[R], *args: Any, **kwargs: Any) -> list[R]:
        with transaction.atomic(using=self.db):
            rows = super().bulk_create(objs, *args, **kwargs)
            OutboxEntry.objects.record({getattr(row, self.model.article_field) for row in rows})
            return rows

    def bulk_update(self, objs: Iterable[R], *args: Any, **kwargs: Any) -> int:
        rows = list(objs)
        with transaction.atomic(using=self.db):
            OutboxEntry.objects.record({getattr(row, self.model.article_field) for row in rows})
            return super().bulk_update(rows, *args, **kwargs)

    def _record(self) -> None:
        ids = self.order_by().values_list(self.model.article_field, flat=True)
        OutboxEntry.objects.record(set(ids))


class RecordedModel(models.Model):
    """A row whose change is a change of an article; `article_field` holds the article's id."""

    article_field: ClassVar[str] = "article_id"

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            OutboxEntry.objects.record([getattr(self, self.article_field)])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            OutboxEntry.objects.record([getattr(self, self.article_field)])
            return super().delete(*args, **kwargs)


class FacetModel(models.Model):
    """What articles are found by: a change of it is a change of all that name it.

    `articles_by` is the way from an article to it. Bulk changes of such rows must note the articles
    themselves.
    """

    articles_by: ClassVar[str]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        with transaction.atomic():
            super().save(*args, **kwargs)
            if not is_new:
                articles = apps.get_model("archive", "Article")._default_manager
                having = articles.filter(**{self.articles_by: self}).order_by()
                OutboxEntry.objects.record(set(having.values_list("pk", flat=True)))
