"""The gazetteer's tables are whole and agree with each other."""

from collections import Counter

import pycountry
import pytest

from archive import gazetteer
from archive.gazetteer.phrases import PhraseTable, key_of, words_of


def test_there_are_the_31_provinces_with_their_official_codes() -> None:
    provinces = gazetteer.load().provinces
    official = {s.code for s in pycountry.subdivisions.get(country_code="IR")}
    assert len(provinces) == 31
    assert {province.iso_code for province in provinces} == official
    assert len({province.map_id for province in provinces}) == 31


def test_every_provinces_capital_is_one_of_its_cities() -> None:
    cities = {city.slug: city for city in gazetteer.load().cities}
    for province in gazetteer.load().provinces:
        assert cities[province.capital].province == province.slug
        assert cities[province.capital].rank == "capital"


def test_every_city_lies_in_a_province() -> None:
    provinces = {province.slug for province in gazetteer.load().provinces}
    assert {city.province for city in gazetteer.load().cities} == provinces


@pytest.mark.parametrize("slug", ["eshtehard", "karaj", "arak", "qazvin", "saveh", "najafabad"])
def test_a_city_is_known(slug: str) -> None:
    assert slug in {city.slug for city in gazetteer.load().cities}


def test_every_inhabited_country_but_iran_is_a_market() -> None:
    uninhabited = {"aq", "bv", "gs", "hm", "tf", "um"}
    codes = {country.alpha_2.lower() for country in pycountry.countries} - uninhabited - {"ir"}
    countries = {m.slug for m in gazetteer.load().markets if m.kind == "country"}
    assert countries == codes | {"xk"}


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("ae", "امارات متحده عربی"),
        ("kr", "کره جنوبی"),
        ("iq", "عراق"),
        ("neighbours", "کشورهای همسایه"),
        ("africa", "کشورهای آفریقایی"),
        ("persian-gulf", "حوزه خلیج فارس"),
    ],
)
def test_markets_have_the_names_that_newspapers_use(slug: str, name: str) -> None:
    assert {m.slug: m.name for m in gazetteer.load().markets}[slug] == name


@pytest.mark.parametrize("table", ["provinces", "cities", "markets", "sources"])
def test_slugs_are_unique_and_plain(table: str) -> None:
    slugs = [entry.slug for entry in getattr(gazetteer.load(), table)]
    assert [slug for slug, count in Counter(slugs).items() if count > 1] == []
    assert all(slug.replace("-", "").isalnum() and slug.isascii() for slug in slugs)


def test_loading_reads_the_files_once() -> None:
    assert gazetteer.load() is gazetteer.load()


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("كارخانه", "کارخانه"),  # Arabic kaf
        ("کارخانه\u200cها", "کارخانهها"),  # a half-space joins
        ("مسئول", "مسیول"),
        ("امارات", "امارات"),
    ],
)
def test_a_words_key_survives_its_spellings(printed: str, key: str) -> None:
    assert key_of(printed) == key


def test_a_plural_or_prefix_set_apart_is_one_word() -> None:
    text = "کشور های همسایه می خرند"
    assert [text[w.start : w.end] for w in words_of(text)] == ["کشور های", "همسایه", "می خرند"]


@pytest.mark.parametrize(
    "text", ["نجف آباد", "نجف\u200cآباد", "نجفآباد", "نجف اباد", "نجف\u200c اباد"]
)
def test_a_phrase_is_found_apart_and_together(text: str) -> None:
    table = PhraseTable([("نجف\u200cآباد", 1)])
    assert [found.value for found in table.find(words_of(f"در {text} است"))] == [1]


def test_the_longest_phrase_wins() -> None:
    table = PhraseTable([("فارس", 1), ("خلیج فارس", 2)])
    assert [found.value for found in table.find(words_of("خلیج فارس و فارس"))] == [2, 1]
