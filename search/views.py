"""The page of results.

Context of templates/search/results.html (the types are in search/params.py and search/links.py):

    form            SearchForm, bound: form.q.value, form.from.value, form.to.value are as typed
    error_message   "" or one Persian sentence: bad parameters (status 400) or nothing can answer
                    (503); then there is no page and nothing below
    page            SearchPage: params, searched_text, searched_instead, total, total_all_words,
                    relaxed, suggestion, hint, also_searched, is_fallback, took_ms, hits (article,
                    headline and snippet slices, score)
    entities        list of Entity: officials, provinces, markets … whose name was searched
                    (kind, label, detail, url)
    chips           list of Chip: label, value, remove_url, is_excluded
    clear_url       the same words without filters
    facets          list of FacetLinks: name, label, is_applied, values and more (FacetLink: label,
                    count, is_selected, is_excluded, url, exclude_url)
    sorts           list of SortLink: label, url, is_current
    exact_url       turns exact mode (page.params.exact) on or off
    suggestion_url  the same search for the suggestion
    words_url       how the words of the search are read
    histogram       Histogram: is_by_month, bars (Bar: label, url, count, height 0–100)
    pagination      Pagination or None: previous_url, next_url (blank = none), pages (PageLink:
                    number, url, is_current; a gap has number None)
    kept            list of (name, value): the filters but `from` and `to` (those have fields of
                    their own), for hidden fields of the search form
    first_number, last_number   the numbers of the first and last hit on this page
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.catalogue import prefetch_entities
from search import links
from search.entities import named_entities
from search.exceptions import SearchUnavailable
from search.forms import SearchForm
from search.params import SearchPage
from search.queries import search_articles

PAGE_FACET_VALUES = 60
UNAVAILABLE = "جست‌وجو اکنون در دسترس نیست. چند دقیقهٔ دیگر دوباره بیایید."


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """One page of results; 400 for bad parameters, 503 when nothing can answer."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return _error(request, form, form.error_message(), 400)
    try:
        page = search_articles(form.params(), facet_values=PAGE_FACET_VALUES)
    except SearchUnavailable:
        return _error(request, form, UNAVAILABLE, 503)
    return render(request, "search/results.html", _context(form, page))


def _error(request: HttpRequest, form: SearchForm, message: str, status: int) -> HttpResponse:
    context = {"form": form, "error_message": message}
    return render(request, "search/results.html", context, status=status)


def _context(form: SearchForm, page: SearchPage) -> dict[str, Any]:
    prefetch_entities([hit.article for hit in page.hits])
    before = (page.params.page - 1) * page.params.per_page
    return {
        "form": form,
        "error_message": "",
        "page": page,
        "entities": named_entities(page.searched_text) if page.params.page == 1 else [],
        "chips": links.chips(page),
        "clear_url": links.clear_url(page),
        "facets": links.facet_links(page),
        "sorts": links.sort_links(page),
        "exact_url": links.exact_url(page),
        "suggestion_url": links.suggestion_url(page),
        "words_url": links.words_url(page),
        "histogram": links.histogram(page),
        "pagination": links.pagination(page),
        "kept": [pair for pair in links.filter_pairs(page.params) if pair[0] not in {"from", "to"}],
        "first_number": before + 1,
        "last_number": before + len(page.hits),
    }
