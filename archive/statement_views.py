"""The pages of quotes and figures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive import statements
from archive.models import Figure, Quote
from archive.paging import page_of

PER_PAGE = 20


@require_safe
def quotes(request: HttpRequest) -> HttpResponse:
    """Who said what, newest first; by words, person and province. 404 for what is not known."""
    form = statements.QuoteForm(request.GET)
    is_valid = form.is_valid()
    if form.errors.keys() & {"official", "province"}:
        raise Http404
    rows = form.quotes() if is_valid else Quote.objects.none()
    page = page_of(request, rows.values_list("pk", flat=True), PER_PAGE)
    context = {
        "form": form,
        "speaker": form.cleaned_data.get("official"),
        "province": form.cleaned_data.get("province"),
        "page": page,
        "quotes": statements.whole(Quote, page.object_list),
    }
    return render(request, "archive/quotes.html", context, status=200 if is_valid else 400)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The figures by unit, size, words and product; 400 when a bound is no number."""
    form = statements.FigureForm(request.GET)
    is_valid = form.is_valid()
    if "product" in form.errors:
        raise Http404
    rows = form.figures() if is_valid else Figure.objects.none()
    page = page_of(request, rows.values_list("pk", flat=True), PER_PAGE)
    context = {
        "form": form,
        "product": form.cleaned_data.get("product"),
        "units": statements.units(),
        "page": page,
        "figures": statements.whole(Figure, page.object_list),
    }
    return render(request, "archive/figures.html", context, status=200 if is_valid else 400)
