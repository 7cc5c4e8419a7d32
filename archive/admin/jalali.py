"""Jalali dates in the admin: a form field of day, month, year and time, and a year filter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Max, Min, QuerySet
from django.http import HttpRequest

from archive.ingest.records import ArticleRecord, DatePrecision
from archive.models import Article
from persian.digits import to_latin_digits, to_persian_digits
from persian.jalali import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTH_NAMES,
    TEHRAN,
    format_datetime,
    format_known,
    jalali_date,
    tehran_time,
    to_gregorian,
    year_bounds,
)

UNDATED = "none"


@dataclass(frozen=True)
class PrintedDate:
    """A moment with how exactly it is known; coarser than a minute, the first moment in Tehran."""

    at: dt.datetime
    precision: str

    def __str__(self) -> str:
        if self.precision == DatePrecision.MINUTE:
            return format_datetime(self.at, weekday=False)
        return format_known(self.at, self.precision)


def printed_date(article: Article | ArticleRecord) -> PrintedDate | None:
    """The article's date of publication as its source printed it; None when it has none."""
    if article.published_at is None:
        return None
    return PrintedDate(article.published_at, article.published_precision or "")


class PersianNumberField(forms.IntegerField):
    """A whole number, also in Persian digits."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        return super().to_python(to_latin_digits(value) if isinstance(value, str) else value)


class PersianTimeField(forms.TimeField):
    """A time of day, also in Persian digits."""

    def to_python(self, value: Any) -> dt.time | None:
        return super().to_python(to_latin_digits(value) if isinstance(value, str) else value)


class JalaliDateWidget(forms.MultiWidget):
    """Day, month, year and time beside each other, in the order in which they are read."""

    use_fieldset = True

    def __init__(self, *, has_time: bool = True) -> None:
        months = [("", "ماه"), *enumerate(MONTH_NAMES, 1)]
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": _number_box("روز", 2),
            "month": forms.Select({"aria-label": "ماه"}, choices=months),
            "year": _number_box("سال", 4),
        }
        if has_time:
            label = {"aria-label": "ساعت", "placeholder": "ساعت، ۲۲:۲۱"}
            boxes["time"] = forms.TextInput(label)
        super().__init__(boxes, {"class": "jalali-date"})

    def decompress(self, value: PrintedDate | None) -> list[Any]:
        """The texts of the boxes; what is not known stays empty."""
        if value is None:
            return [None, None, None, None]
        day = jalali_date(value.at)
        clock = value.at.astimezone(TEHRAN).strftime("%H:%M")
        known = {
            DatePrecision.YEAR: 1,
            DatePrecision.MONTH: 2,
            DatePrecision.DAY: 3,
            DatePrecision.MINUTE: 4,
        }[DatePrecision(value.precision)]
        return [
            to_persian_digits(day.day) if known >= 3 else None,
            day.month if known >= 2 else None,
            to_persian_digits(day.year),
            to_persian_digits(clock) if known >= 4 else None,
        ]


def _number_box(label: str, digits: int) -> forms.TextInput:
    return forms.TextInput(
        {"aria-label": label, "placeholder": label, "inputmode": "numeric", "size": digits}
    )


class JalaliDateField(forms.MultiValueField):
    """A `PrintedDate`: its precision is told by which boxes were filled in."""

    default_error_messages = {
        "invalid": "این تاریخ در تقویم نیست.",
        "gap": "روز را با ماه و سال، ماه را با سال، و ساعت را با روز بنویسید.",
    }

    def __init__(self, *, has_time: bool = True, **options: Any) -> None:
        fields = [
            PersianNumberField(required=False, min_value=1, max_value=31),
            forms.TypedChoiceField(
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", ""), *enumerate(MONTH_NAMES, 1)],
            ),
            PersianNumberField(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR),
        ]
        if has_time:
            fields.append(PersianTimeField(required=False, input_formats=["%H:%M"]))
        options.setdefault("widget", JalaliDateWidget(has_time=has_time))
        super().__init__(fields, require_all_fields=False, **options)

    def compress(self, data_list: list[Any]) -> PrintedDate | None:
        day, month, year, time = [*data_list, None, None, None, None][:4]
        parts = [year, month, day, time]
        known = sum(part is not None for part in parts)
        if known == 0:
            return None
        if any(part is None for part in parts[:known]):
            raise ValidationError(self.error_messages["gap"], code="gap")
        try:
            gregorian = to_gregorian(year, month or 1, day or 1)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        precision = (
            DatePrecision.YEAR,
            DatePrecision.MONTH,
            DatePrecision.DAY,
            DatePrecision.MINUTE,
        )[known - 1]
        at = tehran_time(gregorian, time or dt.time()).astimezone(dt.UTC)
        return PrintedDate(at, precision.value)


class JalaliYearFilter(admin.SimpleListFilter):
    """Articles of one Jalali year, or those without a date."""

    title = "سال انتشار"
    parameter_name = "year"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> Iterator[tuple[str, str]]:
        ends = model_admin.get_queryset(request).aggregate(
            first=Min("published_at"), last=Max("published_at")
        )
        if ends["first"]:
            first, last = jalali_date(ends["first"]).year, jalali_date(ends["last"]).year
            for year in range(last, first - 1, -1):
                yield str(year), to_persian_digits(year)
        yield UNDATED, "بدون تاریخ"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        value = self.value()
        if value is None:
            return queryset
        if value == UNDATED:
            return queryset.filter(published_at=None)
        if not value.isdecimal() or not FIRST_YEAR <= int(value) <= LAST_YEAR:
            return queryset.none()
        begin, end = year_bounds(int(value))
        return queryset.filter(published_at__gte=begin, published_at__lt=end)
