"""Spellings that must find one another, and words that must not meet."""

import json
from pathlib import Path

import pytest

from persian import terms

DATA = Path(__file__).parents[1] / "data" / "spelling"
OPEN = json.loads((DATA / "groups_open.json").read_text(encoding="utf-8"))
OWN = json.loads((DATA / "groups_own.json").read_text(encoding="utf-8"))
WIDE = json.loads((DATA / "groups_wide.json").read_text(encoding="utf-8"))
UNSEEN = json.loads((DATA / "groups_unseen.json").read_text(encoding="utf-8"))
NEGATIVES = json.loads((DATA / "negatives_open.json").read_text(encoding="utf-8"))
NEGATIVES_WIDE = json.loads((DATA / "negatives_wide.json").read_text(encoding="utf-8"))


def finds(query: str, document: str) -> bool:
    wanted = set(terms(query))
    return bool(wanted) and wanted <= set(terms(document))


def is_whole(forms: list[str]) -> bool:
    return all(finds(query, document) for query in forms for document in forms)


@pytest.mark.parametrize("group", [g for g in OPEN if g["hard"]], ids=lambda g: g["id"])
def test_every_spelling_of_a_word_finds_every_other(group):
    assert is_whole(group["forms"])


@pytest.mark.parametrize("group", OWN, ids=lambda group: group["forms"][0])
def test_every_spelling_of_our_own_groups_finds_every_other(group):
    assert is_whole(group["forms"])


@pytest.mark.parametrize("kind", sorted({group["class"] for group in WIDE}))
def test_every_spelling_of_the_wide_groups_finds_every_other(kind):
    groups = [group["forms"] for group in WIDE if group["hard"] and group["class"] == kind]
    assert [forms for forms in groups if not is_whole(forms)] == []


def test_nearly_every_group_that_no_rule_was_made_for_is_whole():
    hard = [is_whole(group["forms"]) for group in UNSEEN if group["hard"]]
    assert sum(hard) >= 0.97 * len(hard)


def test_most_related_forms_of_the_wide_groups_find_one_another():
    preferences = [is_whole(group["forms"]) for group in WIDE if not group["hard"]]
    assert sum(preferences) >= 0.9 * len(preferences)


def test_no_different_words_of_the_wide_pairs_find_one_another():
    pairs = [(pair["query"], pair["document"]) for pair in NEGATIVES_WIDE if pair["hard"]]
    assert [pair for pair in pairs if finds(*pair)] == []


def test_most_related_forms_find_one_another():
    preferences = [is_whole(group["forms"]) for group in OPEN if not group["hard"]]
    assert sum(preferences) >= 0.85 * len(preferences)


@pytest.mark.parametrize("pair", [n for n in NEGATIVES if n["hard"]], ids=lambda n: n["id"])
def test_different_words_do_not_find_one_another(pair):
    assert not finds(pair["query"], pair["document"])


