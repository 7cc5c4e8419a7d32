"""The pages of articles and entities. Queries are in catalogue.py and reading.py."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive import catalogue, statements
from archive.iran_map import draw_map
from archive.models import (
    Article,
    ArticleStatus,
    City,
    ExportMarket,
    Figure,
    MarketKind,
    MarketMention,
    Official,
    OfficialMention,
    Organization,
    Product,
    ProductMention,
    Province,
    ProvinceMention,
    Quote,
    Source,
)
from archive.reading import read_article, structured_data
from archive.sitemaps import ArticleSitemap
from archive.word_reading import TextForm, read_words

NEWEST = 6
WAYS_IN = 8
RELATED = 10
PER_PAGE = 20
OFFICIALS_PER_PAGE = 60
MAX_ADDRESS_WORDS = 8
MAX_NUMBER_DIGITS = 18


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the archive holds, and the ways in."""
    published = Article.objects.published()
    provinces = catalogue.provinces_with_counts()
    markets = list(catalogue.mentioned(ExportMarket.objects.all()))
    officials = catalogue.mentioned(Official.objects.all())
    by_count = sorted((pair for pair in provinces if pair[1]), key=lambda pair: -pair[1])
    context = {
        "article_count": published.count(),
        "province_count": len(by_count),
        "market_count": len(markets),
        "official_count": officials.count(),
        "map": draw_map(provinces),
        "newest": catalogue.whole(published.values_list("pk", flat=True)[:NEWEST]),
        "top_provinces": by_count[:WAYS_IN],
        "top_markets": markets[:WAYS_IN],
        "top_officials": officials[:WAYS_IN],
        "top_sources": catalogue.sources_with_counts()[:WAYS_IN],
    }
    return render(request, "archive/home.html", context)


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article; 410 with the reason when it was withdrawn."""
    readable = Article.objects.exclude(status=ArticleStatus.DRAFT)
    found = get_object_or_404(readable.select_related("source", "republished_by"), pk=pk)
    if found.status == ArticleStatus.WITHDRAWN:
        return render(request, "archive/withdrawn.html", {"article": found}, status=410)
    page = read_article(found)
    context = {"article": found, "page": page, "structured_data": structured_data(found, page)}
    return render(request, "archive/article.html", context)


@require_safe
def article_elsewhere(
    request: HttpRequest, pk: int, rest: str
) -> HttpResponse | HttpResponsePermanentRedirect:
    """Whatever follows an article's number is decoration."""
    return redirect("archive:article", pk, permanent=True)


@require_safe
def provinces(request: HttpRequest) -> HttpResponse:
    counted = catalogue.provinces_with_counts()
    context = {
        "map": draw_map(counted),
        "provinces": sorted(counted, key=lambda pair: -pair[1]),
    }
    return render(request, "archive/provinces.html", context)


@require_safe
def province(request: HttpRequest, slug: str) -> HttpResponse:
    everywhere = list(Province.objects.all())
    found = next((province for province in everywhere if province.slug == slug), None)
    if found is None:
        raise Http404
    mentions = ProvinceMention.objects.standing().filter(province=found)
    articles = catalogue.articles_with(mentions)
    context = {
        "province": found,
        "map": draw_map((other, int(other == found)) for other in everywhere),
        "markets": catalogue.mentioned(ExportMarket.objects.all(), articles)[:RELATED],
        "officials": catalogue.officials_with_posts(articles)[:RELATED],
        "cities": catalogue.mentioned(City.objects.filter(province=found), articles)[:RELATED],
        **_listing(request, articles, found),
    }
    return render(request, "archive/province.html", context)


@require_safe
def markets(request: HttpRequest) -> HttpResponse:
    counted = list(catalogue.mentioned(ExportMarket.objects.all()))
    context = {
        "countries": [market for market in counted if market.kind == MarketKind.COUNTRY],
        "regions": [market for market in counted if market.kind == MarketKind.REGION],
    }
    return render(request, "archive/markets.html", context)


@require_safe
def market(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(ExportMarket, slug=slug)
    mentions = MarketMention.objects.standing().filter(market=found)
    articles = catalogue.articles_with(mentions)
    others = ExportMarket.objects.exclude(pk=found.pk)
    context = {
        "market": found,
        "provinces": catalogue.mentioned(Province.objects.all(), articles)[:RELATED],
        "officials": catalogue.officials_with_posts(articles)[:RELATED],
        "markets": catalogue.mentioned(others, articles)[:RELATED],
        **_listing(request, articles, found),
    }
    return render(request, "archive/market.html", context)


@require_safe
def products(request: HttpRequest) -> HttpResponse:
    context = {"products": list(catalogue.mentioned(Product.objects.all()))}
    return render(request, "archive/products.html", context)


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Product, slug=slug)
    mentions = ProductMention.objects.standing().filter(product=found)
    articles = catalogue.articles_with(mentions)
    context = {
        "product": found,
        "provinces": catalogue.mentioned(Province.objects.all(), articles)[:RELATED],
        "markets": catalogue.mentioned(ExportMarket.objects.all(), articles)[:RELATED],
        "officials": catalogue.officials_with_posts(articles)[:RELATED],
        **_listing(request, articles, found),
    }
    return render(request, "archive/product.html", context)


