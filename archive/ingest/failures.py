"""What a batch could not import, kept so that it can be mended and imported again."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from archive.ingest.exceptions import MalformedFile
from archive.ingest.json_values import load_json
from archive.ingest.reports import Failure

FOLDER = "import-failures"


class FailuresFile:
    """JSON lines, one a failure, with the reason under `failure`; made when the first one comes.

    A failed article stands beside its reason with the keys it came with, text that is no JSON
    object under `raw`. The file is a valid input: what is mended in it comes in, the rest fails
    again.
    """

    def __init__(self, batch_id: int) -> None:
        self.path: Path = settings.DATA_DIR / FOLDER / f"{batch_id}.jsonl"

    def add(self, failure: Failure, original: str) -> None:
        """Add what failed; `original` is what the file said in its place, "" for a whole file."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = {"failure": asdict(failure), **_values(original)}
        with self.path.open("a", encoding="utf-8", errors="replace") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _values(original: str) -> dict[str, object]:
    try:
        value = load_json(original)
    except (json.JSONDecodeError, MalformedFile):
        value = None
    if isinstance(value, dict):
        return value
    return {"raw": original} if original else {}
