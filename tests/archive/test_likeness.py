"""What makes two articles tellings of one story. How often it is right: benchmarks/families.py."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.likeness import BANDS, band_values, is_same_story, story_of

NOON = datetime(2023, 8, 3, 8, 30, tzinfo=UTC)
TEXT = (
    "مدیرعامل شرکت فولاد نمونه از صادرات ۱۸۰ هزار تن شمش به کشورهای همسایه در هفت ماه نخست امسال "
    "خبر داد و گفت این مقدار در سنجش با سال گذشته ۲۲ درصد رشد دارد و کارخانه با ۸۵ درصد توان "
    "کار می‌کند."
)
TEXT_IN_PART = TEXT[:110] + "استاندار نیز از این کارخانه بازدید و با کارگران گفت‌وگو کرد."
BULLETIN = (
    "هر قطعه سکهٔ تمام بهار آزادی امروز در بازار تهران {} میلیون تومان و هر گرم طلای هجده عیار {} "
    "هزار تومان فروخته شد و رئیس اتحادیهٔ طلا و جواهر گفت بازار آرام است و خریداران محتاط هستند."
)


def respelled(text: str) -> str:
    return text.replace("ی", "ي").replace("ک", "ك").replace("\u200c", " ")


@pytest.mark.parametrize(
    "retold",
    [
        TEXT,
        respelled(TEXT),
        f"به گزارش خبرنگار ما، {TEXT}",
        TEXT.partition(" خبر داد ")[0],
        f"{TEXT} استاندار نیز از این کارخانه بازدید و با کارگران گفت‌وگو کرد.",
        TEXT.replace("۲۲", "۲۴"),
    ],
)
def test_reprints_cuts_and_updates_are_the_same_story(retold):
    assert is_same_story(story_of(TEXT), story_of(retold))


def test_bulletins_with_other_figures_are_other_stories():
    one, other = (story_of(BULLETIN.format(*figures)) for figures in ((28, 2410), (29, 2480)))
    assert not is_same_story(one, other)


def test_the_same_words_of_another_province_are_another_story():
    one, other = story_of(TEXT, ["yazd"]), story_of(TEXT, ["qom"])
    assert not is_same_story(one, other)
    assert is_same_story(one, story_of(TEXT, ["yazd", "qom"]))
    assert is_same_story(one, story_of(TEXT))


@pytest.mark.parametrize(
    ("hours", "expected"), [(0, True), (-14, True), (18, True), (24, False), (-240, False)]
)
def test_long_after_only_a_copy_is_the_same_story(hours, expected):
    first = story_of(TEXT, at=NOON)
    later = NOON + timedelta(hours=hours)
    assert is_same_story(first, story_of(TEXT_IN_PART, at=later)) == expected
    assert is_same_story(first, story_of(TEXT, at=later))


def test_a_short_text_is_like_nothing_but_the_same_words():
    short = story_of("شاخص کل بورس تهران بالا رفت و بازار سبز ماند")
    assert is_same_story(short, short)
    assert not is_same_story(short, story_of("شاخص کل بورس تهران پایین آمد و بازار سرخ ماند"))


@settings(max_examples=30)
@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_goes_both_ways_and_never_fails(one, other):
    first, second = story_of(one), story_of(other)
    assert is_same_story(first, second) == is_same_story(second, first)


def test_nothing_is_like_nothing():
    assert not is_same_story(story_of(""), story_of(""))


def test_like_stories_share_bands_and_unlike_ones_do_not():
    bands = [
        set(band_values(story_of(text))) for text in (TEXT, respelled(TEXT), BULLETIN.format(1, 2))
    ]
    assert bands[0] == bands[1]
    assert len(bands[0]) == BANDS
    assert not bands[0] & bands[2]


def test_what_is_kept_in_the_database_is_the_same_in_every_process():
    assert band_values(story_of("فولاد یزد")) == [-745306990434644658]
    assert band_values(story_of(TEXT))[:2] == [7729965670281037768, -4140934176491723560]
