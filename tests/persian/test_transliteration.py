import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import gazetteer
from persian.transliteration import NameTable, spelling_price

ZWNJ = "\u200c"
known = gazetteer.load()
TABLE = NameTable(
    [
        *(entry.name for entry in (*known.provinces, *known.cities, *known.sources)),
        *(entry.name for entry in known.markets),
    ],
    known.latin_names,
)


@pytest.mark.parametrize(
    ("latin", "name"),
    [
        *((latin, "اصفهان") for latin in ("esfahan", "isfahan", "Isfahān", "ESFAHAN")),
        *((latin, "تهران") for latin in ("tehran", "Tihran", "teheran")),
        *((latin, "قزوین") for latin in ("qazvin", "ghazvin", "kazvin", "qazwin")),
        *((latin, "کرمانشاه") for latin in ("kermanshah", "Kirmanshah")),
        *((latin, "خوزستان") for latin in ("khuzestan", "khoozestan", "xuzestan")),
        *((latin, "چهارمحال و بختیاری") for latin in ("chaharmahal va bakhtiari",)),
        ("azarbayjan-e gharbi", "آذربایجان غربی"),
        ("sistan o baluchestan", "سیستان و بلوچستان"),
        ("khorasan razavi", "خراسان رضوی"),
        ("yazd", "یزد"),
        ("qom", "قم"),
        ("mashhad", "مشهد"),
        ("mashad", "مشهد"),
        ("shiraz", "شیراز"),
        ("neyshabur", "نیشابور"),
        ("orumieh", "ارومیه"),
        ("iraq", "عراق"),
        ("eragh", "عراق"),
        ("arak", "اراک"),
        ("torkiye", "ترکیه"),
        ("rusiye", "روسیه"),
        ("afghanistan", "افغانستان"),
        ("kuwait", "کویت"),
        ("ghatar", "قطر"),
        ("oman", "عمان"),
        ("China", "چین"),
        ("syria", "سوریه"),
        ("turkey", "ترکیه"),
        ("Türkiye", "ترکیه"),
        ("russia", "روسیه"),
        ("germany", "آلمان"),
        ("emirates", "امارات"),
        ("United Arab Emirates", "امارات"),
        ("south korea", "کره جنوبی"),
        ("Côte d'Ivoire", "ساحل عاج"),
        ("urmia", "ارومیه"),
        ("Ispahan", "اصفهان"),
        ("irna", "ایرنا"),
        ("tasnim", "تسنیم"),
    ],
)
def test_a_name_is_known_in_latin_letters(latin: str, name: str) -> None:
    assert TABLE.find(latin)[0].name == name


@pytest.mark.parametrize(
    ("latin", "name"),
    [
        ("mosaheb", "مصاحب"),
        ("jafari", "جعفری"),
        ("ja'fari", "جعفری"),
        ("khorramshahr", "خرمشهر"),
        ("mohammadreza", f"محمد{ZWNJ}رضا"),
        ("mohammad reza", "محمدرضا"),
        ("khansar", "خوانسار"),
        ("saeedi", "سعیدی"),
        ("eshagh", "اسحاق"),
        ("ayatollah", f"آیت{ZWNJ}الله"),
    ],
)
def test_names_of_people_are_read_too(latin: str, name: str) -> None:
    assert spelling_price(latin, name) is not None


@pytest.mark.parametrize(
    "latin",
    [
        *("money", "iron", "steel", "export", "bank", "market", "hello", "kom", "com", "paris"),
        *("wkuj", "the", "and", "x", "123", ""),
    ],
)
def test_other_words_are_no_names(latin: str) -> None:
    assert TABLE.find(latin) == []


def test_different_names_do_not_meet() -> None:
    for entry in known.provinces:
        others = {other.name for other in known.provinces} - {entry.name}
        assert not others & {one.name for one in TABLE.find(entry.slug)}, entry.slug


def test_the_usual_spelling_is_closer_than_the_unusual() -> None:
    assert spelling_price("kerman", "کرمان") == 0
    assert spelling_price("kirman", "کرمان") == 1
    assert spelling_price("kazvin", "قزوین") == 2


def test_known_latin_names_need_no_reading() -> None:
    table = NameTable(["ارومیه"], {"urmia": "ارومیه"})
    assert [one.name for one in table.find("Urmia")] == ["ارومیه"]


@given(st.text(), st.text())
def test_any_texts_have_a_price_or_none(latin: str, name: str) -> None:
    price = spelling_price(latin, name)
    assert price is None or price >= 0


@given(st.text(st.sampled_from("aeiouyvwhsk"), max_size=300), st.text("اویهعک", max_size=300))
def test_long_vowels_take_no_time(latin: str, name: str) -> None:
    NameTable([name]).find(latin)
