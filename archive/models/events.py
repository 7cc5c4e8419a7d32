"""Who did what when: Django's own log of its admin, with more kinds of events."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.admin.models import LogEntry, LogEntryManager
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.contenttypes.models import ContentType
from django.db import models

_REPR_CHARS = 200  # what the column holds


class EventKind(models.IntegerChoices):
    """The first three are Django's."""

    ADDED = 1, "افزودن"
    CHANGED = 2, "تغییر"
    DELETED = 3, "حذف"
    LOGIN = 10, "ورود"
    FAILED_LOGIN = 11, "ورود ناموفق"
    PUBLISHED = 20, "انتشار"
    WITHDRAWN = 21, "پس‌گرفتن"
    DRAFTED = 22, "بازگشت به پیش‌نویس"
    BULK_EDITED = 23, "ویرایش گروهی"
    REPORT_DECIDED = 24, "رسیدگی به گزارش خطا"
    UPLOADED = 25, "تأیید بارگذاری"
    MERGED = 30, "یکی‌کردن"
    SPLIT = 31, "جداکردن"
    VERDICTS = 32, "رأی گروهی"
    ROLE_CHANGED = 40, "تغییر نقش"
    EXPORTED = 41, "بیرون‌بردن دفتر رویدادها"
    TASK = 42, "کار بر کل بایگانی"
    UNDONE = 50, "برگرداندن"


class EventManager(LogEntryManager):
    def record(
        self,
        user: User | AnonymousUser | None,
        kind: EventKind,
        text: str = "",
        about: models.Model | None = None,
    ) -> None:
        """Note what the user did, to which row if to one; what nobody did at the desk is not."""
        if user is None or not user.pk:
            return
        self.create(
            user_id=user.pk,
            action_flag=kind,
            change_message=f"{kind.label}: {text}" if text else kind.label,
            content_type=ContentType.objects.get_for_model(about) if about else None,
            object_id=about.pk if about else None,
            object_repr=str(about)[:_REPR_CHARS] if about else "",
        )


class Event(LogEntry):
    objects: ClassVar[EventManager] = EventManager()

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "رویداد"
        verbose_name_plural = "دفتر رویدادها"
        ordering = ["-action_time", "-pk"]

    def __str__(self) -> str:
        return self.object_repr or self.get_change_message()
