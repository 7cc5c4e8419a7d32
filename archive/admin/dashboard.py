"""The first page of the desk; its facts are those of archive.desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from archive.admin import tasks
from archive.desk import condition, what_waits
from archive.models import Task
from archive.roles import ADMINISTER


def dashboard(request: HttpRequest) -> dict[str, Any]:
    """The context of templates/admin/desk/, which show it."""
    may_act = request.user.has_perm(ADMINISTER)
    return {
        "waiting": what_waits(request.user),
        "condition": condition(),
        "may_act": may_act,
        "offers": tasks.offers() if may_act else [],
        "is_busy": Task.objects.unfinished().exists(),
    }
