"""Posts: who held which role where, and from when to when as exactly as it is known."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin

from archive.admin.columns import persian_day
from archive.admin.entities import ReasonedAdmin
from archive.admin.forms import ConstrainedForm, ReasonedForm
from archive.admin.history import shown_fields
from archive.admin.jalali import JalaliDateField, PrintedDate
from archive.models import Official, Organization, Post
from persian.jalali import TEHRAN, known_bounds, tehran_time

ENDS = ("began", "ended")


class TermForm(ConstrainedForm):
    """A post with the two ends of its term; each is told by the boxes that are filled in."""

    began = JalaliDateField(label="آغاز", required=False, has_time=False)
    ended = JalaliDateField(
        label="پایان",
        required=False,
        has_time=False,
        help_text="هرچه را که نمی‌دانید خالی بگذارید؛ تنها سال، یا ماه و سال هم بس است.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for end in ENDS:
            day = getattr(self.instance, f"{end}_on")
            precision = getattr(self.instance, f"{end}_precision")
            if day:
                self.initial[end] = PrintedDate(tehran_time(day, dt.time()), precision)

    def clean_organization(self) -> Organization | None:
        """The organization, also by a number that was merged into another."""
        organization: Organization | None = self.cleaned_data["organization"]
        return organization.current if organization else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for end in ENDS:
            if end in cleaned:
                told = cleaned[end]
                setattr(self.instance, f"{end}_on", _day(told, is_end=end == "ended"))
                setattr(self.instance, f"{end}_precision", told.precision if told else "")
        return cleaned


def _day(told: PrintedDate | None, *, is_end: bool) -> dt.date | None:
    """The first day of what was told, or the last: of a year, a month or the day itself."""
    if told is None:
        return None
    first = told.at.astimezone(TEHRAN).date()
    if not is_end:
        return first
    _, after = known_bounds(first, told.precision)
    return after.astimezone(TEHRAN).date() - dt.timedelta(days=1)


class SeenColumns:
    """When articles named the post: what imports note and nobody edits."""

    @admin.display(description="نخستین اشاره", ordering="first_seen_on")
    def first_seen(self, post: Post) -> str:
        return persian_day(post.first_seen_on)

    @admin.display(description="آخرین اشاره", ordering="last_seen_on")
    def last_seen(self, post: Post) -> str:
        return persian_day(post.last_seen_on)


class PostInline(SeenColumns, admin.StackedInline):
    model = Post
    form = TermForm
    extra = 0
    fields = ["role", "organization", "province", "began", "ended", "first_seen", "last_seen"]
    readonly_fields = ["first_seen", "last_seen"]
    raw_id_fields = ["organization"]  # Django's search box has no name for screen readers
    show_change_link = True


class PostForm(ReasonedForm, TermForm):
    """A post on a page of its own."""

    def clean_official(self) -> Official:
        official: Official = self.cleaned_data["official"]
        return official.current


@admin.register(Post)
class PostAdmin(SeenColumns, ReasonedAdmin):
    form = PostForm
    shown = [
        *shown_fields(Post, "official", "role", "organization", "province"),
        ("زمان", lambda version: version.instance.term),
    ]
    list_display = ["role", "official", "organization", "province", "term", "last_seen"]
    list_filter = ["province"]
    list_select_related = ["official", "organization", "province"]
    search_fields = ["role", "official__name", "organization__name"]
    fields = [
        *("official", "role", "organization", "province"),
        *("began", "ended", "first_seen", "last_seen", "reason"),
    ]
    readonly_fields = ["first_seen", "last_seen"]
    raw_id_fields = ["official", "organization"]

    @admin.display(description="زمان", ordering="began_on")
    def term(self, post: Post) -> str:
        return post.term
