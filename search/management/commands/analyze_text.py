"""Shows what the analyzer makes of a text."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

import persian

KEYS = ("term", "surface", "start", "end", "position", "rule")


class Command(BaseCommand):
    help = "Show the tokens of a text: term, surface, place and the rule that made the term."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, text: str, **options: Any) -> None:
        found = [{key: getattr(token, key) for key in KEYS} for token in persian.tokens(text)]
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for token in found:
            self.stdout.write("\t".join(str(token[key]) for key in KEYS))
