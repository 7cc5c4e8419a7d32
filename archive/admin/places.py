"""The gazetteer's rows: provinces, cities, export markets and products."""

from __future__ import annotations

from django.contrib import admin

from archive.admin.recorded import ReadOnlyAdmin
from archive.models import City, ExportMarket, Product, Province


@admin.register(Province)
class ProvinceAdmin(ReadOnlyAdmin):
    list_display = ["name", "slug", "iso_code"]
    search_fields = ["name", "slug"]


@admin.register(City)
class CityAdmin(ReadOnlyAdmin):
    list_display = ["name", "slug", "province"]
    list_filter = ["province"]
    list_select_related = ["province"]
    search_fields = ["name", "slug"]


@admin.register(ExportMarket)
class ExportMarketAdmin(ReadOnlyAdmin):
    list_display = ["name", "slug", "kind"]
    list_filter = ["kind"]
    search_fields = ["name", "slug"]


@admin.register(Product)
class ProductAdmin(ReadOnlyAdmin):
    list_display = ["name", "slug", "hs_chapter"]
    search_fields = ["name", "slug"]
