"""What an upload would come to: each article as it was understood, and what is there of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.text import Truncator

from archive.extract import Extraction
from archive.families import alike
from archive.ingest.additions import obeying_editors
from archive.ingest.cleaning.paragraphs import PARAGRAPH_BREAK
from archive.ingest.preview import Foreseen, Preview
from archive.ingest.records import ArticleRecord
from archive.ingest.reports import ImportReport, Outcome
from archive.ingest.saving import origins_at
from archive.ingest.sources import find_source, slug_and_name
from archive.models import Article, City, Upload, UploadedArticle
from archive.uploading.guesses import Guesses, guesses_of, names_in
from archive.uploading.receiving import SAMPLE_ARTICLES
from archive.uploading.records import Understood, understand

NOTHING_FOUND = Extraction()
BEGINNING_WORDS = 10


@dataclass(frozen=True)
class PrintedParagraph:
    """A paragraph as the file has it; with `is_cut` it will not be in the archive."""

    text: str
    is_cut: bool = False


@dataclass(frozen=True)
class PreviewedArticle:
    """One article of an upload: what it would become (None: it is left out), and why.

    `known` is the archive's copy of it. `elsewhere` are passages that were cut around the text.
    """

    uploaded: UploadedArticle
    record: ArticleRecord
    outcome: Outcome | None
    known: Article | None
    source: str
    guesses: list[Guesses]
    relatives: list[Article]
    paragraphs: list[PrintedParagraph]
    elsewhere: list[str]
    warnings: list[str]

    @property
    def beginning(self) -> str:
        """The first words of the body, for want of a headline."""
        return Truncator(self.record.body).words(BEGINNING_WORDS, truncate=" …")

    @property
    def is_known(self) -> bool:
        """Whether the archive has it, and nothing in it is new."""
        return self.outcome in {Outcome.UNCHANGED, Outcome.DUPLICATE}


@obeying_editors
def preview(upload: Upload) -> list[PreviewedArticle]:
    """The articles of an upload in the order of its files, of a large one the first few."""
    shown = SAMPLE_ARTICLES if upload.is_large else None
    articles = understand(upload.articles.select_related("raw")[:shown])
    foreseen = foresee(articles)
    extractions = [a.findings.extraction if a.findings else NOTHING_FOUND for a in articles]
    names = names_in(extractions)
    return [
        PreviewedArticle(
            uploaded=article.uploaded,
            record=article.record,
            outcome=fate.outcome if fate else None,
            known=fate.known if fate else None,
            source=slug_and_name(article.record.source)[1],
            guesses=guesses_of(article.record, extraction, names, article.uploaded.rejected),
            relatives=_relatives(article, fate),
            paragraphs=list(_paragraphs(article)),
            elsewhere=_elsewhere(article),
            warnings=list(_warnings(article)),
        )
        for article, fate, extraction in zip(articles, foreseen, extractions, strict=True)
    ]


def foresee(articles: Sequence[Understood]) -> list[Foreseen | None]:
    """What importing would make of each; None for what is left out.

    An article that this very place of a file gave before is not imported again, whatever its
    editor then made of it.
    """
    dry_run = Preview(ImportReport())
    origins = origins_at(article.arrival for article in articles)
    foreseen: list[Foreseen | None] = []
    for article in articles:
        uploaded = article.uploaded
        if uploaded.is_left_out:
            foreseen.append(None)
        elif origin := origins.get((uploaded.raw_id, uploaded.position)):
            foreseen.append(Foreseen(Outcome.UNCHANGED, origin.article))
        else:
            foreseen += dry_run.foresee([article.arrival])
    return foreseen


def _relatives(article: Understood, fate: Foreseen | None) -> list[Article]:
    """What the archive has of the same story, its own copy left out."""
    if article.findings is None or fate is None or fate.outcome is not Outcome.CREATED:
        return []
    extraction = article.findings.extraction
    cities = City.objects.filter(slug__in={found.slug for found in extraction.cities})
    provinces = {found.slug for found in extraction.provinces}
    provinces |= set(cities.values_list("province__slug", flat=True))
    return list(alike(article.record, article.findings.wording, provinces))


def _paragraphs(article: Understood) -> Iterator[PrintedParagraph]:
    """The body with what was cut from it at its place; an edited body as it is."""
    body, done = article.record.body, 0
    for place, cuts in groupby(_cuts_inside(article), key=lambda cut: cut[0]):
        yield from _kept(body[done:place])
        yield from (PrintedParagraph(text, is_cut=True) for _place, text in cuts)
        done = place
    yield from _kept(body[done:])


def _kept(text: str) -> Iterator[PrintedParagraph]:
    yield from (PrintedParagraph(part) for part in text.split(PARAGRAPH_BREAK) if part)


def _cuts_inside(article: Understood) -> list[tuple[int, str]]:
    if "body" in article.uploaded.corrections:
        return []
    cuts = [(cut.at, cut.text) for cut in article.record.cuts if cut.at is not None]
    return sorted(cuts, key=lambda cut: cut[0])


def _elsewhere(article: Understood) -> list[str]:
    inside = {text for _place, text in _cuts_inside(article)}
    return [cut.text for cut in article.record.cuts if cut.text not in inside]


def _warnings(article: Understood) -> Iterator[str]:
    record = article.record
    if not record.source:
        yield "منبع آن شناخته نشد."
    elif find_source(record.source) is None:
        yield f"منبعی به نام «{slug_and_name(record.source)[1]}» هنوز نیست و ساخته می‌شود."
    if record.published_at is None:
        yield "تاریخ آن شناخته نشد؛ بدون تاریخ می‌ماند."
    if not record.headline:
        yield "تیتری ندارد."
    if article.findings is None:
        yield "خواندن نام‌های درون آن ممکن نشد و وارد بایگانی نمی‌شود."
