"""Who asks: a visitor's address, and how often one address may ask for something."""

from __future__ import annotations

import math
import mmap
import secrets
import time
import zlib
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

MINUTE_SECONDS = 60
_ADDRESSES = 65_536


def address_of(request: HttpRequest) -> str:
    """The visitor's IP address; what a proxy says of it counts only if we were told to trust it."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if address in settings.TRUSTED_PROXIES and forwarded:
        return str(forwarded).rsplit(",", 1)[-1].strip()  # before it: what the visitor says
    return address


class Allowance:
    """So many requests a minute from one address, and no more at once.

    A process and all that are forked from it count together: the memory is theirs in common. It
    holds for every address, of which two may rarely share a place, the moment when all of its
    allowance is there again.
    """

    def __init__(self, per_minute: int) -> None:
        self._interval = MINUTE_SECONDS / per_minute
        self._full_again = memoryview(mmap.mmap(-1, _ADDRESSES * 8)).cast("d")
        self._salt = secrets.randbits(32)
        self._lock = Lock()

    def wait_seconds(self, address: str) -> int:
        """Take one request from the allowance; when none is left, in how many seconds there is."""
        place = zlib.crc32(address.encode(), self._salt) % _ADDRESSES
        with self._lock:
            now = time.monotonic()
            full_again = max(self._full_again[place], now) + self._interval
            missing = full_again - now - MINUTE_SECONDS
            if missing > 0:
                return math.ceil(missing)
            self._full_again[place] = full_again
            return 0
