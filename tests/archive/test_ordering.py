"""The database sorts names as the language does."""

from __future__ import annotations

import pytest
from django.db.models import Model

from archive.models import City, ExportMarket, Province, Source
from persian.alphabet import sort_key


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Province, City, ExportMarket, Source])
def test_names_come_in_alphabetical_order(model: type[Model]) -> None:
    names = list(model._default_manager.values_list("name", flat=True))
    assert len(names) > 30
    assert names == sorted(names, key=sort_key)
