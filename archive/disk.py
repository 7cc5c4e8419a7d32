"""No room to write: how it is noticed, and what is said of it."""

from __future__ import annotations

import errno

from django.conf import settings
from django.db import OperationalError

NO_ROOM = (
    f"No room to write in {settings.DATA_DIR} or where temporary files are."
    " Make some; what was saved before stays."
)
_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_OF_SQLITE = "database or disk is full"


def is_full(error: BaseException) -> bool:
    """Whether the error says that there is no room to write."""
    if isinstance(error, OSError):
        return error.errno in _ERRORS
    return isinstance(error, OperationalError) and _OF_SQLITE in str(error)
