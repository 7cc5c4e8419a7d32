"""What the archive's errors have in common."""

from __future__ import annotations


class Refused(Exception):
    """Base of what cannot be done; `reason` is a Persian sentence for whoever asked for it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
