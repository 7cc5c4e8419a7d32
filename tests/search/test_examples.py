"""The examples of the help page, run against the demo articles and compared with the docs."""

import re
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from archive.models import Article
from persian import level
from search.examples import EXAMPLES
from search.params import SearchParams, Sort
from search.queries import search_articles

ZWNJ = "\u200c"
Holds = Callable[[str, str], bool]  # headline, whole text


def word(pattern: str) -> Callable[[str], bool]:
    return lambda text: bool(re.search(rf"\b(?:{pattern})\b", text))


industry, small = word("صنعت|صنایع|صنعت های|صنعت ها"), word("کوچک")
exports, iraq, qazvin = word("صادرات"), word("عراق"), word("قزوین")

# What a plain regular expression finds in the levelled text, half-spaces as spaces.
EXPECTED: dict[str, Holds] = {
    "صنایع کوچک": lambda _, text: industry(text) and small(text),
    '"صنایع کوچک"': lambda _, text: word("(صنعت|صنایع|صنعت های) کوچک")(text),
    '"صادرات استان"~5': lambda _, text: word(r"صادرات(\W+\w+){0,4}?\W+استان")(text),
    "عراق یا قزوین": lambda _, text: iraq(text) or qazvin(text),
    "صادرات AND عراق": lambda _, text: exports(text) and iraq(text),
    "صادرات -عراق": lambda _, text: exports(text) and not iraq(text),
    "(عراق OR قزوین) AND صادرات": lambda _, text: exports(text) and (iraq(text) or qazvin(text)),
    "صنعتگر*": lambda _, text: word(r"صنعتگر\w*")(text),
    "عنوان:صادرات": lambda headline, _: exports(headline),
    f"شرکت{ZWNJ}های": lambda _, text: word("شرکت( ?ها| ?های| ?هایی)?")(text),
    f"سرمایه{ZWNJ}گذاری": lambda _, text: word("سرمایه ?گذاری( ها| های)?")(text),
    "صنعت": lambda _, text: industry(text),
    "35%": lambda _, text: bool(re.search("35 ?(درصد|%|٪)", text)),
    "مسئول": lambda _, text: word("مس(ی|و)ول(ان|ین)?")(text),
    "wkuj": lambda _, text: industry(text),
    "alborz": lambda _, text: word("البرز")(text),
}
ALL = [example for kind in EXAMPLES.values() for example in kind]


def test_each_query_finds_what_it_says(db: None) -> None:
    call_command("import_articles", str(settings.BASE_DIR / "fixtures"), verbosity=0)
    call_command("index_pending", verbosity=0)
    articles = Article.objects.all()
    for example in ALL:
        holds = EXPECTED[example.queries[0]]
        expected = {article.pk for article in articles if holds(*_plain(article))}
        assert expected, example
        for query in example.queries:
            page = search_articles(SearchParams(text=query, sort=Sort.RELEVANCE))
            found = {hit.article.pk for hit in page.hits[: page.total_all_words]}
            assert found == expected, query


def _plain(article: Article) -> tuple[str, str]:
    parts = (article.headline, article.kicker, article.lead, article.body)
    headline, *others = (level(part).replace(ZWNJ, " ") for part in parts)
    return headline, "\n".join((headline, *others))


def test_the_help_page_shows_every_query(client: Client, db: None) -> None:
    page = client.get("/help/").content.decode()
    for example in ALL:
        assert example.finds in page
        for query in example.queries:
            assert f"<bdi>{query.replace(chr(34), '&quot;')}</bdi>" in page


def test_the_documentation_has_the_same_tables() -> None:
    documentation = (settings.BASE_DIR / "docs" / "search-syntax.md").read_text()
    rows = re.findall(r"^\| (`.+`) \| (.+) \|$", documentation, re.MULTILINE)
    assert rows == [(", ".join(f"`{one}`" for one in e.queries), e.meaning) for e in ALL]
