"""The public read-only API, made of the routers of archive and search."""

from typing import Any

from ninja import NinjaAPI
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
