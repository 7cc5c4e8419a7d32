"""HTML inside values of dumps and feeds: its text without what its names call something else."""

from __future__ import annotations

import re

from archive.ingest.cleaning.paragraphs import split_paragraphs
from archive.ingest.exceptions import MalformedFile
from archive.ingest.pages.head import Head
from archive.ingest.pages.surroundings import cut_around
from archive.ingest.pages.tree import paragraphs_of, parse_page, remove_unseen
from archive.ingest.records import Cut

_NAMED = re.compile(r"<(?:aside|nav|footer|amp-ad)\b|<[a-z][^<>]*\s(?:class|id)\s*=", re.I)


def split_fragment(value: str) -> tuple[list[str], list[Cut]]:
    """Return the paragraphs of a value, and what was cut: related news, advertisements, buttons.

    Only markup with names tells them apart; a value that is no page is plain text.
    """
    if not _NAMED.search(value):
        return split_paragraphs(value), []
    try:
        root = parse_page(f"<html><body>{value}</body></html>")
    except MalformedFile:
        return split_paragraphs(value), []
    remove_unseen(root)
    cuts = cut_around(root, Head(None, None, None))
    return paragraphs_of(root), cuts
