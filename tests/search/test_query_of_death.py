"""Nothing that is asked breaks the search; `make fuzz` asks ten thousand queries."""

from collections.abc import Callable

import pytest
from django.test import Client

from benchmarks.fuzz import NAMES, queries
from tests import factories

QUERIES = 210
WORDS = "صادرات فولاد استان شرکت‌های سرمایه‌گذاری export ۱۴۰۲"


def test_generated_queries_are_answered_or_refused(reindex: Callable[[], int]) -> None:
    for number in range(30):
        factories.article(headline=f"{WORDS} {number}", body=WORDS * (number % 5 + 1))
    reindex()
    client = Client()
    statuses = set()
    for number, query in enumerate(queries(QUERIES, seed=2)):
        path = ("/search/", "/api/v1/search")[number % 2]
        status = client.get(f"{path}?{query}").status_code
        assert status in {200, 400}, query
        statuses.add(status)
    assert statuses == {200, 400}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_away", [False, True], ids=["from the index", "while it is away"])
def test_the_value_none_is_one_of_every_filter(
    name: str, is_away: bool, reindex: Callable[[], int]
) -> None:
    """The article has nothing but a source, so it has no value of anything else."""
    factories.article()
    if not is_away:
        reindex()
    has_value = name in {"source", "not_source"}
    is_excluded = name.startswith("not_")
    page = Client().get("/search/", {name: "none"})
    assert page.status_code == 200
    assert page.context["page"].total == (has_value == is_excluded)
