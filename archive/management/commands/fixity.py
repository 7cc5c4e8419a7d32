"""Holds every raw file against its SHA-256, and mends what a backup can mend."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.backup import BackupError, repair_raw_files
from archive.fixity import verify
from archive.models import RawDocument


class Command(BaseCommand):
    help = "Check that every raw file is as it was received; exit 1 when one is not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair-from", metavar="FILE", type=Path, help="mend from what `backup` wrote"
        )
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, repair_from: Path | None, **options: Any) -> None:
        damaged, repaired = list(verify()), []
        if repair_from:
            try:
                repaired = repair_raw_files(Path(repair_from))
            except BackupError as error:
                raise CommandError(str(error)) from error
            except OSError as error:
                raise CommandError(f"Cannot repair: {error.strerror}: {error.filename}") from error
            damaged = list(RawDocument.objects.damaged())
        if options["json"]:
            self.stdout.write(json.dumps(_report(damaged, repaired), ensure_ascii=False))
        else:
            for document in damaged:
                self.stdout.write(f"{document.damage} {document.sha256}")
            self.stdout.write(
                f"Raw files: {RawDocument.objects.count()}, repaired: {len(repaired)},"
                f" damaged: {len(damaged)}"
            )
        if damaged:
            raise SystemExit(1)


def _report(damaged: list[RawDocument], repaired: list[RawDocument]) -> dict[str, Any]:
    return {
        "ok": not damaged,
        "files": RawDocument.objects.count(),
        "damaged": [{"sha256": raw.sha256, "damage": raw.damage} for raw in damaged],
        "repaired": [raw.sha256 for raw in repaired],
    }
