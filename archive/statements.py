"""The quotes and figures of published articles, as the pages and the API list them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django import forms
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from archive.chunks import chunks
from archive.extract.types import Part
from archive.models import (
    ArticleStatus,
    Figure,
    Official,
    Product,
    ProductMention,
    Province,
    ProvinceMention,
    Quote,
    SourceRights,
)
from persian.letters import persian_letters

S = TypeVar("S", Quote, Figure)

NEWEST, LARGEST = "newest", "largest"
MAX_UNITS = 60
NEWEST_ARTICLES = 20  # mostly hold the newest quotes and figures
ARTICLES_AT_ONCE = 200  # looked through for others
MAX_TEXT = 60


class QuoteForm(forms.Form):
    """Which quotes to list: that hold these words, of one speaker, in articles on a province."""

    q = forms.CharField(label="واژه", required=False, max_length=MAX_TEXT)
    official = forms.ModelChoiceField(
        Official.objects.select_related("merged_into"), required=False
    )
    province = forms.ModelChoiceField(Province.objects.all(), to_field_name="slug", required=False)

    def clean_official(self) -> Official | None:
        """The person, also by a number that was merged into another."""
        official: Official | None = self.cleaned_data["official"]
        return official.current if official else None

    def quotes(self) -> QuerySet[Quote]:
        """The quotes that the form asks for; all of them when nothing is filled in."""
        wanted = self.cleaned_data
        rows = quotes_of(wanted["official"]).filter(_holds_words("text", wanted["q"]))
        if wanted["province"]:
            mentions = ProvinceMention.objects.standing().filter(province=wanted["province"])
            rows = rows.filter(article__in=mentions.order_by().values("article"))
        return rows


class FigureForm(forms.Form):
    """Which figures to list: of one unit, of a product, within bounds; newest or largest first.

    A figure is of a product that its sentence names.
    """

    q = forms.CharField(label="واژه", required=False, max_length=MAX_TEXT)
    product = forms.ModelChoiceField(Product.objects.all(), to_field_name="slug", required=False)
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
        rows = _published(Figure).filter(_holds_words("sentence", wanted["q"]))
        if wanted["product"]:
            of_product = ProductMention.objects.standing().filter(
                product=wanted["product"],
                article=OuterRef("article"),
                sentence=OuterRef("sentence"),
            )
            rows = rows.filter(Exists(of_product))
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


def telling(model: type[S], articles: Sequence[int], count: int) -> list[S]:
    """The newest quotes or figures of these published articles, which are given newest first.

    Mostly one query. It does not ask whether they are published: SQLite would begin with all
    articles that are.
    """
    rows = _in_bodies(model).select_related("speaker", "article__source")
    if model is Quote:
        rows = rows.filter(article__source__rights=SourceRights.FULL)
    found: list[S] = []
    others: Iterable[Sequence[int]] = chunks(articles[NEWEST_ARTICLES:], ARTICLES_AT_ONCE)
    for some in (articles[:NEWEST_ARTICLES], *others):
        found += _newest(rows.filter(article__in=some))[: count - len(found)]
        if len(found) == count:
            break
    return found


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
    return _in_bodies(model).filter(article__status=ArticleStatus.PUBLISHED)


def _in_bodies(model: type[S]) -> QuerySet[S]:
    """What bodies say: headline and lead anticipate it."""
    standing: QuerySet[S] = model.objects.standing()
    return standing.filter(part=Part.BODY)


def _holds_words(field: str, text: str) -> Q:
    """The condition that a field holds every word, in Persian letters or as typed."""
    condition = Q()
    for word in text.split():
        condition &= Q((f"{field}__contains", word)) | Q(
            (f"{field}__contains", persian_letters(word))
        )
    return condition


def _newest(rows: QuerySet[S]) -> QuerySet[S]:
    return rows.order_by(F("article__published_at").desc(nulls_last=True), "-article", "start")
