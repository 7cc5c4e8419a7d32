"""Finds the story families of articles that were not looked at yet, or of all anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archive.families import forget_all, link_pending


class Command(BaseCommand):
    help = "Find the story families of articles that have not been looked at."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again",
            action="store_true",
            help="forget all families first, but not what editors took out of them",
        )

    def handle(self, *args: Any, again: bool, **options: Any) -> None:
        if again:
            forget_all()
        self.stdout.write(f"{link_pending()} articles looked at.")
