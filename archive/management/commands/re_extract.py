"""Extracts from all articles anew: shows what changes, and changes it when told to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from archive.ingest.re_extraction import KINDS, Difference, re_extract, stale_articles
from persian.digits import to_persian_digits

NAME_CHARS = 100


class Command(BaseCommand):
    help = "Extract from all articles anew and show the difference; --apply also saves it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--apply", action="store_true", help="save what changes; editors' decisions stay"
        )

        parser.add_argument(
            "--stale",
            action="store_true",
            help="only from articles that other rules or additions were used on",
        )

    def handle(self, *args: Any, apply: bool, stale: bool, **options: Any) -> None:
        added, removed = Counter[str](), Counter[str]()
        articles = 0
        for difference in self._differences(apply=apply, stale=stale):
            articles += 1
            added.update(named.kind for named in difference.added)
            removed.update(named.kind for named in difference.removed)
            self.stdout.write("\n".join(_lines(difference)))
        self.stdout.write("\n".join(_summary(articles, added, removed)))
        if apply:
            call_command("index_pending", verbosity=0)
        elif articles:
            self.stdout.write("چیزی ذخیره نشد. برای ذخیرهٔ این تغییرها: re_extract --apply")

    def _differences(self, *, apply: bool, stale: bool) -> Iterable[Difference]:
        if not stale:
            return re_extract(apply=apply)
        chosen = stale_articles()
        return re_extract(apply=apply, articles=chosen) if chosen else []


def _lines(difference: Difference) -> Iterator[str]:
    article = difference.article
    yield f"مقالهٔ {to_persian_digits(article.pk)}: {article.display_headline}"
    for mark, things in (("+", difference.added), ("-", difference.removed)):
        for named in things:
            name = " ".join(named.name.split())
            yield f"  {mark} {named.kind}: {name[:NAME_CHARS]}{'…' * (len(name) > NAME_CHARS)}"
    yield ""


def _summary(articles: int, added: Counter[str], removed: Counter[str]) -> Iterator[str]:
    if not articles:
        yield "استخراج دوباره چیزی را عوض نمی‌کند."
        return
    yield f"تغییر در {to_persian_digits(articles)} مقاله:"
    for kind in KINDS:
        if added[kind] or removed[kind]:
            more, fewer = to_persian_digits(added[kind]), to_persian_digits(removed[kind])
            yield f"  {kind}: {more} افزوده، {fewer} کاسته"
