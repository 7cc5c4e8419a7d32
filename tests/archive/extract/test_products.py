"""Products in sentences of our own: whole words, inflected or not, and names that hold one."""

import re

import pytest

from archive.extract import extract
from archive.gazetteer import load
from archive.ingest.records import ArticleRecord


def products(body: str, headline: str = "") -> list[str]:
    found = extract(ArticleRecord(body=body, headline=headline)).products
    return list(dict.fromkeys(mention.slug for mention in found))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("صادرات فولاد و سیمان رشد کرد.", "steel cement"),
        ("تولید قطعات خودرو و لوازم خانگی", "auto-parts home-appliances"),
        ("کاشی و سرامیک میبد", "tile-ceramic"),
        ("فرش‌های دستباف کاشان", "carpet"),
        ("فرشهای دستباف کاشان", "carpet"),
        ("فرش ماشینی کاشان", "machine-carpet"),
        ("خودروی تازه رسید.", "car"),
        ("قیمت هر کیلوگرم شیر", "dairy"),
        ("بیست تن خرما، پسته و زعفران", "dates pistachio saffron"),
        ("صادرات نفت به چین", "crude-oil"),
        ("گوشي موبايل وارد شد.", "mobile-phone"),
        ("صادرات سیب، انار و پیاز", "apple pomegranate onion"),
    ],
)
def test_products_of_a_story_are_found(body: str, expected: str) -> None:
    assert products(body) == expected.split()


@pytest.mark.parametrize(
    "body",
    [
        "بازیگران از فرش قرمز گذشتند.",
        "آهن‌ربا روی میز بود.",
        "شیر آب را ببندید.",
        "شیر جنگل نماد آن است.",
        "وزیر نفت و مدیرعامل شرکت ملی نفت آمدند.",
        "تیم فولاد خوزستان برد.",
        "تیم فوتبال نساجی نمونه‌شهر برد.",
        "قطار روی راه آهن می‌رفت.",
        "مدال طلا به او رسید.",
        "سیب و انار خوردند.",
        "نمادهای پتروشیمی نمونه و ملی صنایع مس مثبت بودند.",
        "وزیر ارتباطات و فناوری اطلاعات آمد.",
        "میمونه چایچی مرغوب نوشت.",
    ],
)
def test_words_that_only_look_like_products_are_none(body: str) -> None:
    assert products(body) == []


def test_a_passing_word_late_in_a_long_text_is_no_product_of_the_story() -> None:
    late = "شهر آرام بود و مردم در پارک قدم می‌زدند. " * 30 + "کسی از سیمان حرف زد."
    assert products(late) == []
    assert products(late, headline="سیمان") == ["cement"]


def test_the_table_of_products_is_sound() -> None:
    entries = load().products
    assert len(entries) >= 200
    assert len({entry.slug for entry in entries}) == len(entries)
    assert len({entry.name for entry in entries}) == len(entries)
    for entry in entries:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", entry.slug)
        assert re.fullmatch(r"|0[1-9]|[1-9]\d", entry.hs_chapter)
