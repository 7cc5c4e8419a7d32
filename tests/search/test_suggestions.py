"""What is offered or read instead of a query, and the receipt, all through the one door."""

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from persian import level
from search.engine.likeness import WordArrays
from search.params import SearchPage, SearchParams, Sort
from search.queries import search_articles
from tests import factories

ZWNJ = "\u200c"
Reindex = Callable[[], int]
WORDS = "صادرات صنعت فولاد اصفهان کارخانه تولید استاندارد خوزستان واردات تولد سنگ"


def find(text: str, **values: object) -> SearchPage:
    page = search_articles(SearchParams(**{"text": text, "sort": Sort.RELEVANCE, **values}))  # type: ignore[arg-type]
    assert not page.is_fallback
    return page


@pytest.fixture
def archive(reindex: Reindex) -> None:
    """A few articles, in one of which each word stands; two have «صادرات» and «فولاد»."""
    person = factories.official("شیرین نمونه‌پور", "مدیر", "سازمان")
    article = factories.article(headline="صادرات فولاد اصفهان", body=WORDS)
    factories.official_mention(article, person)
    factories.article(
        headline="صنایع",
        body=f"شرکت{ZWNJ}های صنایع، شرکت{ZWNJ}های دیگر و شرکت ما. سرمایه{ZWNJ}گذاری و صادرات "
        f"فولاد؛ شرکتهای تازه. نمونه{ZWNJ}پور به bbc گفت.",
    )
    factories.article(headline="دیگر", body=f"شرکت{ZWNJ}ها، شرکت{ZWNJ}هایی که مسئولان")
    reindex()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("wkuj", "صنعت"),
        ("t,ghn", "فولاد"),
        ("whnvhj t,ghn", "صادرات فولاد"),
        ('"whnvhj t,ghn"', '"صادرات فولاد"'),
        ("wkuj*", "صنعت*"),
        ("esfahan", "اصفهان"),
        ("Isfahan", "اصفهان"),
        ("Ispahan", "اصفهان"),
        ("isfahan khuzestan", "اصفهان خوزستان"),
        ("namunepur", f"نمونه{ZWNJ}پور"),
    ],
)
def test_latin_letters_that_find_nothing_are_read_as_persian(
    typed: str, read: str, archive: None
) -> None:
    page, persian = find(typed), find(read)
    assert page.searched_instead == read
    assert page.suggestion == ""
    assert [hit.article for hit in page.hits] == [hit.article for hit in persian.hits] != []


@pytest.mark.parametrize("typed", ["bbc", "bbc wkuj", "xyz", "wkuj xyz", "tehran"])
def test_other_latin_letters_are_not(typed: str, archive: None) -> None:
    assert find(typed).searched_instead == ""


def test_exact_mode_searches_what_was_typed(archive: None) -> None:
    page = find("wkuj", exact=True)
    assert (page.total, page.searched_instead, page.suggestion) == (0, "", "صنعت")


def test_filters_do_not_change_how_a_query_is_read(archive: None) -> None:
    page = find("wkuj", chosen={"province": ("yazd",)})
    assert (page.total, page.searched_instead) == (0, "صنعت")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("سادرات", "صادرات"),
        ("اسفهان", "اصفهان"),
        ("اسفحان", "اصفهان"),
        ("صنعط", "صنعت"),
        ("تلوید", "تولید"),
        ("استاندراد", "استاندارد"),
        ("خوزصتان", "خوزستان"),
        ("فولد صادرات", "فولاد صادرات"),
        ("سادرات فولد", "صادرات فولاد"),
        ("صادرات -فولد سنعت", "صادرات -فولد صنعت"),
        ('"سادرات فولاد"', '"صادرات فولاد"'),
        ("عنوان:سادرات", "عنوان:صادرات"),
        ("صنعتگفت", "صنعت گفت"),
        ("استا ندارد فولاد", "استاندارد فولاد"),
        (f"سرمایه{ZWNJ}گزاری", f"سرمایه{ZWNJ}گذاری"),
        ("سرمایهگزاری", f"سرمایه{ZWNJ}گذاری"),
        ("ذذز", "bbc"),
        ("صادرات wkuj", "صادرات صنعت"),
        ("صادرات esfahan", "صادرات اصفهان"),
    ],
)
def test_a_misspelling_is_offered_better(typed: str, offered: str, archive: None) -> None:
    page = find(typed)
    assert (page.suggestion, page.searched_instead) == (offered, "")


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "صادرات",
            "صادرات فولاد",
            "صادراتفولاد",
            "شرکت های",
            f"شرکت{ZWNJ}هایشان",
            "صنعتگران",
            "ژژژژ",
        ),
        *("۱۴۰۲", "سنگ", "صادرا*", "(", '"', "-", "AND", "صادرات OR فولاد", "a" * 300, "ا" * 300),
        *("اردو", "\u200c", "\u0640", "😀", "wk" * 100, "ذذ" * 100),
    ],
)
def test_what_is_right_or_hopeless_is_left_alone(typed: str, archive: None) -> None:
    assert find(typed).suggestion == ""


def test_names_typed_in_one_are_parted_where_an_article_has_them_so(reindex: Reindex) -> None:
    factories.article(body="هاینریش زاپولسکی گفت")
    reindex()
    assert find("هاینریشزاپولسکی").suggestion == "هاینریش زاپولسکی"
    assert find("زاپولسکیهاینریش").suggestion == ""


