"""What editors added to the gazetteer, and its place in every reading of articles."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, connection

from archive.gazetteer import Additions, with_additions
from archive.models import GazetteerAddition

P = ParamSpec("P")
R = TypeVar("R")


def active_additions() -> Additions:
    """The additions that count now."""
    return tuple(row.as_addition for row in GazetteerAddition.objects.active())


def additions_if_any() -> Additions:
    """The additions that count now, if there is an archive; SQLite would make an empty one."""
    name = str(connection.settings_dict["NAME"])
    is_file = connection.vendor == "sqlite" and "memory" not in name
    if is_file and not Path(name).exists():
        return ()
    try:
        return active_additions()
    except DatabaseError:  # an archive of an earlier release, or one that is out of reach
        return ()


def obeying_editors(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function read articles, or extract from them, with what editors added by its start.

    Every way in is marked by it; child processes are told by their parents.
    """

    @wraps(function)
    def obeying(*args: P.args, **kwargs: P.kwargs) -> R:
        with with_additions(active_additions()):
            return function(*args, **kwargs)

    return obeying
