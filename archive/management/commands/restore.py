"""Makes the archive in DATA_DIR that of a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.backup import BackupError, restore_backup


class Command(BaseCommand):
    help = "Put the archive of a backup into an empty DATA_DIR, once all of it is found whole."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="what `backup` wrote")
        parser.add_argument(
            "--replace", action="store_true", help="lose the archive that DATA_DIR holds"
        )

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        try:
            manifest = restore_backup(Path(file), replace=replace)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored: {manifest.counts['archive_article']} articles,"
            f" {sum(name.startswith('raw/') for name in manifest.files)} raw files,"
            f" as they were at {manifest.made_at}"
        )
