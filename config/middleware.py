"""What holds for every address: how much may be sent, what HEAD means, how long an answer lasts."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def head_as_get(get_response: GetResponse) -> GetResponse:
    """Answer HEAD as GET everywhere, also in the API; the server sends the headers alone."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return get_response(request)
        request.method = "GET"
        try:
            return get_response(request)
        finally:
            request.method = "HEAD"

    return middleware


def revalidate(get_response: GetResponse) -> GetResponse:
    """Let answers be kept but asked for again each time: what is withdrawn must be gone at once.

    With the ETag, which Django makes from the answer, asking again costs a 304 without a body.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return middleware


def limit_bodies(get_response: GetResponse) -> GetResponse:
    """Refuse large bodies before they are read; the upload form has a limit of its own."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if _is_too_long(request):
            return render(request, "413.html", status=413)
        return get_response(request)

    return middleware


def _is_too_long(request: HttpRequest) -> bool:
    if "HTTP_TRANSFER_ENCODING" in request.META:  # nobody knows how long that gets
        return True
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length <= settings.BODY_MAX_BYTES:
        return False
    if not request.user.is_staff:
        return True
    is_upload = request.path == reverse("admin:archive_article_upload")
    return not is_upload and length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