def test_a_frequent_word_is_preferred(reindex: Reindex) -> None:
    factories.article(body="تجارب")
    for _ in range(3):
        factories.article(body="تجارت")
    reindex()
    assert find("تجارث").suggestion == "تجارت"


def test_a_rare_unknown_word_is_doubted_though_it_is_found(reindex: Reindex) -> None:
    factories.article(body="سادرات")
    for _ in range(30):
        factories.article(body="صادرات")
    reindex()
    page = find("سادرات")
    assert (page.total, page.suggestion, page.searched_instead) == (1, "صادرات", "")


def test_new_articles_bring_new_words(reindex: Reindex) -> None:
    factories.article(body="صادرات")
    reindex()
    assert find("پتروشیمى ها پتروشیمط").suggestion == ""
    assert find("فولاط").suggestion == ""
    factories.article(body="فولاد")
    reindex()
    assert find("فولاط").suggestion == "فولاد"


@pytest.mark.parametrize(
    ("typed", "forms"),
    [
        ("شرکت", {f"شرکت{ZWNJ}های", f"شرکت{ZWNJ}ها", f"شرکت{ZWNJ}هایی"}),
        ("شرکتهای", {"شرکت", f"شرکت{ZWNJ}ها", f"شرکت{ZWNJ}هایی"}),
        (f"شركت{ZWNJ}هاي", {"شرکت", f"شرکت{ZWNJ}ها", f"شرکت{ZWNJ}هایی"}),
        ("صنعت", {"صنایع"}),
        ("صنایع", {"صنعت"}),
        ("مسئول", {"مسئولان"}),
        ("سرمایه گذاری", set()),
        ("فولاد", set()),
        ("صادرات 1402", set()),
        ("", set()),
    ],
)
def test_the_receipt_has_the_forms_that_articles_print(
    typed: str, forms: set[str], archive: None
) -> None:
    assert set(find(typed).also_searched) == forms


def test_the_receipt_is_short_and_begins_with_the_commonest(reindex: Reindex) -> None:
    endings = ["ها", "های", "هایی", "هایش", "هایشان", "هایمان", "هایم", "هایت"]
    for number in range(1, len(endings) + 1):
        factories.article(body=" ".join(f"کارخانه{ZWNJ}{ending}" for ending in endings[:number]))
    reindex()
    forms = find("کارخانه").also_searched
    assert forms == tuple(f"کارخانه{ZWNJ}{ending}" for ending in endings[:6])
    assert len({level(form).replace(ZWNJ, "") for form in forms}) == len(forms)


def test_exact_mode_has_no_receipt(archive: None) -> None:
    assert find("شرکت", exact=True).also_searched == ()


def test_the_page_says_what_it_read_and_links_to_what_was_typed(
    client: Client, archive: None
) -> None:
    page = client.get("/search/", {"q": "wkuj", "year": "none"}).content.decode()
    assert "نتیجه‌ها برای «<bdi>صنعت</bdi>»" in page
    assert 'href="/search/?q=wkuj&amp;year=none&amp;exact=1"' in page
    assert "شاید منظورتان" not in page


def test_the_page_offers_a_spelling_with_the_same_filters(client: Client, archive: None) -> None:
    response = client.get("/search/", {"q": "سادرات", "year": "none", "page": "2"})
    assert response.context["suggestion_url"] in response.content.decode().replace("&amp;", "&")
    followed = client.get(response.context["suggestion_url"]).context["page"]
    assert followed.params.text == "صادرات"
    assert (followed.params.chosen, followed.params.page) == ({"year": ("none",)}, 1)
    assert followed.total == 2


def test_the_page_links_the_receipt_to_how_words_are_read(client: Client, archive: None) -> None:
    response = client.get("/search/", {"q": "شرکتهای"})
    assert "همچنین جست‌وجو شد" in response.content.decode()
    assert "شرکتهای" in client.get(response.context["words_url"]).content.decode()


def test_the_api_tells_all_three(client: Client, archive: None) -> None:
    def ask(text: str) -> tuple[object, ...]:
        found = client.get("/api/v1/search", {"q": text}).json()
        return found["searched_instead"], found["suggestion"], found["also_searched"]

    assert ask("wkuj") == ("صنعت", None, ["صنایع"])
    assert ask("سادرات") == (None, "صادرات", [])


@pytest.mark.parametrize(
    ("typed", "word", "cost"),
    [
        ("سادرات", "صادرات", 0.5),
        ("صاردات", "صادرات", 0.8),
        ("صادرت", "صادرات", 1),
        ("صادرراات", "صادرات", 2),
        ("اسفحان", "اصفهان", 1),
        ("ارذ", "ارز", 0.5),
    ],
)
def test_likeness_counts_edits_and_half_for_what_sounds_alike(
    typed: str, word: str, cost: float
) -> None:
    words = WordArrays({word: 1, "ژژژژژژ": 1})
    [near] = words.near(typed)
    assert (words.words[near.number], near.cost) == (word, cost)


@hypothesis_settings(deadline=None)
@given(st.lists(st.text(max_size=30)), st.text(max_size=30))
def test_likeness_takes_any_words(words: list[str], word: str) -> None:
    arrays = WordArrays(dict.fromkeys(words, 1))
    assert word not in {arrays.words[near.number] for near in arrays.near(word)}


@given(st.text(st.sampled_from("صادرتفول"), min_size=5, max_size=12), st.data())
def test_one_edit_is_always_seen(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    arrays = WordArrays({word: 1})
    for typed in (word[:place] + word[place + 1 :], word[:place] + "ژ" + word[place:]):
        assert [near.cost for near in arrays.near(typed)] == [1]
