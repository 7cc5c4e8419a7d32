"""Shows what the archive understands of files, storing nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archive.ingest.files import find_files
from archive.ingest.inspection import Inspection, inspect_file
from persian.digits import to_persian_digits

_FACTS = {
    "روتیتر": "kicker",
    "تیتر": "headline",
    "تاریخ": "published",
    "ساعت": "time",
    "بازنشر در": "republished_by",
    "شناسه": "external_id",
}
_NAMES = {"استان‌ها": "provinces", "شهرها": "cities", "بازارها": "markets"}


class Command(BaseCommand):
    help = "Show what the archive understands of files, storing nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="file, folder, zip or -")
        parser.add_argument("--json", action="store_true", help="one JSON line a file")

    def handle(self, *args: Any, paths: list[str], **options: Any) -> None:
        refused = 0
        for file in find_files(map(str, paths)):
            inspection = inspect_file(file)
            refused += inspection.is_refused
            if options["json"]:
                self.stdout.write(json.dumps(asdict(inspection), ensure_ascii=False))
            else:
                self.stdout.write("\n".join(_summary(inspection)))
        if refused:
            raise SystemExit(1)


def _summary(inspection: Inspection) -> Iterator[str]:
    kind = f" ({inspection.format}، {inspection.encoding})" if not inspection.is_refused else ""
    yield f"{inspection.file}{kind}"
    for warning in inspection.warnings:
        yield f"  هشدار: {warning}"
    for article in inspection.articles:
        yield from _article_summary(article)
    yield ""


def _article_summary(article: dict[str, Any]) -> Iterator[str]:
    for label, key in _FACTS.items():
        if article[key]:
            yield f"  {label}: {article[key]}"
    yield f"  منبع: {article['source']['name'] or 'شناخته نشد'}"
    paragraphs = article["body"].split("\n\n")
    yield f"  متن: {to_persian_digits(len(paragraphs))} بند، «{paragraphs[0][:60]}…»"
    for label, key in _NAMES.items():
        if article[key]:
            yield f"  {label}: {'، '.join(place['name'] for place in article[key])}"
    for official in article["officials"]:
        office = " ".join(filter(None, (official["role"], official["organization"])))
        yield f"  مسئول: {official['name']}{f'، {office}' if office else ''}"
