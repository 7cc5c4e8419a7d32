"""Keeps the gazetteer's places, export markets, products and sources in the database."""

from typing import Any

from django.db import transaction

from archive import gazetteer
from archive.models import City, ExportMarket, Product, Province, Source


@transaction.atomic
def sync_gazetteer(**_signal: Any) -> None:
    """Create or update a row for every entry of the gazetteer; runs after each migrate.

    The gazetteer owns the places and products. Of a source it only makes what is missing: editors
    own the rest.
    """
    entries = gazetteer.load()
    Province.objects.bulk_create(
        [
            Province(slug=p.slug, name=p.name, iso_code=p.iso_code, map_id=p.map_id)
            for p in entries.provinces
        ],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name", "iso_code", "map_id"],
    )
    province_ids = dict(Province.objects.values_list("slug", "pk"))
    City.objects.bulk_create(
        [
            City(slug=c.slug, name=c.name, province_id=province_ids[c.province])
            for c in entries.cities
        ],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name", "province"],
    )
    ExportMarket.objects.bulk_create(
        [ExportMarket(slug=m.slug, name=m.name, kind=m.kind) for m in entries.markets],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name", "kind"],
    )
    Product.objects.bulk_create(
        [Product(slug=p.slug, name=p.name, hs_chapter=p.hs_chapter) for p in entries.products],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name", "hs_chapter"],
    )
    Source.objects.bulk_create(
        [Source(slug=s.slug, name=s.name) for s in entries.sources], ignore_conflicts=True
    )
