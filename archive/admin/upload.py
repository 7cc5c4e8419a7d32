"""The upload form: files of articles or a pasted text in, then on to their preview."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from archive.admin.pages import desk_page, editor
from archive.models import Article, Source, Upload
from archive.uploading import Received, SentFile, receive
from persian.digits import format_number

MAX_ZIP_BYTES = 20 * settings.UPLOAD_MAX_BYTES
MAX_BODY_BYTES = MAX_ZIP_BYTES + settings.UPLOAD_MAX_BYTES
MAX_DRAINED_BYTES = 2 * MAX_BODY_BYTES
CHUNK_BYTES = 64 * 1024
PASTED = "متن چسبانده‌شده"
Problem = dict[str, object]


def _megabytes(size: int) -> str:
    return format_number(size // 1024**2)


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files; cleans to a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list) else []
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    file = ManyFilesField(
        label="پرونده‌ها",
        required=False,
        help_text=(
            "متن ساده، JSON، صفحهٔ HTML، خوراک RSS، جدول CSV، MHTML یا WARC، هر پرونده تا"
            f" {_megabytes(settings.UPLOAD_MAX_BYTES)} مگابایت؛ zip آن‌ها تا"
            f" {_megabytes(MAX_ZIP_BYTES)} مگابایت. چند پرونده را با هم می‌توان برگزید."
        ),
        error_messages={"empty": "یکی از پرونده‌ها خالی است."},
    )
    text = forms.CharField(
        label="یا متن یک خبر",
        required=False,
        widget=forms.Textarea({"rows": 8}),
        help_text="متن را همان‌گونه که در صفحهٔ خبر هست بچسبانید: تیتر، تاریخ، متن.",
    )
    source = forms.ModelChoiceField(
        Source.objects.current(),
        label="منبع",
        required=False,
        empty_label="از روی خود پرونده",
        help_text="برای مقاله‌هایی که نام منبع در آنها نیست.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["file"] and not cleaned["text"]:
            self.add_error("file", "پرونده‌ای برنگزیده‌اید و متنی ننوشته‌اید.")
        return cleaned

    def sent(self) -> list[File]:
        """The files, and the pasted text as one of them."""
        files: list[File] = list(self.cleaned_data["file"])
        if text := self.cleaned_data["text"]:
            files.append(ContentFile(text.encode(), PASTED))
        return files


@csrf_exempt  # _upload checks the token: reading it means reading the body
def upload_view(request: HttpRequest) -> HttpResponse:
    """Show the form or take in what was posted. No body is read before its sender may send one."""
    if not request.user.has_perm("archive.add_article"):
        raise PermissionDenied
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY_BYTES:
        _drain(request)
        reason = "این پرونده‌ها روی هم بیش از اندازه بزرگ‌اند؛ در چند بار بفرستید."
        return _page(request, UploadForm(), [{"file": "", "reason": reason}], status=413)
    return _upload(request)


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=400)
    source = form.cleaned_data["source"]
    judged = [(file, _too_large(file)) for file in form.sent()]
    refused: list[Problem] = [{"file": file.name, "reason": why} for file, why in judged if why]
    good = [file for file, why in judged if not why]
    received = _receive(good, editor(request), source.slug if source else "")
    if received.upload is None:
        status = 413 if refused else 400
        return _page(request, UploadForm(), [*refused, *received.problems], status)
    if refused:
        received.upload.problems = [*refused, *received.problems]
        received.upload.save()
    return redirect(received.upload)


def _too_large(file: File) -> str:
    """Why the file cannot be taken, blank if it can."""
    is_zip = zipfile.is_zipfile(file)
    file.seek(0)
    limit = MAX_ZIP_BYTES if is_zip else settings.UPLOAD_MAX_BYTES
    if file.size <= limit:
        return ""
    return f"این پرونده از اندازهٔ مجاز ({_megabytes(limit)} مگابایت) بزرگ‌تر است."


def _receive(files: Sequence[File], user: User, source: str) -> Received:
    if not files:
        return Received(None, [], [])
    with ExitStack() as copies:
        sent = []
        for file in files:
            copy = copies.enter_context(tempfile.NamedTemporaryFile(prefix="upload-"))
            shutil.copyfileobj(file, copy)
            copy.flush()
            sent.append(SentFile(file.name or "", Path(copy.name)))
        return receive(sent, user=user, source=source)


def _page(
    request: HttpRequest,
    form: UploadForm,
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "title": "افزودن مقاله از پرونده",
        "form": form,
        "problems": problems,
        "waiting": Upload.objects.unconfirmed().filter(user=request.user.pk),
    }
    return desk_page(request, "upload/form.html", Article, context, status)


def _drain(request: HttpRequest) -> None:
    """Take in and drop a body that is too large, so that its sender gets to read our answer."""
    drained = 0
    while drained < MAX_DRAINED_BYTES and (chunk := request.read(CHUNK_BYTES)):
        drained += len(chunk)
