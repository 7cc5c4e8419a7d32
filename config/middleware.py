"""What holds for every address: how much may be sent, how often it may be asked, what HEAD means,
how long an answer lasts, and the number by which a failed request is found in the log."""

import logging
import secrets
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from archive.disk import NO_ROOM, is_full
from archive.visitors import Allowance, address_of
from persian.digits import format_number

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]
SEARCHES = ("/search/", "/api/v1/search")


def number_requests(get_response: GetResponse) -> GetResponse:
    """Give each request a number, which error pages, their headers and the log tell."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.number = secrets.token_hex(6)  # type: ignore[attr-defined]
        response = get_response(request)
        if response.status_code >= 400:
            response.headers["X-Request-ID"] = request.number  # type: ignore[attr-defined]
        return response

    return middleware


class RequestNumber(logging.Filter):
    """Adds to a log record the number of the request that it is about, if it is about one."""

    def filter(self, record: logging.LogRecord) -> bool:
        number = getattr(getattr(record, "request", None), "number", "")
        record.request_number = f" [{number}]" if number else ""
        return True


def keep_to_this_site(get_response: GetResponse) -> GetResponse:
    """Let no other site embed what we send, and no page of ours use a visitor's devices."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response

    return middleware


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
            return _refusal(request, 413, "too_large", "آنچه فرستادید بیش از اندازه بزرگ است.")
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


def tell_full_disk(get_response: GetResponse) -> GetResponse:
    """Say in 503 that there was no room for what was sent; reading goes on."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        if not is_full(error):
            return None
        logger.error(NO_ROOM, extra={"request": request})
        return _refusal(request, 503, "no_room", "اکنون جایی برای نوشتن نیست.")

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def limit_searches(get_response: GetResponse) -> GetResponse:
    """Answer an address that searches too often with 429 and when to come again."""
    if not settings.SEARCH_RATE_PER_MINUTE:
        raise MiddlewareNotUsed
    allowance = Allowance(settings.SEARCH_RATE_PER_MINUTE)

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(SEARCHES):
            return get_response(request)
        seconds = allowance.wait_seconds(address_of(request))
        return _too_many(request, seconds) if seconds else get_response(request)

    return middleware


def _too_many(request: HttpRequest, seconds: int) -> HttpResponseBase:
    message = f"بیش از اندازه جست‌وجو شد؛ {format_number(seconds)} ثانیهٔ دیگر بیایید."
    response = _refusal(request, 429, "too_many_requests", message, seconds=seconds)
    response.headers["Retry-After"] = str(seconds)
    return response


def _refusal(
    request: HttpRequest, status: int, code: str, message: str, **context: object
) -> HttpResponseBase:
    """The page of this status or, for the API, the error in JSON."""
    if not request.path.startswith("/api/"):
        return render(request, f"{status}.html", context, status=status)
    error = {"error": {"code": code, "message": message}}
    return JsonResponse(error, status=status, json_dumps_params={"ensure_ascii": False})
