"""Writes the whole archive into one file; the archive may be served meanwhile."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from archive.backup import BackupError, make_backup


class Command(BaseCommand):
    help = "Write database, raw files and secret key into FILE, also while the archive is served."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="such as archive.tar.gz")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        started_at = timezone.now()
        try:
            made = make_backup(Path(file))
        except BackupError as error:
            raise CommandError(str(error)) from error
        with suppress(DatabaseError):  # the tables are still those of an older version
            made.note(started_at)
        self.stdout.write(
            f"Backup: {made.articles} articles, {made.raw_files} raw files,"
            f" {made.size_bytes} bytes in {made.path}"
        )
