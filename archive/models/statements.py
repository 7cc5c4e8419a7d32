"""What an article says: who said what, and the figures. One row a passage, like any mention."""

from django.db import models

from archive.extract.types import Bound
from archive.models.mentions import Mention, evidence_constraints
from archive.models.people import Official


class Statement(Mention):
    """A mention that tells who speaks; `speaker_name` is as the article gives it, "" if nobody."""

    speaker = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="گوینده",
    )
    speaker_name = models.CharField("نام گوینده", max_length=200, blank=True)

    class Meta(Mention.Meta):
        abstract = True


def _constraints(kind: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(
            fields=["article", "part", "start"], name=f"{kind}_stands_once_at_a_place"
        ),
        *evidence_constraints(kind),
    ]


class Quote(Statement):
    """A direct or reported statement; the evidence covers the words said, as does `text`."""

    verb = models.CharField("فعل گفتن", max_length=100, blank=True)
    text = models.TextField("گفته")

    class Meta(Statement.Meta):
        verbose_name = "نقل قول"
        verbose_name_plural = "نقل قول‌ها"
        constraints = _constraints("quote")
        indexes = [
            models.Index(fields=["speaker", "state", "article"], name="quote_articles"),
            models.Index(fields=["state", "confidence"], name="quote_review"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker_name}: {self.text}"


class Figure(Statement):
    """A quantity: `value` of `unit`, printed as `text`; what of and when, where the text tells."""

    value = models.FloatField("مقدار")
    unit = models.CharField("یکا", max_length=60, blank=True)
    text = models.CharField("به نوشتهٔ منبع", max_length=300)
    bound = models.CharField(
        "دقت",
        max_length=10,
        blank=True,
        choices=[
            (Bound.EXACT.value, "دقیق"),
            (Bound.ABOUT.value, "حدود"),
            (Bound.AT_LEAST.value, "دست‌کم"),
            (Bound.AT_MOST.value, "حداکثر"),
        ],
    )
    of = models.CharField("چه چیز", max_length=300, blank=True)
    period = models.CharField("بازه", max_length=100, blank=True)

    class Meta(Statement.Meta):
        verbose_name = "رقم"
        verbose_name_plural = "رقم‌ها"
        constraints = _constraints("figure")
        indexes = [
            models.Index(fields=["unit", "value"], name="figure_values"),
            models.Index(fields=["state", "confidence"], name="figure_review"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_approximate(self) -> bool:
        return self.bound != Bound.EXACT
