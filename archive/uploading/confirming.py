"""Saves the articles of an upload as their editor wants them, by the importer's own way."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction

from archive.ingest.additions import obeying_editors
from archive.ingest.arriving import Arrival
from archive.ingest.importer import import_read
from archive.ingest.preview import Foreseen
from archive.ingest.reports import ImportReport, Outcome
from archive.ingest.saving import Saved
from archive.models import Article, ArticleStatus, Event, EventKind, Upload, UploadState
from archive.models.versions import changing
from archive.uploading.guesses import reject
from archive.uploading.previewing import NOTHING_FOUND, foresee
from archive.uploading.records import Understood, understand

EDIT_REASON = "ویرایش هنگام بارگذاری"


@obeying_editors
def confirm(upload: Upload, user: User, status: ArticleStatus) -> Upload:
    """Save the articles that are not left out, new ones with the status; a large upload is queued.

    A second call changes nothing. As drafts, no published article is updated: such ones wait in the
    preview, which stays open for them.
    """
    articles = [] if upload.is_large else understand(upload.articles.select_related("raw"))
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        if upload.state != UploadState.PREVIEWED:
            return upload
        upload.status = status
        if upload.is_large:
            upload.state = UploadState.QUEUED
        else:
            _save(upload, articles, user)
        upload.save()
        told = f"{upload}، {status.label}"
        Event.objects.record(user, EventKind.UPLOADED, told, upload.batch)
    return upload


def discard(upload: Upload) -> None:
    """Forget an upload that is not confirmed; the raw store keeps its files."""
    Upload.objects.unconfirmed().filter(pk=upload.pk).delete()


def _save(upload: Upload, articles: Sequence[Understood], user: User) -> None:
    fates = zip(articles, foresee(articles), strict=True)
    wanted = [(article, fate) for article, fate in fates if fate]
    chosen = [a for a, fate in wanted if not waits_for_publishing(fate, upload.status)]
    places = {_place(article.arrival): article for article in chosen}

    def finish(arrival: Arrival, saved: Saved) -> None:
        article = places[_place(arrival)]
        if saved.outcome in {Outcome.CREATED, Outcome.UPDATED}:
            _edit(saved.article, article, user)
        article.uploaded.article = saved.article
        article.uploaded.save(update_fields=["article"])

    report = ImportReport()
    report.files = list({id(a.arrival.report): a.arrival.report for a in chosen}.values())
    upload.batch = import_read(
        [article.arrival for article in chosen],
        [article.findings for article in chosen],
        report,
        source=upload.source,
        user=user,
        status=ArticleStatus(upload.status),
        finish=finish,
    )
    if len(chosen) == len(wanted):
        upload.state = UploadState.DONE


def waits_for_publishing(fate: Foreseen, status: str) -> bool:
    """Whether what is to be a draft would change what readers see."""
    return (
        status == ArticleStatus.DRAFT
        and fate.outcome is Outcome.UPDATED
        and fate.known is not None
        and fate.known.status == ArticleStatus.PUBLISHED
    )


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
