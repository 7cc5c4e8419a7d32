"""What is made of an article's text before it is saved."""

from __future__ import annotations

from typing import NamedTuple

from archive.extract import Extraction, extract
from archive.ingest.records import ArticleRecord
from archive.wording import Wording, wording_of


class Findings(NamedTuple):
    """What an article names, and the words by which it is compared with others."""

    extraction: Extraction
    wording: Wording


def findings_of(record: ArticleRecord) -> Findings:
    """Read an article's text; this takes most of the time of an import."""
    return Findings(extract(record), wording_of(f"{record.headline}\n{record.body}"))
