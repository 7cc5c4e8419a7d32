"""The public read-only API, made of the routers of archive and search."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from archive.api import router as archive_router
from search.api import router as search_router


class ReadableJSONRenderer(JSONRenderer):
    """JSON with Persian as it is written, not as escapes."""

    json_dumps_params: dict[str, Any] = {"ensure_ascii": False}


api = NinjaAPI(
    title="Sanat Archive",
    version="1",
    openapi_url="/openapi.json",
    docs_url="/docs",
    renderer=ReadableJSONRenderer(),
    urls_namespace="api",
)
api.add_router("", archive_router)
api.add_router("", search_router)
nowhere = Router()
api.add_router("", nowhere)  # the last, so that it gets what no other takes


@api.exception_handler(ValidationError)
def bad_parameter(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A parameter that is malformed or beyond its limit."""
    names = "، ".join(sorted({str(one["loc"][-1]) for one in error.errors}))
    message = f"این پارامترها درست نیستند: {names}"
    return api.create_response(
        request, {"error": {"code": "bad_parameter", "message": message}}, status=400
    )


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """What was asked for is not in the archive."""
    message = "چنین چیزی در بایگانی نیست."
    return api.create_response(
        request, {"error": {"code": "not_found", "message": message}}, status=404
    )


@nowhere.get("/{path:rest}", include_in_schema=False)
def unknown_address(request: HttpRequest, rest: str) -> None:
    """Say so in JSON too."""
    raise Http404
