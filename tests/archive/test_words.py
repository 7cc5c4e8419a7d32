import json
from pathlib import Path

import pytest
from django.test import Client

import persian
from archive.word_reading import MAX_CHARS, RULES, read_words

ZWNJ = "\u200c"
ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("صنایع", [("صنایع", "صنعت", "broken-plural")]),
        ("شرکتهای", [("شرکتهای", "شرکت", "glued-plural")]),
        (f"شرکت{ZWNJ}های", [(f"شرکت{ZWNJ}های", "شرکت", "plural")]),
        ("۳۵٪", [("۳۵", "35", "number"), ("٪", "درصد", "sign")]),
        ("تهران", [("تهران", "تهران", "name")]),
        (f"سرمایه{ZWNJ}گذاری", [("سرمایه", "سرمایه", "compound"), ("گذاری", "گذاری", "compound")]),
        ("", []),
    ],
)
def test_words_are_read_with_a_reason(text: str, read: list[tuple[str, str, str]]) -> None:
    found = read_words(text)
    assert [(word.printed, word.term, word.rule) for word in found] == [
        (printed, term, RULES[rule]) for printed, term, rule in read
    ]
    assert [word.position for word in found] == list(range(1, len(read) + 1))


def test_every_rule_has_a_sentence() -> None:
    texts = [path.read_text() for path in sorted((ROOT / "fixtures").glob("*.txt"))]
    texts += [path.read_text() for path in sorted((ROOT / "tests/data/spelling").glob("*.json"))]
    words = json.dumps(texts, ensure_ascii=False)
    assert {token.rule for token in persian.tokens(words)} <= RULES.keys()


def test_the_page_shows_how_a_text_is_read(client: Client) -> None:
    page = client.get("/help/words/", {"text": "صنایع <b>"}).content.decode()
    assert RULES["broken-plural"] in page
    assert "<bdi>صنعت</bdi>" in page
    assert "<b>" not in page


def test_without_a_text_the_page_only_asks(client: Client) -> None:
    response = client.get("/help/words/")
    assert response.status_code == 200
    assert "<table" not in response.content.decode()


@pytest.mark.parametrize("text", ["؟!", "\u200c", "\ud800"])
def test_a_text_without_words_is_no_error(client: Client, text: str) -> None:
    response = client.get("/help/words/", {"text": text.encode("utf-8", "surrogatepass")})
    assert response.status_code == 200


@pytest.mark.parametrize("text", ["صنعت " * MAX_CHARS, "\x00"])
def test_a_text_that_cannot_be_read_is_refused(client: Client, text: str) -> None:
    assert client.get("/help/words/", {"text": text}).status_code == 400


def test_the_help_page_leads_here(client: Client) -> None:
    assert 'href="/help/words/"' in client.get("/help/").content.decode()
