"""The page of results and what belongs to it: facets, reasons, files, feed.

Context of templates/search/results.html (the types are in search/params.py, filters.py …):

    form            SearchForm, bound: form.q.value is as typed
    dates           the two days of the form, each with its three fields (Day: name, label, year,
                    month, day)
    months          the names of the months, for these fields
    error_message   "" or one Persian sentence: bad parameters (status 400) or nothing can answer
                    (503); then there is no page and nothing below
    page            SearchPage: params, searched_text, searched_instead, total, total_all_words,
                    relaxed, suggestion, hint, also_searched, is_fallback, took_ms, hits (article,
                    headline and snippet slices, score)
    hits            list of (Hit, EntityWords): the hits of the page and whom their articles name
    entities        list of Entity: officials, provinces, markets … whose name was searched
                    (kind, label, detail, url)
    chips           list of Chip: label, value, remove_url, is_excluded
    clear_url       the same words without filters
    facets          list of FacetLinks: name, label, is_applied, values (FacetLink: label, count,
                    is_selected, is_excluded, url, exclude_url), more_url, more_count
    sorts, sizes    lists of ChoiceLink: label, url, is_current
    exact_url       turns exact mode (page.params.exact) on or off
    suggestion_url  the same search for the suggestion
    words_url       how the words of the search are read
    histogram       Histogram: is_by_month, bars (Bar: label, url, count, height 0–100)
    pagination      Pagination or None: previous_url, next_url (blank = none), pages (PageLink:
                    number, url, is_current; a gap has number None)
    kept            list of (name, value): the filters but `from` and `to` (those have fields of
                    their own), for hidden fields of the search form
    first_number, last_number   the numbers of the first and last hit on this page
    sharing         Sharing: address, citation, exports (label, url), feed_url
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.catalogue import whole
from archive.entity_words import entity_words
from archive.feeds import ENTRIES, atom_feed
from archive.models import Article
from archive.paging import page_of
from persian.jalali import MONTH_NAMES, TEHRAN
from search import filters, links
from search.entities import entities_of
from search.exceptions import IndexUnusable, SearchUnavailable
from search.explanation import explain
from search.exports import export_response
from search.facets import FACET_LABELS
from search.forms import SearchForm
from search.histogram import histogram
from search.params import SearchPage
from search.queries import all_ids, search_articles
from search.sharing import describe, sharing
from search.value_list import ValueFilter

VALUES_PER_PAGE = 100
UNAVAILABLE = "جست‌وجو اکنون در دسترس نیست. چند دقیقهٔ دیگر دوباره بیایید."


View = Callable[..., HttpResponseBase]


def searching(view: View) -> View:
    """A view of the search that the address asks for, which it gets as a valid form.

    Bad parameters are answered with 400, and with 503 that nothing can answer.
    """

    @require_safe
    def read(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        form = SearchForm(request.GET)
        if not form.is_valid():
            return _error(request, form, form.error_message(), 400)
        try:
            return view(request, form, **arguments)
        except (SearchUnavailable, IndexUnusable):
            return _error(request, form, UNAVAILABLE, 503)

    return read


@searching
def results(request: HttpRequest, form: SearchForm) -> HttpResponse:
    """One page of results."""
    page = search_articles(form.params(), facet_values=filters.SHOWN_VALUES)
    return render(request, "search/results.html", _context(form, page))


@searching
def facet(request: HttpRequest, form: SearchForm, name: str) -> HttpResponse:
    """All values of one facet in this search, or those with a part of a name."""
    if name not in FACET_LABELS:
        raise Http404
    params = links.first_page(form.params())
    found = search_articles(params)
    asked = ValueFilter(request.GET)
    [all_values] = [one for one in found.facets if one.name == name]
    values = asked.of(filters.value_links(params, all_values))
    context = {
        "label": FACET_LABELS[name],
        "facet_name": name,
        "asked": asked,
        "page": page_of(request, values, VALUES_PER_PAGE),
        "chips": filters.chips(found),
        "clear_url": filters.clear_url(found),
        "results_url": links.search_url(params),
        "kept": links.query_pairs(params),
    }
    return render(request, "search/facet.html", context)


@searching
def why(request: HttpRequest, form: SearchForm, pk: int) -> HttpResponse:
    """Why the search found an article; 404 when it does not."""
    params = form.params()
    article = get_object_or_404(Article.objects.published().select_related("source"), pk=pk)
    explanation = explain(article, params)
    if explanation is None:
        raise Http404
    context = {
        "article": article,
        "explanation": explanation,
        "text": params.text,
        "results_url": links.search_url(params),
    }
    return render(request, "search/why.html", context)


@searching
def export(request: HttpRequest, form: SearchForm, kind: str) -> HttpResponseBase:
    """All articles of the search as a file."""
    return export_response(all_ids(form.params()), kind)


@searching
def feed(request: HttpRequest, form: SearchForm) -> HttpResponse:
    """The articles of the search that came last into the archive, as Atom."""
    params = links.first_page(form.params())
    newest = sorted(all_ids(params), reverse=True)[:ENTRIES]
    labels = _filter_labels(search_articles(params, facet_values=0))
    return atom_feed(
        title=f"{describe(params, labels)} – آرشیو صنعت",
        page=links.search_url(params),
        address=request.get_full_path(),
        articles=whole(newest),
    )


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How browsers offer the search in their own box."""
    context = {"site": settings.SITE_URL}
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "search/opensearch.xml", context, content_type=content_type)


def _error(request: HttpRequest, form: SearchForm, message: str, status: int) -> HttpResponse:
    context = {"form": form, "error_message": message, **_date_fields(form)}
    return render(request, "search/results.html", context, status=status)


def _context(form: SearchForm, page: SearchPage) -> dict[str, Any]:
    words = entity_words([hit.article.pk for hit in page.hits])
    before = (page.params.page - 1) * page.params.per_page
    today = timezone.localtime(timezone=TEHRAN).date()
    return {
        "form": form,
        "error_message": "",
        **_date_fields(form),
        "page": page,
        "hits": [(hit, words[hit.article.pk]) for hit in page.hits],
        "entities": entities_of(page),
        "chips": filters.chips(page),
        "clear_url": filters.clear_url(page),
        "facets": filters.facet_links(page),
        "sorts": links.sort_links(page),
        "sizes": links.per_page_links(page),
        "exact_url": links.exact_url(page),
        "suggestion_url": links.suggestion_url(page),
        "words_url": links.words_url(page),
        "histogram": histogram(page),
        "pagination": links.pagination(page),
        "kept": [pair for pair in links.filter_pairs(page.params) if pair[0] not in {"from", "to"}],
        "first_number": before + 1,
        "last_number": before + len(page.hits),
        "sharing": sharing(page, _filter_labels(page), today),
    }


def _filter_labels(page: SearchPage) -> list[str]:
    """The filters of a search in words."""
    return [
        f"{'جز ' if chip.is_excluded else ''}{chip.label}: {chip.value}"
        for chip in filters.chips(page)
    ]


def _date_fields(form: SearchForm) -> dict[str, Any]:
    return {"dates": form.days(), "months": tuple(enumerate(MONTH_NAMES, 1))}
