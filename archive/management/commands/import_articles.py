"""Imports files of articles, publishes them, and has indexed them before it ends."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from tqdm import tqdm

from archive.ingest.exceptions import UnusableSource
from archive.ingest.guarded import stop_children
from archive.ingest.importer import Watch, import_paths
from archive.ingest.reports import ImportReport, Outcome, Progress
from archive.management.commands.prepare import has_tables
from persian.digits import to_persian_digits

_OUTCOMES = {
    Outcome.CREATED: "تازه",
    Outcome.UPDATED: "به‌روزشده",
    Outcome.UNCHANGED: "بی‌تغییر",
    Outcome.DUPLICATE: "تکراری",
}
_BROKEN_OFF = "ناتمام ماند. همین فرمان را دوباره بدهید تا از همان جا دنبال شود."


class Command(BaseCommand):
    help = "Import, publish and index the articles of files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="file, folder, zip or -")
        parser.add_argument(
            "--source",
            default="",
            metavar="SLUG",
            help="source of articles that name none: a slug or a name, made when unknown",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, write nothing"
        )
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")

    def handle(self, *args: Any, paths: list[str], dry_run: bool, **options: Any) -> None:
        try:
            if not has_tables():  # an archive that was never started
                call_command("migrate", interactive=False, verbosity=0)
            with _progress_bar() as watch:
                report = import_paths(
                    map(str, paths), source=options["source"], dry_run=dry_run, watch=watch
                )
        except KeyboardInterrupt as stopped:
            raise CommandError(_BROKEN_OFF, returncode=130) from stopped
        except UnusableSource as error:
            raise CommandError(error.reason) from error
        except OperationalError as error:
            raise CommandError(f"پایگاه داده در دسترس نیست: {error}") from error
        if not dry_run:
            stop_children()  # indexing needs their memory
            call_command("index_pending", verbosity=0)
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_summary(report, dry_run)))
        if report.failed:
            raise SystemExit(1)


@contextmanager
def _progress_bar() -> Iterator[Watch]:
    """Show on a terminal the bytes read, the rate and the time left, also within one large file."""
    with tqdm(unit="B", unit_scale=True, disable=not sys.stderr.isatty()) as bar:

        def watch(progress: Progress) -> None:
            bar.total = max(progress.bytes_total, progress.bytes_read)
            seconds = bar.format_dict["elapsed"] or 1
            rate = f"{progress.articles} articles, {progress.articles / seconds:.0f}/s"
            bar.set_postfix_str(rate, refresh=False)
            bar.update(progress.bytes_read - bar.n)

        yield watch


def _summary(report: ImportReport, dry_run: bool) -> Iterator[str]:
    counts = [
        f"{to_persian_digits(report.count(outcome))} {label}"
        for outcome, label in _OUTCOMES.items()
        if report.count(outcome)
    ]
    articles = "، ".join(counts) or "هیچ مقاله‌ای"
    yield f"{to_persian_digits(len(report.files))} پرونده: {articles}"
    if report.continues:
        yield f"دنبالهٔ دستهٔ {to_persian_digits(report.continues)} که ناتمام مانده بود."
    for name in report.new_sources:
        yield f"منبع تازه: {name}"
    for file, warning in report.warnings:
        yield f"هشدار: {file}: {warning}"
    for failure in report.failures:
        line = f" (سطر {to_persian_digits(failure.line)})" if failure.line else ""
        yield f"ناموفق: {failure.file}{line}: {failure.reason}"
    if report.failed > len(report.failures):
        yield f"و {to_persian_digits(report.failed - len(report.failures))} مورد ناموفق دیگر."
    if report.failures_file:
        yield f"برای اصلاح و ورود دوباره: {report.failures_file}"
    if dry_run:
        yield "آزمایشی بود: چیزی نوشته نشد."
