"""The upload form: files of articles in, what came of each out."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from archive.ingest.importer import import_upload
from archive.ingest.reports import FileReport, Outcome
from archive.models import Article, Source
from persian.digits import format_number

MAX_ZIP_BYTES = 20 * settings.UPLOAD_MAX_BYTES
MAX_BODY_BYTES = MAX_ZIP_BYTES + settings.UPLOAD_MAX_BYTES
MAX_DRAINED_BYTES = 2 * MAX_BODY_BYTES
CHUNK_BYTES = 64 * 1024


def _megabytes(size: int) -> str:
    return format_number(size // 1024**2)


WORDS = {
    Outcome.CREATED: "مقالهٔ تازه",
    Outcome.UPDATED: "مقالهٔ به‌روزشده",
    Outcome.UNCHANGED: "مقالهٔ بی‌تغییر",
    Outcome.DUPLICATE: "مقالهٔ تکراری",
}


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One or more files; cleans to a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list) and data else [None]
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    file = ManyFilesField(
        label="پرونده‌ها",
        help_text=(
            "متن ساده، JSON، صفحهٔ HTML، خوراک RSS، جدول CSV، MHTML یا WARC، هر پرونده تا"
            f" {_megabytes(settings.UPLOAD_MAX_BYTES)} مگابایت؛ zip آن‌ها تا"
            f" {_megabytes(MAX_ZIP_BYTES)} مگابایت. چند پرونده را با هم می‌توان برگزید."
        ),
        error_messages={
            "required": "پرونده‌ای برنگزیده‌اید.",
            "empty": "یکی از پرونده‌ها خالی است.",
        },
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        label="منبع",
        required=False,
        empty_label="از روی خود پرونده",
        help_text="برای مقاله‌هایی که نام منبع در آنها نیست.",
    )


@dataclass(frozen=True)
class FileOutcome:
    """What came of one file: how many articles of each kind, which ones, and what went wrong."""

    name: str
    counts: list[str] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    is_too_large: bool = False


@csrf_exempt  # _upload checks the token: reading it means reading the body
def upload_view(request: HttpRequest) -> HttpResponse:
    """Show the form or import what was posted. No body is read before its sender may send one."""
    if not request.user.has_perm("archive.add_article"):
        raise PermissionDenied
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY_BYTES:
        _drain(request)
        problem = "این پرونده‌ها روی هم بیش از اندازه بزرگ‌اند؛ در چند بار بفرستید."
        refused = FileOutcome("همهٔ پرونده‌ها", problems=[problem])
        return _page(request, UploadForm(), [refused], status=413)
    return _upload(request)


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=400)
    source = form.cleaned_data["source"]
    outcomes = [
        outcome
        for file in form.cleaned_data["file"]
        for outcome in _import(file, source.slug if source else "", request.user)
    ]
    return _page(request, UploadForm(), outcomes, _status(outcomes))


def _import(file: UploadedFile, source: str, user: Any) -> list[FileOutcome]:
    """Import one uploaded file; a zip has one outcome for each of its files."""
    name = file.name or ""
    is_zip = zipfile.is_zipfile(file)
    file.seek(0)
    limit = MAX_ZIP_BYTES if is_zip else settings.UPLOAD_MAX_BYTES
    if (file.size or 0) > limit:
        problem = f"این پرونده از اندازهٔ مجاز ({_megabytes(limit)} مگابایت) بزرگ‌تر است."
        return [FileOutcome(name, problems=[problem], is_too_large=True)]
    with tempfile.NamedTemporaryFile(prefix="upload-") as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        report = import_upload(
            Path(copy.name), name, source=source, user=user, max_bytes=settings.UPLOAD_MAX_BYTES
        )
    return [_outcome(file_report) for file_report in report.files]


def _outcome(report: FileReport) -> FileOutcome:
    return FileOutcome(
        report.file,
        counts=[
            f"{format_number(report.outcomes[kind])} {WORDS[kind]}"
            for kind in Outcome
            if report.outcomes[kind]
        ],
        articles=list(
            Article.objects.filter(origins__raw__sha256=report.sha256).order_by(
                "origins__line", "pk"
            )
        ),
        problems=[
            f"سطر {format_number(failure.line)}: {failure.reason}"
            if failure.line
            else failure.reason
            for failure in report.failures
        ],
        warnings=report.warnings,
    )


def _status(outcomes: list[FileOutcome]) -> int:
    if any(outcome.is_too_large for outcome in outcomes):
        return 413
    return 400 if any(outcome.problems for outcome in outcomes) else 200


def _page(
    request: HttpRequest,
    form: UploadForm,
    outcomes: list[FileOutcome] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": "افزودن مقاله از پرونده",
        "opts": Article._meta,
        "form": form,
        "outcomes": outcomes or [],
    }
    return TemplateResponse(request, "admin/archive/article/upload.html", context, status=status)


def _drain(request: HttpRequest) -> None:
    """Take in and drop a body that is too large, so that its sender gets to read our answer."""
    drained = 0
    while drained < MAX_DRAINED_BYTES and (chunk := request.read(CHUNK_BYTES)):
        drained += len(chunk)
