"""Brings in the large uploads that wait; the worker starts it when there are any."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.uploading import import_queued


class Command(BaseCommand):
    help = "Bring in the uploads that wait in the queue."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            import_queued()
        except BlockingIOError as error:
            raise CommandError("Another process is bringing in uploads.") from error
