"""Write all published articles to standard output."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archive.exporting import FORMATS
from archive.models import Article

CHUNK = 200


class Command(BaseCommand):
    help = "Write all published articles to standard output, the oldest import first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=list(FORMATS), default="jsonl", dest="kind")

    def handle(self, *, kind: str, **options: Any) -> None:
        articles = Article.objects.published().select_related("source", "republished_by")
        for piece in FORMATS[kind].pieces(articles.order_by("pk").iterator(CHUNK)):
            self.stdout.write(piece, ending="")
