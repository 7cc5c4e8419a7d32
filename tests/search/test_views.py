"""The page of results over HTTP."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.template import Context, Template
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from archive.models import OfficialMention
from search.params import FACETS
from tests import factories

Reindex = Callable[[], int]
pytestmark = pytest.mark.django_db


def test_the_page_shows_hits_with_marked_words(client: Client, reindex: Reindex) -> None:
    article = factories.article(headline="رشد صادرات", body="<script>صادرات</script>")
    reindex()
    response = client.get("/search/", {"q": "صادرات"})
    page = response.content.decode()
    assert response.status_code == 200
    assert article.get_absolute_url() in page
    assert "<mark>صادرات</mark>" in page
    assert "&lt;script&gt;" in page
    assert "<script>صادرات" not in page


def test_a_name_leads_to_the_officials_page(client: Client, reindex: Reindex) -> None:
    official = factories.official("شیرین نمونه‌پور", "مدیرعامل", "شرکت نمونه")
    factories.mention(OfficialMention, factories.article(), official=official)
    reindex()
    [entity] = client.get("/search/", {"q": "شيرين نمونه‌پور"}).context["entities"]
    assert entity.url == official.get_absolute_url()
    assert "مدیرعامل" in entity.detail


def test_bad_parameters_are_explained(client: Client) -> None:
    response = client.get("/search/", {"page": "x", "q": "فولاد"})
    assert response.status_code == 400
    assert response.context["error_message"] in response.content.decode()
    assert "فولاد" in response.content.decode()


def test_the_number_of_queries_does_not_grow(
    client: Client, reindex: Reindex, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(20):
        official = factories.official(f"نمونه {number}", "مدیر", "سازمان")
        factories.official_mention(factories.article(body="صادرات"), official)
    reindex()
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        client.get("/search/", {"q": "صادرات"})


def test_without_an_index_there_is_a_notice(client: Client) -> None:
    factories.article(body="صادرات")
    response = client.get("/search/", {"q": "صادرات"})
    assert response.status_code == 200
    assert response.context["page"].is_fallback
    assert response.context["page"].total == 1


@pytest.mark.parametrize(
    "query",
    [
        "month=9999-12",
        "month=0000-01",
        "year=9999",
        "year=none&month=1402-07",
        "official=999999999999999999",
        "province=none&not_source=none",
        "from=1900-01-01&to=2100-12-31",
        "q=%22(*~:",
        "page=1000000000000000000000",
    ],
)
def test_the_database_answers_any_parameters(client: Client, query: str) -> None:
    factories.article()
    assert client.get(f"/search/?{query}").status_code == 200


def test_the_state_of_the_index_in_words(reindex: Reindex) -> None:
    template = Template("{% load search_tags %}{% index_state %}")
    assert template.render(Context()) == ""
    factories.article()
    reindex()
    assert template.render(Context()) == "۱ مقاله، آخرین نمایه‌سازی هم‌اکنون"
    with time_machine.travel(timezone.now() + timedelta(minutes=150)):
        assert template.render(Context()) == "۱ مقاله، آخرین نمایه‌سازی ۲\xa0ساعت پیش"


NAMES = ["q", "month", "from", "to", "sort", "page", "per_page", "exact", *FACETS]
HOSTILE = [
    *("*", "*x*", "???", '"', '""', "((((", "))))", "~9", "a~9", "[a TO b]", "{a TO}", "x^9"),
    *("عنوان:", "a:b:c", "-", "--", "- -a", "NOT", "NOT NOT a", "OR", "AND AND", "یا", "\x00"),
    *("\u202e", "\ud800", "\u200c", "ا*", "*" * 300, "(" * 150 + "a" + ")" * 150, '"a' * 100),
    *("-" * 300, "a " * 150, "۱" * 300, "NOT (" * 40, '"a b"~999999999', "<script>", "%00", "'"),
]
VALUES = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=40),
    st.text(st.sampled_from('ab ()"*:-~یاصدر\u200cOR'), max_size=60),
    st.integers().map(str),
)


def ask(client: Client, pairs: list[tuple[str, str]]) -> None:
    encoded = [(name, quote(value.encode("utf-8", "surrogatepass"))) for name, value in pairs]
    query = "&".join(f"{name}={value}" for name, value in encoded)
    assert client.get(f"/api/v1/search?{query}").status_code in {200, 400}, pairs


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_queries_get_an_answer(client: Client, reindex: Reindex, value: str) -> None:
    factories.article(body="صادرات فولاد a b")
    reindex()
    ask(client, [("q", value)])
    encoded = quote(value.encode("utf-8", "surrogatepass"))
    assert client.get(f"/search/?q={encoded}").status_code in {200, 400}


@pytest.fixture
def filled(reindex: Reindex) -> None:
    factories.article(body="صادرات فولاد a b")
    reindex()


@hypothesis_settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(pairs=st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=6))
def test_any_parameters_get_an_answer(
    client: Client, filled: None, pairs: list[tuple[str, str]]
) -> None:
    ask(client, pairs)
