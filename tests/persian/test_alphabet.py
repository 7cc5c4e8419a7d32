"""Names in the order of a Persian dictionary."""

from __future__ import annotations

import random

from persian.alphabet import sort_key

ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
NAMES = [
    *("آذربایجان", "اردبیل", "ازبکستان", "بوشهر", "بیرجند", "پاکستان", "تهران", "جیرفت"),
    *("چابهار", "چین", "حمیدیه", "زنجان", "ژاپن", "سمنان", "قم", "قیر", "کرج", "کیش", "گرجستان"),
    *("گیلان", "لرستان", "نیشابور", "ورامین", "ونک", "هرمزگان", "هند", "یزد"),
]


def test_every_letter_has_its_place() -> None:
    assert "".join(sorted(ALPHABET, key=sort_key)) == ALPHABET


def test_names_are_sorted_as_in_a_dictionary() -> None:
    shuffled = random.Random(1).sample(NAMES, len(NAMES))
    assert sorted(shuffled, key=sort_key) == NAMES
