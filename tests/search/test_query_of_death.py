"""Nothing that is asked breaks the search; `make fuzz` asks ten thousand queries."""

from collections.abc import Callable

from django.test import Client

from benchmarks.fuzz import queries
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
