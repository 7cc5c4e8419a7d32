import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command

import persian
from archive.models import Article, OutboxEntry
from search.params import SearchParams
from search.queries import search_articles
from tests import factories


def output(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_analyze_text_tells_the_tokens() -> None:
    text = "شرکت‌های صادراتی"
    found = json.loads(output("analyze_text", text, "--json"))
    assert [token["term"] for token in found] == persian.terms(text)
    assert set(found[0]) == {"term", "surface", "start", "end", "position", "rule"}


def test_analyze_text_reads_well_without_json() -> None:
    assert output("analyze_text", "صادرات").startswith("صادرات\t")


@pytest.mark.django_db
def test_indexing_commands_say_how_many() -> None:
    factories.article()
    assert output("index_pending") == "Indexed: 1\n"
    assert output("index_pending") == "Indexed: 0\n"
    assert output("rebuild_index", "--verbosity=0") == ""
    assert output("rebuild_index").endswith("Indexed: 1\n")


def check(*arguments: str) -> tuple[int, dict[str, object]]:
    out, code = StringIO(), 0
    try:
        call_command("check_archive", "--json", *arguments, stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, json.loads(out.getvalue())


def test_check_archive_finds_and_mends_what_differs(reindex: Callable[[], int]) -> None:
    kept, lost = factories.article(), factories.article()
    reindex()
    assert check() == (0, {"ok": True, "problems": []})
    Article.objects.filter(pk=lost.pk).delete()
    new = factories.article()
    OutboxEntry.objects.all().delete()
    code, report = check()
    assert code == 1
    assert report["problems"] == [
        {"kind": "not_indexed", "id": new.pk, "detail": "published but not in the index"},
        {"kind": "not_published", "id": lost.pk, "detail": "in the index but not published"},
    ]
    assert check("--repair") == (0, {"ok": True, "problems": []})
    assert {hit.article for hit in search_articles(SearchParams()).hits} == {kept, new}


@pytest.mark.django_db
def test_check_archive_builds_a_missing_index() -> None:
    factories.article()
    code, report = check()
    assert (code, report["ok"]) == (1, False)
    assert check("--repair")[0] == 0
