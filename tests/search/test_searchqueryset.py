"""What Haystack's SearchQuerySet promises, on indexes of other models, on disk and in memory."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from haystack import connections, indexes
from haystack.exceptions import SearchBackendError, SkipDocument
from haystack.inputs import AutoQuery, Exact, Raw
from haystack.query import SQ, SearchQuerySet
from haystack.utils.loading import UnifiedIndex

from archive.models import Province, Source
from search.backends.whoosh import WhooshBackend
from tests import factories

CONNECTION = "notes"
on_disk_and_in_memory = pytest.mark.parametrize("notes", ["file", "ram"], indirect=True)
NOTES: dict[str, dict[str, Any]] = {
    "steel": {
        "body": "Steel exports rise <b>again</b>, says the mill",
        "topic": "heavy industry",
        "tags": ["Tehran, Iran", "export"],
        "pages": 12,
        "price": 2.5,
        "is_open": True,
        "made": datetime(2020, 3, 1, 9, 30),
    },
    "cotton": {
        "body": "Cotton mill exports towels",
        "topic": "textiles",
        "tags": ["export"],
        "pages": 3,
        "price": -1.5,
        "is_open": False,
        "made": datetime(2020, 4, 2),
    },
    "sugar": {
        "body": "Sugar beet harvest, no mill in sight",
        "topic": "heavy industry",
        "tags": [],
        "pages": 12,
        "price": None,
        "is_open": False,
        "made": None,
    },
    "secret": {"body": "Nobody may read this"},
}


class NoteIndex(indexes.SearchIndex, indexes.Indexable):
    body = indexes.CharField(document=True)
    topic = indexes.CharField(faceted=True)
    topic_start = indexes.EdgeNgramField()
    tags = indexes.MultiValueField()
    pages = indexes.IntegerField()
    price = indexes.FloatField(null=True)
    is_open = indexes.BooleanField()
    made = indexes.DateTimeField(null=True)

    def get_model(self) -> type[Source]:
        return Source

    def index_queryset(self, using: str | None = None) -> Any:
        return Source.objects.filter(slug__in=NOTES)

    def prepare(self, obj: Source) -> dict[str, Any]:
        if obj.slug == "secret":
            raise SkipDocument
        prepared = super().prepare(obj) | NOTES[obj.slug]
        return prepared | {"topic_start": prepared["topic"]}


class ProvinceIndex(indexes.SearchIndex, indexes.Indexable):
    body = indexes.CharField(document=True, model_attr="name")

    def get_model(self) -> type[Province]:
        return Province

    def index_queryset(self, using: str | None = None) -> Any:
        return Province.objects.filter(slug__in=["alborz", "fars"])


@pytest.fixture
def notes(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, db: None
) -> Iterator[WhooshBackend]:
    connections.connections_info[CONNECTION] = {
        "ENGINE": "search.backends.whoosh.WhooshEngine",
        "STORAGE": getattr(request, "param", "file"),
        "PATH": str(tmp_path_factory.mktemp("notes") / "new" / "index"),
        "INCLUDE_SPELLING": True,
    }
    connection = connections[CONNECTION]
    connection._index = UnifiedIndex()
    connection._index.build(indexes=[NoteIndex(), ProvinceIndex()])
    engine: WhooshBackend = connection.get_backend()
    engine.setup()
    engine.clear()
    for slug in NOTES:
        factories.source(slug)
    engine.update(NoteIndex(), NoteIndex().index_queryset().order_by("pk"))
    yield engine
    del connections.thread_local.connections[CONNECTION]
    del connections.connections_info[CONNECTION]


def slugs(results: SearchQuerySet) -> list[str]:
    return [result.object.slug for result in results]


@pytest.fixture
def found(notes: WhooshBackend) -> SearchQuerySet:
    """All notes, the first made last."""
    return SearchQuerySet(CONNECTION).models(Source).order_by("id")


FILTERS: list[tuple[dict[str, Any], set[str]]] = [
    ({"content": "export"}, {"steel", "cotton"}),
    ({"content": "mill towels"}, {"cotton"}),
    ({"content__exact": "mill in sight"}, {"sugar"}),
    ({"content__exact": "sight in mill"}, set()),
    ({"content": Exact("cotton mill")}, {"cotton"}),
    ({"content": Raw("steel OR sugar")}, {"steel", "sugar"}),
    ({"content": AutoQuery('mill -towels "beet harvest"')}, {"sugar"}),
    ({"content__startswith": "harv"}, {"sugar"}),
    ({"content__endswith": "weet"}, set()),
    ({"content__endswith": "wel"}, {"cotton"}),
    ({"content__contains": "rves"}, {"sugar"}),
    ({"content__fuzzy": "cottun"}, {"cotton"}),
    ({"tags": "export"}, {"steel", "cotton"}),
    ({"tags__exact": "Tehran, Iran"}, {"steel"}),
    ({"tags__in": ["Tehran, Iran", "nothing"]}, {"steel"}),
    ({"topic_exact": "heavy industry"}, set()),
    ({"topic_exact__exact": "heavy industry"}, {"steel", "sugar"}),
    ({"pages": 3}, {"cotton"}),
    ({"pages__gt": 3}, {"steel", "sugar"}),
    ({"pages__lte": 3}, {"cotton"}),
    ({"pages__range": [3, 12]}, {"steel", "cotton", "sugar"}),
    ({"price__lt": 0}, {"cotton"}),
    ({"price__gte": 2.5}, {"steel"}),
    ({"is_open": True}, {"steel"}),
    ({"is_open": False}, {"cotton", "sugar"}),
    ({"made__gte": datetime(2020, 3, 1, 10)}, {"cotton"}),
    ({"made__lt": datetime(2020, 4, 2, 0, 0, 1, tzinfo=UTC)}, {"steel", "cotton"}),
    ({"topic_start": "tex"}, {"cotton"}),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS, ids=[str(f) for f, _ in FILTERS])
def test_filters(found: SearchQuerySet, filters: dict[str, Any], expected: set[str]) -> None:
    assert set(slugs(found.filter(**filters))) == expected
    assert set(slugs(found.exclude(**filters))) == {"steel", "cotton", "sugar"} - expected


@on_disk_and_in_memory
def test_filters_are_combined(found: SearchQuerySet) -> None:
    assert slugs(found.filter(SQ(pages=3) | SQ(is_open=True))) == ["steel", "cotton"]
    assert slugs(found.filter(content="mill").filter(pages=12).exclude(is_open=True)) == ["sugar"]
    assert slugs(found.raw_search("mill NOT towels")) == ["steel", "sugar"]
    assert slugs(found.narrow("pages:12").narrow("is_open:true")) == ["steel"]
    assert slugs(found.autocomplete(topic_start="hea ind")) == ["steel", "sugar"]


@on_disk_and_in_memory
def test_counting_and_slicing(found: SearchQuerySet) -> None:
    assert found.count() == len(found) == 3
    assert slugs(found[1:3]) == ["cotton", "sugar"]
    assert slugs(found[2:]) == slugs(found[2:99]) == ["sugar"]
    assert found[1].object.slug == "cotton"
    assert found[5:9] == []
    assert found.filter(content="mill")[9:12] == []


def test_values_and_objects(found: SearchQuerySet) -> None:
    assert list(found.values_list("pages", flat=True)) == [12, 3, 12]
    assert found.values("pages", "is_open")[1] == {"pages": 3, "is_open": False}
    first = next(iter(found.load_all()))
    assert (first.object, first.model_name) == (Source.objects.get(slug="steel"), "source")
    stored = {
        "body": NOTES["steel"]["body"],
        "topic": "heavy industry",
        "topic_exact": "heavy industry",
        "topic_start": "heavy industry",
        "tags": ["Tehran, Iran", "export"],
        "pages": 12,
        "price": 2.5,
        "is_open": True,
        "made": datetime(2020, 3, 1, 9, 30),
    }
    assert {name: getattr(first, name) for name in stored} == stored


ORDERS = [
    (["pages", "-price"], ["cotton", "steel", "sugar"]),
    (["-pages", "price"], ["steel", "sugar", "cotton"]),
    (["price"], ["cotton", "steel", "sugar"]),
    (["-price"], ["steel", "cotton", "sugar"]),
    (["-made"], ["cotton", "steel", "sugar"]),
    (["topic", "made"], ["steel", "sugar", "cotton"]),
    (["-topic", "-made"], ["cotton", "steel", "sugar"]),
    (["-tags", "id"], ["cotton", "steel", "sugar"]),
]


@pytest.mark.parametrize(("order", "expected"), ORDERS, ids=[" ".join(o) for o, _ in ORDERS])
def test_orders_turn_each_field_alone_and_leave_missing_values_last(
    notes: WhooshBackend, order: list[str], expected: list[str]
) -> None:
    assert slugs(SearchQuerySet(CONNECTION).models(Source).order_by(*order)) == expected


@pytest.mark.parametrize("field", ["body", "nowhere"])
def test_what_cannot_be_ordered_says_so(found: SearchQuerySet, field: str) -> None:
    with pytest.raises(SearchBackendError, match=field):
        list(found.order_by(field))


def test_facets(found: SearchQuerySet) -> None:
    for field in ("topic", "tags", "pages", "price", "is_open"):
        found = found.facet(field)
    assert found.facet_counts()["fields"] == {
        "topic": [("heavy industry", 2), ("textiles", 1)],
        "tags": [("export", 2), ("Tehran, Iran", 1), (None, 1)],
        "pages": [(12, 2), (3, 1)],
        "price": [(-1.5, 1), (2.5, 1), (None, 1)],
        "is_open": [(False, 2), (True, 1)],
    }
    assert found.filter(pages=3).facet_counts()["fields"]["topic"] == [("textiles", 1)]


def test_facets_of_dates_and_queries(found: SearchQuerySet) -> None:
    first, last = datetime(2020, 3, 1), datetime(2020, 5, 1)
    counted = (
        found.date_facet("made", first, last, gap_by="month")
        .query_facet("price", "[0 to]")
        .query_facet("price", "[to 0]")
        .facet_counts()
    )
    assert counted["dates"]["made"] == [
        ((datetime(2020, 3, 1), datetime(2020, 4, 1)), 1),
        ((datetime(2020, 4, 1), datetime(2020, 5, 1)), 1),
        (None, 1),
    ]
    assert counted["queries"] == {"price:[0 to]": 1, "price:[to 0]": 1}


def test_highlights_are_safe(found: SearchQuerySet) -> None:
    result = found.filter(content="exported mills").highlight()[0]
    assert result.highlighted == {
        "body": [
            "Steel <em>exports</em> rise &lt;b&gt;again&lt;/b&gt;, says the <em>mill</em>",
        ]
    }


def test_more_like_this(found: SearchQuerySet) -> None:
    steel = Source.objects.get(slug="steel")
    like = found.order_by().more_like_this(steel)
    assert set(slugs(like)) == {"cotton", "sugar"}
    assert slugs(found.filter(pages=12).more_like_this(steel)) == ["sugar"]


def test_spelling(found: SearchQuerySet) -> None:
    assert found.auto_query("coton mill").spelling_suggestion() == "cotton mill"
    assert found.auto_query("cotton mill").spelling_suggestion() is None
    assert found.filter(topic="heavy").auto_query("mil").spelling_suggestion() == "mill"
    assert found.spelling_suggestion("stel") == "steel"


def test_boosts_and_scores(found: SearchQuerySet) -> None:
    either = found.order_by().filter(SQ(content="beet") | SQ(content="towels"))
    assert slugs(either.boost("towels", 9.0))[0] == "cotton"
    assert slugs(either.boost("beet", 9.0))[0] == "sugar"
    assert all(result.score > 0 for result in either)


@on_disk_and_in_memory
def test_models(notes: WhooshBackend) -> None:
    index = ProvinceIndex()
    notes.update(index, index.index_queryset())
    results = SearchQuerySet(CONNECTION)
    assert (results.count(), results.models(Source).count()) == (5, 3)
    assert {result.model for result in results.models(Province)} == {Province}
    notes.clear([Source])
    assert {result.model for result in results.all()} == {Province}


@on_disk_and_in_memory
def test_updates_and_removals_are_seen(notes: WhooshBackend) -> None:
    sugar = Source.objects.get(slug="sugar")
    notes.update(NoteIndex(), [sugar])
    assert SearchQuerySet(CONNECTION).count() == 3
    notes.remove(sugar)
    notes.remove(f"archive.source.{Source.objects.get(slug='cotton').pk}")
    assert slugs(SearchQuerySet(CONNECTION)) == ["steel"]
    notes.optimize()
    assert slugs(SearchQuerySet(CONNECTION).filter(content="steel")) == ["steel"]
    notes.delete_index()
    assert SearchQuerySet(CONNECTION).count() == 0


def test_haystacks_commands_work(notes: WhooshBackend) -> None:
    call_command("clear_index", using=[CONNECTION], interactive=False, verbosity=0)
    assert notes.index.doc_count() == 0
    call_command("update_index", using=[CONNECTION], verbosity=0)
    assert notes.index.doc_count() == 5
