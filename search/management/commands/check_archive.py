"""Compares the index with the database, and mends it when asked."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.checking import find_problems, repair
from search.exceptions import IndexBusy


class Command(BaseCommand):
    help = "Check that the index holds what the database has published; exit 1 when it does not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mend what is wrong")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        problems = find_problems()
        if problems and options["repair"]:
            try:
                repair(problems)
            except IndexBusy as error:
                raise CommandError(f"Cannot repair: {error}. Try again in a minute.") from error
            problems = find_problems()
        if options["json"]:
            report = {"ok": not problems, "problems": [asdict(problem) for problem in problems]}
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            for problem in problems:
                self.stdout.write(f"{problem.kind} {problem.id or ''}: {problem.detail}")
            self.stdout.write("Problems: " + str(len(problems)))
        if problems:
            sys.exit(1)
