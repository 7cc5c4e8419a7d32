"""Home, article and service pages. Queries are in catalogue.py and reading.py."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from django.conf import settings
from django.db import DatabaseError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive import catalogue, citations
from archive.iran_map import draw_map
from archive.models import (
    Article,
    ArticleStatus,
    ExportMarket,
    Official,
    Product,
    RawDocument,
)
from archive.reading import read_article, structured_data
from archive.sitemaps import ArticleSitemap
from archive.word_reading import TextForm, read_words
from persian.jalali import jalali_date

NEWEST = 6
ON_THIS_DAY = 4
WAYS_IN = 8
MAX_ADDRESS_WORDS = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the archive holds, and the ways in."""
    published = Article.objects.published()
    provinces = catalogue.provinces_with_counts()
    markets = list(catalogue.mentioned(ExportMarket.objects.all()))
    officials = catalogue.mentioned(Official.objects.all())
    by_count = sorted((pair for pair in provinces if pair[1]), key=lambda pair: -pair[1])
    today = jalali_date(timezone.now())
    context = {
        "article_count": published.count(),
        "province_count": len(by_count),
        "market_count": len(markets),
        "official_count": officials.count(),
        "map": draw_map(provinces),
        "newest": catalogue.whole(published.values_list("pk", flat=True)[:NEWEST]),
        "today": today,
        "on_this_day": catalogue.on_this_day(today, ON_THIS_DAY),
        "by_count": by_count,
        "top_provinces": by_count[:WAYS_IN],
        "top_markets": markets[:WAYS_IN],
        "top_products": catalogue.mentioned(Product.objects.all())[:WAYS_IN],
        "top_officials": officials[:WAYS_IN],
    }
    return render(request, "archive/home.html", context)


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article; 410 with the reason when it was withdrawn."""
    found = readable(pk)
    if found.status == ArticleStatus.WITHDRAWN:
        return withdrawn(request, found)
    page = read_article(found)
    context = {"article": found, "page": page, "structured_data": structured_data(found, page)}
    return render(request, "archive/article.html", context)


@require_safe
def cite_ris(request: HttpRequest, pk: int) -> HttpResponse:
    """The article for reference managers, as RIS."""
    return _citation(pk, citations.ris, "application/x-research-info-systems", "ris")


@require_safe
def cite_bibtex(request: HttpRequest, pk: int) -> HttpResponse:
    """The article for reference managers, as BibTeX."""
    return _citation(pk, citations.bibtex, "application/x-bibtex", "bib")


def _citation(
    pk: int, cite: Callable[[Article], str], content_type: str, suffix: str
) -> HttpResponse:
    found = readable(pk)
    if found.status == ArticleStatus.WITHDRAWN:
        return HttpResponse(found.withdrawn_reason, "text/plain; charset=utf-8", status=410)
    disposition = f'attachment; filename="sanat-{pk}.{suffix}"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(cite(found), f"{content_type}; charset=utf-8", headers=headers)


def readable(pk: int) -> Article:
    """The article of this number, drafts excepted.

    Raises:
        Http404: there is none.
    """
    articles = Article.objects.exclude(status=ArticleStatus.DRAFT)
    return get_object_or_404(articles.select_related("source", "republished_by"), pk=pk)


def withdrawn(request: HttpRequest, article: Article) -> HttpResponse:
    """What stays of a withdrawn article: the reason."""
    return render(request, "archive/withdrawn.html", {"article": article}, status=410)


@require_safe
def article_elsewhere(
    request: HttpRequest, pk: int, rest: str
) -> HttpResponse | HttpResponsePermanentRedirect:
    """Whatever follows an article's number is decoration."""
    return redirect("archive:article", pk, permanent=True)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "archive/help.html")


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """How the analyzer reads a text; 400 when that is too long."""
    form = TextForm(request.GET)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    context = {"form": form, "text": text, "words": read_words(text)}
    return render(request, "archive/words.html", context, status=200 if form.is_valid() else 400)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "archive/about.html")


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"ok": True})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers and every raw file was whole when last looked at; 503 when not."""
    try:
        is_damaged = RawDocument.objects.damaged().exists()
    except DatabaseError:
        return JsonResponse({"ok": False, "database": "unreachable"}, status=503)
    state = {"ok": not is_damaged, "database": "ok", "raw": "damaged" if is_damaged else "ok"}
    return JsonResponse(state, status=503 if is_damaged else 200)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read, and every page of the sitemap."""
    sitemap = settings.SITE_URL + reverse("archive:sitemap")
    articles = settings.SITE_URL + reverse("archive:sitemap_section", args=["articles"])
    pages = ArticleSitemap().paginator.num_pages
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        f"Sitemap: {sitemap}",
        *(f"Sitemap: {articles}?p={number}" for number in range(2, pages + 1)),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Offers a search for the words of the address."""
    return render(request, "404.html", {"words": words_of(request.path)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs nothing that may have failed: no database, no request context, no list of styles."""
    try:
        styles = [static(f"css/{name}.css") for name in ("tokens", "base", "layout")]
    except ValueError:  # the list of hashed names lacks one: a plain page then
        styles = []
    context = {"styles": styles, "number": getattr(request, "number", "")}
    return render(None, "500.html", context, status=500)


def words_of(path: str) -> str:
    """The words in an address, to search for: the Persian ones, or where there are none the others.

    Numbers and the names of our own pages do not count.
    """
    own = {
        *("articles", "provinces", "markets", "products", "officials", "organizations", "sources"),
        *("quotes", "figures", "insights", "search"),
    }
    found = re.findall(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*", unquote(path))
    words = [word for word in found if word not in own]
    persian = [word for word in words if not word.isascii()]
    return " ".join((persian or words)[:MAX_ADDRESS_WORDS])
