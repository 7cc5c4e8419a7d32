"""What a reader may take away from a search: its address, citation, files and feed."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from archive.citations import ARCHIVE
from archive.exporting import FORMATS
from persian.digits import format_number
from persian.jalali import format_date
from search.links import first_page, query_pairs, search_url, with_query
from search.params import SearchPage, SearchParams

FORMAT_LABELS = {
    "csv": "CSV، برای صفحه‌گسترده",
    "jsonl": "JSONL، برای برنامه‌ها",
    "ris": "RIS، برای Zotero و EndNote",
    "bib": "BibTeX، برای LaTeX",
}


@dataclass(frozen=True)
class Export:
    label: str
    url: str


@dataclass(frozen=True)
class Sharing:
    """Absolute address and citation of a search; the addresses of its files and its feed."""

    address: str
    citation: str
    exports: tuple[Export, ...]
    feed_url: str


def sharing(page: SearchPage, labels: list[str], today: date) -> Sharing:
    """What can be taken away from this search; `labels` tell its filters in words."""
    params = first_page(page.params)
    address = settings.SITE_URL + search_url(params)
    return Sharing(
        address=address,
        citation=_citation(page, labels, address, today),
        exports=tuple(
            Export(FORMAT_LABELS[kind], _url("search:export", params, kind)) for kind in FORMATS
        ),
        feed_url=_url("search:feed", params),
    )


def describe(params: SearchParams, labels: list[str]) -> str:
    """The search in words: «صادرات»، استان: البرز."""
    words = [f"«{params.text}»"] if params.text else []
    return "، ".join([*words, *labels]) or "همهٔ مقاله‌ها"


def _citation(page: SearchPage, labels: list[str], address: str, today: date) -> str:
    day = format_date(today, weekday=False)
    return (
        f"{ARCHIVE}، جست‌وجوی {describe(page.params, labels)}؛ {format_number(page.total)} مقاله، "
        f"دیده‌شده در {day}: {address}"
    )


def _url(name: str, params: SearchParams, *args: str) -> str:
    return with_query(reverse(name, args=args), query_pairs(params))
