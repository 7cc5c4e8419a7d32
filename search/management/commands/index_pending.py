"""Brings the changes that wait in the outbox into the index."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.exceptions import IndexBusy
from search.indexing import index_pending


class Command(BaseCommand):
    help = "Index every changed article now; builds the index when there is none."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        try:
            indexed = index_pending()
        except IndexBusy as error:
            raise CommandError(f"Cannot index: {error}. Try again in a minute.") from error
        if verbosity:
            self.stdout.write(f"Indexed: {indexed}")
