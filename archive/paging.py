"""One page of a long list."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


def page_of(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], per_page: int) -> Page[Any]:
    """The page that the address asks for; the nearest one where it asks for none that exists."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
