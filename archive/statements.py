"""The quotes and figures of published articles, as the pages and the API list them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django import forms
from django.db.models import Count, F, QuerySet

from archive.extract.types import Part
from archive.models import ArticleStatus, Figure, Official, Quote, SourceRights

S = TypeVar("S", Quote, Figure)

NEWEST, LARGEST = "newest", "largest"
MAX_UNITS = 60
MAX_TEXT = 60


class FigureForm(forms.Form):
    """Which figures to list: of one unit, within bounds; newest or largest first."""

    unit = forms.CharField(label="یکا", required=False, max_length=MAX_TEXT)
    at_least = forms.FloatField(label="از", required=False)
    at_most = forms.FloatField(label="تا", required=False)
    sort = forms.ChoiceField(
        label="ترتیب",
        required=False,
        choices=[(NEWEST, "تازه‌ترین"), (LARGEST, "بزرگ‌ترین")],
    )

    def figures(self) -> QuerySet[Figure]:
        """The figures that the form asks for; all of them when nothing is filled in."""
        wanted = self.cleaned_data
        rows = _published(Figure)
        if wanted["unit"]:
            rows = rows.filter(unit=wanted["unit"])
        if wanted["at_least"] is not None:
            rows = rows.filter(value__gte=wanted["at_least"])
        if wanted["at_most"] is not None:
            rows = rows.filter(value__lte=wanted["at_most"])
        return rows.order_by("-value", "-pk") if wanted["sort"] == LARGEST else _newest(rows)


def quotes_of(speaker: Official | None = None) -> QuerySet[Quote]:
    """The quotes of published articles that may be shown whole, newest first."""
    rows = _published(Quote).filter(article__source__rights=SourceRights.FULL)
    return _newest(rows.filter(speaker=speaker) if speaker else rows)


def units() -> list[str]:
    """The units of figures, the most frequent first."""
    counted = _published(Figure).exclude(unit="").order_by().values("unit").annotate(n=Count("pk"))
    return [row["unit"] for row in counted.order_by("-n", "unit")[:MAX_UNITS]]


def whole(model: type[S], numbers: Iterable[int]) -> list[S]:
    """The rows of these numbers in this order, with speakers, articles and sources."""
    wanted = list(numbers)
    rows = model.objects.select_related("speaker", "article__source").in_bulk(wanted)
    return [rows[number] for number in wanted if number in rows]


def _published(model: type[S]) -> QuerySet[S]:
    """What bodies say: headline and lead anticipate it."""
    standing: QuerySet[S] = model.objects.standing()
    return standing.filter(article__status=ArticleStatus.PUBLISHED, part=Part.BODY)


def _newest(rows: QuerySet[S]) -> QuerySet[S]:
    return rows.order_by(F("article__published_at").desc(nulls_last=True), "-article", "start")
