"""The pages and lists of provinces, markets, products, officials, organizations and sources."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from archive import catalogue, statements
from archive.entity_kinds import KINDS
from archive.feeds import entity_feed
from archive.iran_map import draw_map
from archive.models import (
    ExportMarket,
    Figure,
    MarketKind,
    Official,
    Organization,
    Product,
    Province,
    Quote,
    Source,
)
from archive.name_filter import NameFilter
from archive.paging import page_of
from archive.post_band import draw_posts

QUOTES, FIGURES = 3, 3
ARTICLES_PER_PAGE = 20
NAMES_PER_PAGE = 60
_FACETS = {kind.model: name for name, kind in KINDS.items()} | {Source: "source"}


@require_safe
def provinces(request: HttpRequest) -> HttpResponse:
    names = NameFilter(request.GET, Province.objects.all())
    chosen = set(names.rows)
    counted = catalogue.provinces_with_counts()
    context = {
        "names": names,
        "map": draw_map(counted),
        "provinces": sorted((p for p in counted if p[0] in chosen), key=lambda pair: -pair[1]),
    }
    return render(request, "archive/provinces.html", context)


@require_safe
def province(request: HttpRequest, slug: str) -> HttpResponse:
    everywhere = list(Province.objects.all())
    found = next((province for province in everywhere if province.slug == slug), None)
    if found is None:
        raise Http404
    context = {
        "province": found,
        "map": draw_map((other, int(other == found)) for other in everywhere),
        **_portrait(request, found),
    }
    return render(request, "archive/province.html", context)


@require_safe
def markets(request: HttpRequest) -> HttpResponse:
    names = NameFilter(request.GET, catalogue.mentioned(ExportMarket.objects.all()))
    counted = list(names.rows)
    context = {
        "names": names,
        "countries": [market for market in counted if market.kind == MarketKind.COUNTRY],
        "regions": [market for market in counted if market.kind == MarketKind.REGION],
    }
    return render(request, "archive/markets.html", context)


@require_safe
def market(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(ExportMarket, slug=slug)
    context = {
        "market": found,
        "span": catalogue.time_span(found),
        **_portrait(request, found),
    }
    return render(request, "archive/market.html", context)


@require_safe
def products(request: HttpRequest) -> HttpResponse:
    names = NameFilter(request.GET, catalogue.mentioned(Product.objects.all()))
    return render(request, "archive/products.html", {"names": names, "products": names.rows})


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Product, slug=slug)
    return render(request, "archive/product.html", {"product": found, **_portrait(request, found)})


@require_safe
def officials(request: HttpRequest) -> HttpResponse:
    names = NameFilter(request.GET, catalogue.officials_with_posts())
    page = page_of(request, names.rows, NAMES_PER_PAGE)
    return render(request, "archive/officials.html", {"names": names, "page": page})


@require_safe
def official(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Official.objects.select_related("merged_into")
    found = get_object_or_404(rows.prefetch_related(catalogue.posts_first(), "aliases"), pk=pk)
    if found.merged_into:
        return redirect(found.current, permanent=True)
    context = {
        "official": found,
        "posts": draw_posts(found.posts.all()),
        **_portrait(request, found),
    }
    return render(request, "archive/official.html", context)


@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    names = NameFilter(request.GET, catalogue.organizations_with_counts())
    page = page_of(request, names.rows, NAMES_PER_PAGE)
    return render(request, "archive/organizations.html", {"names": names, "page": page})


@require_safe
def organization(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Organization.objects.select_related("province", "merged_into")
    found = get_object_or_404(rows, pk=pk)
    if found.merged_into:
        return redirect(found.current, permanent=True)
    context = {
        "organization": found,
        "posts": catalogue.posts_at(found),
        **_portrait(request, found),
    }
    return render(request, "archive/organization.html", context)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    names = NameFilter(request.GET, catalogue.sources_with_counts())
    return render(request, "archive/sources.html", {"names": names, "sources": names.rows})


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Source.objects.select_related("merged_into"), slug=slug)
    if found.merged_into:
        return redirect(found.current, permanent=True)
    return render(request, "archive/source.html", {"source": found, **_portrait(request, found)})


def feed(model: type[Model]) -> Callable[..., HttpResponse]:
    """The view of the feeds of one kind of entity."""

    @require_safe
    def entity_articles(request: HttpRequest, **key: Any) -> HttpResponse:
        found: Any = get_object_or_404(model, **key)
        current: Any = getattr(found, "current", found)
        if current != found:
            return redirect(f"{current.get_absolute_url()}feed.atom", permanent=True)
        return entity_feed(found)

    return entity_articles


def _portrait(request: HttpRequest, entity: catalogue.Named) -> dict[str, Any]:
    """What the page of any entity shows: what is said in its articles, and these."""
    # Asking for their count costs as much.
    numbers = list(catalogue.articles_of(entity).values_list("pk", flat=True))
    page = page_of(request, numbers, ARTICLES_PER_PAGE)
    return {
        "entity": entity,
        "facet": _FACETS[type(entity)],
        "value": getattr(entity, "slug", entity.pk),
        "quotes": statements.telling(Quote, numbers, QUOTES),
        "figures": statements.telling(Figure, numbers, FIGURES),
        "page": page,
        "lines": catalogue.lines(list(page.object_list), entity),
    }
