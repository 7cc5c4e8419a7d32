"""What the address of an article tells of it."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from archive.gazetteer import source_by_domain

_NUMBER = re.compile(r"(?:(?<=[/\-=_])|^)([1-9]\d{4,19})(?=[/\-._&]|$)")


def number_in_address(url: str) -> str:
    """Return the number under which a site files an article, or "" (years are too short)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    found = _NUMBER.search(unquote(parts.path)) or _NUMBER.search(parts.query)
    return found[1] if found else ""


def host_of(url: str) -> str:
    """Return the host of an address, "" when it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def own_number(url: str) -> str:
    """Return the number of the article in its address on the site of a known source, or ""."""
    return number_in_address(url) if source_by_domain(host_of(url)) else ""
