"""Saves the articles of an upload as their editor wants them, by the importer's own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.db import transaction

from archive.ingest.additions import obeying_editors
from archive.ingest.arriving import Arrival
from archive.ingest.importer import import_read
from archive.ingest.reports import ImportReport, Outcome
from archive.ingest.saving import Saved
from archive.models import (
    Article,
    ArticleStatus,
    Event,
    EventKind,
    Upload,
    UploadedArticle,
    UploadState,
)
from archive.models.versions import changing
from archive.uploading.guesses import reject
from archive.uploading.previewing import NOTHING_FOUND, foresee
from archive.uploading.records import Understood, understand

EDIT_REASON = "ویرایش هنگام بارگذاری"


@obeying_editors
def confirm(upload: Upload, user: User, status: ArticleStatus) -> Upload:
    """Save the articles that are not left out, new ones with the status; a large upload is queued.

    What is corrected while it is read is read once more.
    A second call changes nothing. As drafts, no published article is updated: such ones wait in the
    preview, which stays open for them.
    """
    articles = [] if upload.is_large else understand(upload.articles.select_related("raw"))
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        waits = upload.waits_for_publishing and upload.is_large and status == ArticleStatus.DRAFT
        if upload.state != UploadState.PREVIEWED or waits:
            return upload
        if upload.is_large or is_as_read(upload, [article.uploaded for article in articles]):
            _decide(upload, articles, user, status)
            return upload
    return confirm(upload, user, status)


def is_as_read(upload: Upload, read: Iterable[UploadedArticle]) -> bool:
    """Whether nobody corrected these articles since they were read."""
    now = upload.articles.in_bulk()
    return all(row.pk in now and now[row.pk].corrected_state == row.corrected_state for row in read)


def discard(upload: Upload) -> None:
    """Forget an upload that is not confirmed; the raw store keeps its files."""
    Upload.objects.unconfirmed().filter(pk=upload.pk).delete()


def _decide(
    upload: Upload, articles: Sequence[Understood], user: User, status: ArticleStatus
) -> None:
    upload.status = status
    if upload.is_large:
        upload.state, upload.attempts = UploadState.QUEUED, 0
    else:
        _save(upload, articles, user)
    upload.save()
    told = f"{upload}، {status.label}"
    Event.objects.record(user, EventKind.UPLOADED, told, upload.batch)


def _save(upload: Upload, articles: Sequence[Understood], user: User) -> None:
    fates = zip(articles, foresee(articles), strict=True)
    wanted = [(article, fate) for article, fate in fates if fate]
    known = [(a, fate.known) for a, fate in wanted if fate.outcome is Outcome.UNCHANGED]
    chosen = [a for a, fate in wanted if fate.outcome is not Outcome.UNCHANGED]
    places = {_place(article.arrival): article for article in chosen}

    def finish(arrival: Arrival, saved: Saved) -> None:
        article = places[_place(arrival)]
        if saved.outcome in {Outcome.CREATED, Outcome.UPDATED}:
            _edit(saved.article, article, user)
        if saved.outcome is not Outcome.HELD:
            _tell(article, saved.article)

    for article, row in known:
        article.arrival.report.outcomes[Outcome.UNCHANGED] += 1
        _tell(article, row)
    report = ImportReport()
    report.files = list({id(a.arrival.report): a.arrival.report for a, _fate in wanted}.values())
    upload.batch = import_read(
        [article.arrival for article in chosen],
        [article.findings for article in chosen],
        report,
        source=upload.source,
        user=user,
        status=ArticleStatus(upload.status),
        finish=finish,
    )
    if not report.count(Outcome.HELD):
        upload.state = UploadState.DONE


def _tell(article: Understood, row: Article | None) -> None:
    """Note what became of an article."""
    article.uploaded.article = row
    article.uploaded.save(update_fields=["article"])


def _edit(row: Article, article: Understood, user: User) -> None:
    if article.edits:
        for name, value in article.edits.items():
            setattr(row, name, value)
        with changing(user, EDIT_REASON):
            row.save()
    extraction = article.findings.extraction if article.findings else NOTHING_FOUND
    reject(row, extraction, article.uploaded.rejected)


def _place(arrival: Arrival) -> tuple[int, int, str]:
    return arrival.raw.pk, arrival.position, arrival.report.file
