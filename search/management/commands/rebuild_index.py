"""Builds the index anew beside the live one and swaps. Replaces Haystack's command of that name."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from archive.models import Article
from search.building import rebuild
from search.exceptions import IndexBusy


class Command(BaseCommand):
    help = "Build the index anew from the database; searches go on meanwhile."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        total = Article.objects.published().count()
        try:
            with tqdm(total=total, unit="article", disable=None if verbosity else True) as bar:
                indexed = rebuild(bar.update)
        except IndexBusy as error:
            raise CommandError(f"Cannot rebuild: {error}. Try again in a minute.") from error
        if verbosity:
            self.stdout.write(f"Indexed: {indexed}")