@require_safe
def quotes(request: HttpRequest) -> HttpResponse:
    """Who said what, newest first; with `official` what one person said."""
    number = request.GET.get("official", "")
    if number and not (number.isdecimal() and len(number) < MAX_NUMBER_DIGITS):
        raise Http404
    speaker = get_object_or_404(Official, pk=int(number)) if number else None
    page = _page(request, statements.quotes_of(speaker).values_list("pk", flat=True), PER_PAGE)
    quoted = statements.whole(Quote, page.object_list)
    context = {"speaker": speaker, "page": page, "quotes": quoted}
    return render(request, "archive/quotes.html", context)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The figures by unit and size; 400 when a bound is no number."""
    form = statements.FigureForm(request.GET)
    is_valid = form.is_valid()
    rows = form.figures() if is_valid else Figure.objects.none()
    page = _page(request, rows.values_list("pk", flat=True), PER_PAGE)
    context = {
        "form": form,
        "units": statements.units(),
        "page": page,
        "figures": statements.whole(Figure, page.object_list),
    }
    return render(request, "archive/figures.html", context, status=200 if is_valid else 400)


@require_safe
def officials(request: HttpRequest) -> HttpResponse:
    page = _page(request, catalogue.officials_with_posts(), OFFICIALS_PER_PAGE)
    return render(request, "archive/officials.html", {"page": page})


@require_safe
def official(request: HttpRequest, pk: int) -> HttpResponse:
    officials = Official.objects.select_related("merged_into")
    found = get_object_or_404(officials.prefetch_related(catalogue.posts_first()), pk=pk)
    if found.merged_into_id:
        return redirect(found.current, permanent=True)
    mentions = OfficialMention.objects.standing().filter(official=found)
    articles = catalogue.articles_with(mentions)
    context = {
        "official": found,
        "provinces": catalogue.mentioned(Province.objects.all(), articles)[:RELATED],
        "markets": catalogue.mentioned(ExportMarket.objects.all(), articles)[:RELATED],
        **_listing(request, articles, found),
    }
    return render(request, "archive/official.html", context)


@require_safe
def organization(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Organization.objects.select_related("province", "merged_into"), pk=pk)
    if found.merged_into_id:
        return redirect(found.current, permanent=True)
    mentions = OfficialMention.objects.standing().filter(post__organization=found)
    context = {
        "organization": found,
        "posts": catalogue.posts_at(found),
        **_listing(request, catalogue.articles_with(mentions), found),
    }
    return render(request, "archive/organization.html", context)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    return render(request, "archive/sources.html", {"sources": catalogue.sources_with_counts()})


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Source.objects.select_related("merged_into"), slug=slug)
    if found.merged_into_id:
        return redirect(found.current, permanent=True)
    articles = Article.objects.published().filter(source=found)
    context = {
        "source": found,
        "provinces": catalogue.mentioned(Province.objects.all(), articles)[:RELATED],
        "markets": catalogue.mentioned(ExportMarket.objects.all(), articles)[:RELATED],
        "undated_count": articles.filter(published_at=None).count(),
        **_listing(request, articles),
    }
    return render(request, "archive/source.html", context)


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


def _listing(
    request: HttpRequest, articles: QuerySet[Article], named: catalogue.Named | None = None
) -> Mapping[str, Any]:
    """Context of partials/article_list.html: one page of articles as lines."""
    page = _page(request, articles.values_list("pk", flat=True), PER_PAGE)
    return {"page": page, "lines": catalogue.lines(page.object_list, named)}


def _page(request: HttpRequest, rows: QuerySet[Any], per_page: int) -> Page[Any]:
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"ok": True})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers; 503 when it does not."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"ok": False, "database": "unreachable"}, status=503)
    return JsonResponse({"ok": True, "database": "ok"})


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
    return render(None, "500.html", {"styles": styles}, status=500)


def words_of(path: str) -> str:
    """The words in an address, to search for: the Persian ones, or where there are none the others.

    Numbers and the names of our own pages do not count.
    """
    own = {
        *("articles", "provinces", "markets", "products", "officials", "organizations", "sources"),
        *("quotes", "figures", "search"),
    }
    found = re.findall(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*", unquote(path))
    words = [word for word in found if word not in own]
    persian = [word for word in words if not word.isascii()]
    return " ".join((persian or words)[:MAX_ADDRESS_WORDS])
