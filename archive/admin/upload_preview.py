"""The preview of an upload: correct, leave out, publish; for a large one how far the worker is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from archive.admin.jalali import printed_date
from archive.admin.pages import desk_page, editor
from archive.admin.provenance import counts_of
from archive.admin.upload_corrections import CorrectionForm, keep_corrections
from archive.ingest.failures import FailuresFile
from archive.models import Article, ArticleStatus, Source, Upload, UploadState
from archive.roles import PUBLISH
from archive.uploading import PreviewedArticle, confirm, discard, preview, progress_of, retry

TITLES = {
    UploadState.PREVIEWED: "پیش‌نمایش بارگذاری",
    UploadState.QUEUED: "ورود به بایگانی",
    UploadState.DONE: "نتیجهٔ بارگذاری",
    UploadState.FAILED: "نتیجهٔ بارگذاری",
}
DISCARDED = {
    False: "این بارگذاری کنار گذاشته شد؛ چیزی وارد بایگانی نشد.",
    True: "آنچه در انتظار ناشر بود کنار گذاشته شد؛ آنچه پیش از آن آمده بود می‌ماند.",
}
TOO_LATE = "در این میان، در پنجره‌ای دیگر دربارهٔ این بارگذاری تصمیم گرفته شده است."
STATUSES = {"publish": ArticleStatus.PUBLISHED, "draft": ArticleStatus.DRAFT}


def preview_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is left to do with an upload, or do what was asked for."""
    upload = _upload(request, pk)
    is_open = upload.state == UploadState.PREVIEWED
    do = request.POST.get("do")
    if not is_open and do in (*STATUSES, "save", "discard"):
        return _too_late(request, upload)
    if do == "discard":
        discard(upload)
        messages.success(request, DISCARDED[upload.waits_for_publishing])
        return redirect("admin:archive_article_upload")
    if not is_open or upload.is_large:
        return _large_or_done(request, upload)
    articles = preview(upload)
    if _typed(request, [article for article in articles if article.is_known]):
        return _too_late(request, upload)
    data = request.POST if request.method == "POST" else None
    forms = [CorrectionForm(article, data) for article in articles if not article.is_known]
    invalid = [form for form in forms if not form.is_valid()]
    if data is None or invalid:
        return _preview_page(request, upload, articles, forms)
    if not keep_corrections(upload, forms):
        return preview_view(request, pk)
    if do in STATUSES:
        _confirm(request, upload)
    return redirect(upload)


def _too_late(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Tell that another window was faster, and show what was typed in this one."""
    forms = [] if upload.is_large else _typed(request, preview(upload))
    if not forms:
        messages.warning(request, TOO_LATE)
        return redirect(upload)
    return _preview_page(request, upload, [form.previewed for form in forms], forms, is_late=True)


def _typed(request: HttpRequest, articles: list[PreviewedArticle]) -> list[CorrectionForm]:
    """The forms that were sent with corrections."""
    forms = [CorrectionForm(article, request.POST) for article in articles]
    return [form for form in forms if form.is_of_data and form.changes()]


@require_GET
def failures_view(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What an upload's batch could not import, as a file to be mended and sent again."""
    upload = _upload(request, pk)
    path = FailuresFile(upload.batch_id).path if upload.batch_id else None
    if path is None or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"failed-{upload.pk}.jsonl")


def _upload(request: HttpRequest, pk: int) -> Upload:
    """The upload, for its sender and for those who publish.

    Raises:
        PermissionDenied: it is somebody else's business.
    """
    upload = get_object_or_404(Upload.objects.select_related("batch", "user"), pk=pk)
    is_own = upload.user_id == request.user.pk and request.user.has_perm("archive.add_article")
    if not is_own and not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    return upload


def _large_or_done(request: HttpRequest, upload: Upload) -> HttpResponse:
    if request.method != "POST":
        return _report_page(request, upload)
    if upload.is_large and not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    if request.POST.get("do") in STATUSES:
        _confirm(request, upload)
    if request.POST.get("do") == "retry":
        retry(upload)
    return redirect(upload)


def _confirm(request: HttpRequest, upload: Upload) -> None:
    """Save the articles; publishing is for those who may."""
    status = STATUSES[request.POST["do"]]
    if status == ArticleStatus.PUBLISHED and not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    try:
        confirmed = confirm(upload, editor(request), status)
    except Upload.DoesNotExist as error:  # thrown away meanwhile
        raise Http404 from error
    if confirmed.state == UploadState.PREVIEWED:
        messages.warning(
            request,
            "مقاله‌هایی که مقالهٔ منتشرشده‌ای را به‌روز می‌کنند همین‌جا در انتظار ناشر می‌مانند.",
        )


def _preview_page(
    request: HttpRequest,
    upload: Upload,
    articles: list[PreviewedArticle],
    forms: list[CorrectionForm],
    *,
    is_late: bool = False,
) -> HttpResponse:
    form_of = {form.previewed.uploaded.pk: form for form in forms}
    rows = [(article, form_of.get(article.uploaded.pk)) for article in articles]
    context = {
        "rows": rows,
        "new_count": len(forms),
        "sources": Source.objects.current().order_by("name"),
        "has_errors": not is_late and any(form.errors for form in forms),
        "is_late": is_late,
    }
    status = 409 if is_late else 400 if context["has_errors"] else 200
    title = TITLES[UploadState.PREVIEWED]
    return _page(request, upload, "preview", title, context, status)


def _report_page(request: HttpRequest, upload: Upload) -> HttpResponse:
    report = upload.batch.report if upload.batch else {}
    waits = upload.state == UploadState.QUEUED
    samples = preview(upload) if upload.state == UploadState.PREVIEWED else []
    context = {
        "samples": [(article, printed_date(article.record)) for article in samples],
        "waiting_count": upload.articles.count() if upload.waits_for_publishing else 0,
        "counts": counts_of(report),
        "failures": report.get("failures", []),
        "has_failures_file": bool(report.get("failures_file")),
        "articles": [
            uploaded.article
            for uploaded in upload.articles.select_related("article__source")
            if uploaded.article
        ],
        "progress": progress_of(upload.batch) if upload.batch and waits else None,
    }
    return _page(request, upload, "report", TITLES[UploadState(upload.state)], context)


def _page(
    request: HttpRequest,
    upload: Upload,
    name: str,
    title: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    frame = {"title": title, "upload": upload, "may_publish": request.user.has_perm(PUBLISH)}
    return desk_page(request, f"upload/{name}.html", Article, frame | context, status)
