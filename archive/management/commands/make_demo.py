"""Fills an archive with synthetic articles, so that every page can be judged full."""

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.paginator import Paginator

from archive.demo.articles import lines
from archive.demo.people import RULE, name_people
from archive.models import Article

BATCH = 500


class Command(BaseCommand):
    help = "Fill an empty archive with invented articles (make demo)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--articles", type=int, default=5_000, metavar="NUMBER")

    def handle(self, *args: Any, articles: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Invented articles only go into a demo: set DEMO=1 and a DATA_DIR.")
        if Article.objects.count() >= articles:
            return
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "demo.jsonl")
            file.write_text("".join(lines(articles)), encoding="utf-8")
            call_command("import_articles", str(file), stdout=self.stdout)
        unnamed = Article.objects.exclude(officialmentions__rule=RULE).order_by("pk")
        for page in Paginator(list(unnamed), BATCH):
            name_people(page)
        call_command("index_pending", verbosity=0)
