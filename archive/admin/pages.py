"""What the desk's own pages share: their frame, who asks for them, the ids in their addresses."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest
from django.template.response import TemplateResponse


def desk_page(
    request: HttpRequest,
    template: str,
    model: type[Model],
    context: dict[str, Any],
    status: int = 200,
) -> TemplateResponse:
    """A page of templates/admin/archive/ in the desk's frame, below the list of the model."""
    frame = {**admin.site.each_context(request), "opts": model._meta}
    return TemplateResponse(request, f"admin/archive/{template}", frame | context, status=status)


def editor(request: HttpRequest) -> User:
    """Who is at the desk, where nobody gets without having logged in."""
    return cast("User", request.user)


def row_id(text: str | None) -> int:
    """The id that a parameter holds; 0, which no row has, if it holds none."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0
