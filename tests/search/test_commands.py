import json
from io import StringIO

import pytest
from django.core.management import call_command

import persian
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