@pytest.mark.parametrize(
    ("word", "shorter"),
    [
        ("تنها", "تن"),
        ("بها", "به"),
        ("رها", "ره"),
        ("منها", "من"),
        ("مردم", "مرد"),
        ("گندم", "گند"),
        ("استان", "است"),
        ("شهرستان", "شهر"),
        ("شهرداری", "شهر"),
        ("استاندار", "استان"),
        ("جهانی", "جهان"),
        ("ملی", "ملت"),
        ("صنعتی", "صنعت"),
        ("زمان", "زم"),
        ("درمان", "در"),
        ("ایمان", "ایم"),
        ("پایان", "پا"),
        ("جریان", "جری"),
        ("میزان", "می"),
        ("سازمان", "ساز"),
        ("ساختمان", "ساخت"),
        ("خیابان", "خیاب"),
        ("بیابان", "بیاب"),
        ("قربان", "قرب"),
        ("پیمان", "پی"),
        ("فرمان", "فر"),
        ("دندان", "دند"),
        ("زندان", "زند"),
        ("باران", "بار"),
        ("جوان", "جو"),
        ("نشان", "نش"),
        ("مهمان", "مهم"),
        ("قهرمان", "قهر"),
        ("الوان", "الو"),
        ("ارزش", "ارز"),
        ("فروش", "فرو"),
        ("کارت", "کار"),
        ("نهاد", "پیشنهاد"),
        ("راه", "همراه"),
        ("کار", "همکار"),
        ("بازار", "باز"),
        ("بادام", "دام"),
        ("درخت", "در"),
        ("بهتر", "به"),
        ("دختر", "دخ"),
        ("دفتر", "دف"),
        ("لیتر", "لی"),
        ("تیتر", "تی"),
        ("بستر", "بس"),
        ("صادرات", "صادر"),
        ("واردات", "وارد"),
        ("خصوصیات", "خصوصی"),
        ("انتخابات", "انتخاب"),
        ("تسهیلات", "تسهیل"),
        ("عملیات", "عمل"),
        ("گروگان", "گروه"),
        ("بازرگان", "بازار"),
        ("واژگان", "واژ"),
        ("کمین", "کم"),
        ("زمین", "زم"),
        ("ماشین", "ماش"),
        ("پوستین", "پوست"),
        ("نشستی", "شست"),
        ("صادراتی", "صادره"),
        ("خدماتی", "خدمه"),
        ("مالیاتی", "مالیه"),
        ("عمرانی", "عمر"),
        ("پایانی", "پا"),
        ("بحرانی", "بحر"),
        ("کارشناسی", "کار"),
        ("گوشی", "گوش"),
        ("فیلتر", "فیل"),
        ("توییتر", "تویی"),
        ("تکنیک", "نیک"),
        ("کمپین", "کم"),
        ("اندروید", "اندر"),
        ("کووید", "کو"),
        ("کرونایی", "کر"),
        ("براورد", "رد"),
        ("دومین", "دو"),
        ("مکران", "مکر"),
        ("آخرین", "آخر"),
        ("اولین", "اول"),
    ],
)
def test_a_word_that_looks_inflected_is_a_word_of_its_own(word, shorter):
    assert not finds(word, shorter)
    assert not finds(shorter, word)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("کرمان", "کرم"),
        ("رشت", "رشته"),
        ("ایران", "ایر"),
        ("تهران", "تهر"),
        ("گیلان", "گیل"),
        ("سمنان", "سمن"),
        ("مازندران", "مازندر"),
        ("همدان", "همد"),
        ("زنجان", "زنج"),
        ("ترکیه", "ترک"),
        ("لبنان", "لبن"),
        ("بافت", "باف"),
        ("سبزوار", "سبز"),
        ("سامان", "سام"),
        ("گرگان", "گرگ"),
        ("اراک", "عراق"),
        ("سودان", "سود"),
        ("هند", "هندوانه"),
        ("مالی", "مال"),
        ("حسینی", "حسین"),
        ("کریمی", "کریم"),
        ("رضایی", "رضا"),
        ("صادقی", "صادق"),
    ],
)
def test_a_name_never_meets_a_common_word(name, word):
    assert not finds(name, word)
    assert not finds(word, name)


@pytest.mark.parametrize(
    "text",
    [
        "در حال کار بر روی طرح",  # not «کاربر»
        "پیش رو داریم",  # not «پیشرو»
        "خود رو به کاهش است",  # not «خودرو»
        "تولید کم بود",  # not «کمبود»
        "سود آن را",  # not «سودان»
        "به شهر رفت",  # not «بهشهر»
        "در میان مردم",  # not «درمیان»
        "ما در تهران",  # not «مادر»
        "به دست آورد",  # not «دستاورد»
        "کار کرد و رفت",  # not «کارکرد»
        "سر کار رفت",  # not «سرکار»
        "مورد بررسی قرار داد",  # not «قرارداد»
    ],
)
def test_words_that_stand_together_by_chance_stay_apart(text):
    assert len(terms(text)) == len(text.split())
