"""Write all published articles to standard output."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archive.exporting import FORMATS, in_chunks
from archive.models import Article


class Command(BaseCommand):
    help = "Write all published articles to standard output, the oldest import first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=list(FORMATS), default="jsonl", dest="kind")

    def handle(self, *, kind: str, **options: Any) -> None:
        numbers = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
        for piece in FORMATS[kind].pieces(in_chunks(numbers)):
            self.stdout.write(piece, ending="")
