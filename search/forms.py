"""The only reader of a search's parameters."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms

from persian.digits import to_latin_digits, to_persian_digits
from persian.jalali import parse_date, to_jalali
from persian.letters import clean_text
from search.facets import FACET_LABELS, current_values
from search.params import (
    DEFAULT_PER_PAGE,
    FACETS,
    MAX_FACET_VALUES,
    MAX_PER_PAGE,
    MAX_QUERY_CHARS,
    MAX_QUERY_WORDS,
    NONE_VALUE,
    SearchParams,
    Sort,
)
from search.syntax import count_words

NUMBER = re.compile(r"[0-9]{1,18}")
YEAR = re.compile(r"[0-9]{4}")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
SLUG = re.compile(r"[^\x00-\x1f\x7f]{1,100}")
DAY_PARTS = ("year", "month", "day")
LAST_DAYS = ("31", "30", "29", "28")
UNKNOWN_VALUE = "این مقدار را نمی‌شناسیم."
MESSAGES = {
    "invalid": UNKNOWN_VALUE,
    "invalid_choice": UNKNOWN_VALUE,
    "null_characters_not_allowed": UNKNOWN_VALUE,
    "min_value": "از ۱ آغاز می‌شود.",
    "max_value": f"از {to_persian_digits(MAX_PER_PAGE)} بیشتر نمی‌شود.",
    "max_length": f"بیش از {to_persian_digits(MAX_QUERY_CHARS)} نویسه است؛ کوتاه‌ترش کنید.",
}
_PATTERNS = {"official": NUMBER, "organization": NUMBER, "year": YEAR}


class ValuesField(forms.Field):
    """All values of a repeated parameter, as a tuple without blanks and repetitions."""

    widget = forms.MultipleHiddenInput

    def __init__(self, pattern: re.Pattern[str], label: str) -> None:
        super().__init__(required=False, label=label)
        self.pattern = pattern

    def to_python(self, value: Any) -> tuple[str, ...]:
        values = (to_latin_digits(one).strip() for one in value or ())
        return tuple(dict.fromkeys(filter(None, values)))

    def validate(self, value: tuple[str, ...]) -> None:
        for one in value:
            if one != NONE_VALUE and not self.pattern.fullmatch(one):
                raise forms.ValidationError(UNKNOWN_VALUE, code="invalid")


class DayWidget(forms.TextInput):
    """One parameter with the whole date, or three: <name>_year, <name>_month and <name>_day.

    A month or day that was left out is the first one, or with `is_end` the last.
    """

    def __init__(self, is_end: bool) -> None:
        super().__init__()
        self.is_end = is_end

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        written: str = data.get(name, "")
        year, month, day = (data.get(f"{name}_{part}", "").strip() for part in DAY_PARTS)
        if written or not (year or month or day):
            return written
        month = month or ("12" if self.is_end and not day else "1")
        last = _last_day(year, month) if self.is_end else "1"
        return f"{year}/{month}/{day or last}"


class DayField(forms.CharField):
    """A day, Jalali or Gregorian, in Persian or Latin digits; None when blank."""

    def __init__(self, label: str, is_end: bool = False) -> None:
        super().__init__(label=label, required=False, widget=DayWidget(is_end))

    def to_python(self, value: Any) -> date | None:  # type: ignore[override]  # not a text
        text = super().to_python(value)
        if not text:
            return None
        parsed = parse_date(text)
        if parsed is None or parsed.precision != "day":
            message = "تاریخ را مانند ۱۴۰۲/۰۵/۱۲ یا «۱۲ مرداد ۱۴۰۲» بنویسید."
            raise forms.ValidationError(message, code="invalid")
        return parsed.day


@dataclass(frozen=True)
class Day:
    """One day of the form as three fields, in Jalali numbers."""

    name: str
    label: str
    year: str
    month: str
    day: str


class SearchForm(forms.Form):
    """Reads one search; use `is_valid()` first, then `params()` or `error_message()`."""

    q = forms.CharField(
        label="عبارت جست‌وجو", required=False, max_length=MAX_QUERY_CHARS, widget=forms.TextInput
    )
    sort = forms.TypedChoiceField(
        label="ترتیب",
        required=False,
        choices=[(sort.value, sort.value) for sort in Sort],
        coerce=Sort,
        empty_value=None,
    )
    page = forms.IntegerField(label="شمارهٔ صفحه", required=False, min_value=1)
    per_page = forms.IntegerField(
        label="شمار در هر صفحه", required=False, min_value=1, max_value=MAX_PER_PAGE
    )
    exact = forms.ChoiceField(
        label="فقط همین املا", required=False, choices=[("", ""), ("0", ""), ("1", "")]
    )
    month = ValuesField(MONTH, label="ماه")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from"] = DayField(label="از تاریخ")
        self.fields["to"] = DayField(label="تا تاریخ", is_end=True)
        for facet in FACETS:
            pattern = _PATTERNS.get(facet, SLUG)
            self.fields[facet] = ValuesField(pattern, label=FACET_LABELS[facet])
            self.fields[f"not_{facet}"] = ValuesField(pattern, label=f"جز {FACET_LABELS[facet]}")
        for field in self.fields.values():
            field.error_messages |= MESSAGES

    def clean_q(self) -> str:
        text = clean_text(self.cleaned_data["q"]).strip()
        if count_words(text) > MAX_QUERY_WORDS:
            raise forms.ValidationError("بیش از ۲۰ واژه دارد؛ کوتاه‌ترش کنید.")
        return text

    def clean(self) -> dict[str, Any]:
        names = [*FACETS, *(f"not_{facet}" for facet in FACETS), "month"]
        if sum(len(self.cleaned_data.get(name, ())) for name in names) > MAX_FACET_VALUES:
            raise forms.ValidationError("بیش از ۵۰ فیلتر انتخاب شده است؛ چندتایی را بردارید.")
        return self.cleaned_data

    def params(self) -> SearchParams:
        """The search that the valid form asks for; what was merged is what it became."""
        data = self.cleaned_data
        default_sort = Sort.RELEVANCE if data["q"] else Sort.NEWEST
        params = SearchParams(
            text=data["q"],
            chosen=self._values(""),
            excluded=self._values("not_"),
            months=data["month"],
            first_day=data["from"],
            last_day=data["to"],
            sort=data["sort"] or default_sort,
            exact=data["exact"] == "1",
        )
        return replace(
            params, page=data["page"] or 1, per_page=data["per_page"] or DEFAULT_PER_PAGE
        )

    def _values(self, prefix: str) -> dict[str, tuple[str, ...]]:
        asked = {facet: self.cleaned_data[f"{prefix}{facet}"] for facet in FACETS}
        return {facet: current_values(facet, values) for facet, values in asked.items() if values}

    def days(self) -> list[Day]:
        """The first and last day with their three fields, as typed or as the address has them."""
        return [self._day(name) for name in ("from", "to")]

    def _day(self, name: str) -> Day:
        label = str(self.fields[name].label)
        day = getattr(self, "cleaned_data", {}).get(name)
        if day:
            jalali = to_jalali(day)
            return Day(name, label, str(jalali.year), str(jalali.month), str(jalali.day))
        return Day(name, label, *(self.data.get(f"{name}_{part}", "") for part in DAY_PARTS))

    def error_message(self) -> str:
        """One Persian sentence that names the first bad parameter and says what is wrong."""
        name, messages = next(iter(self.errors.items()))
        if name in self.fields:
            return f"{self.fields[name].label}: {messages[0]}"
        return str(messages[0])


def _last_day(year: str, month: str) -> str:
    """The last day of a month that may be none; of one that is, a day that it has."""
    numbers = [to_latin_digits(part) for part in (year, month)]
    if not all(map(str.isdecimal, numbers)):
        return "1"
    return next((day for day in LAST_DAYS if parse_date("/".join([*numbers, day]))), "1")
