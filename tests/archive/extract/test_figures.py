"""Figures in sentences of our own: what is a quantity, its value and unit, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.extract import Bound, FigureMention, extract
from archive.ingest.records import ArticleRecord
from persian.digits import format_number


def figures(body: str) -> tuple[FigureMention, ...]:
    return extract(ArticleRecord(body=body)).figures


def amounts(body: str) -> list[tuple[float, str]]:
    return [(figure.value, figure.unit) for figure in figures(body)]


@pytest.mark.parametrize(
    ("body", "value", "unit"),
    [
        ("یک میلیارد و 30 میلیون دلار صادر شد.", 1_030_000_000, "دلار"),
        ("سه هزار و ۵۰۰ واحد صنعتی داریم.", 3_500, "واحد"),
        ("یکهزار و ۱۰۰ واحد صادراتی داریم.", 1_100, "واحد"),
        ("سهم آن ۳۵٪ است.", 35, "درصد"),
        ("سهم آن ٪۳۵ است.", 35, "درصد"),
        ("رشد ۱۲درصدی داشت.", 12, "درصد"),
        ("۱٫۵ میلیون تن سیمان", 1_500_000, "تن"),
        ("۱/۵ میلیون تن سیمان", 1_500_000, "تن"),
        ("1.5 میلیون تن سیمان", 1_500_000, "تن"),
        ("۱٬۰۳۰٬۰۰۰ دلار", 1_030_000, "دلار"),
        ("٤٥ قرارداد بسته شد.", 45, "قرارداد"),
        ("تعداد10 واحد فعال شد.", 10, "واحد"),
        ("درآمد دو و نیم برابر شد.", 2.5, "برابر"),
        ("نیم میلیون خانوار بهره بردند.", 500_000, "خانوار"),
        ("یک و نیم میلیون نفر آمدند.", 1_500_000, "نفر"),
        ("یک میلیون و نیم نفر آمدند.", 1_500_000, "نفر"),
        ("یک کیلو و نیم زعفران فروختند.", 1.5, "کیلوگرم"),
        ("تورم ۲ و سه دهم درصد بود.", 2.3, "درصد"),
        ("سهم آن ۱ ممیز ۸ درصد بود.", 1.8, "درصد"),
        ("۱۳ هزار میلیارد تومان هزینه شد.", 13_000_000_000_000, "تومان"),
        ("۱۳ هزار و ۵۰۰ میلیارد تومان هزینه شد.", 13_500_000_000_000, "تومان"),
        ("۵۰ همت تسهیلات داده شد.", 50_000_000_000_000, "تومان"),
        ("وام ۲۰۰ میلیونی پرداخت شد.", 200_000_000, ""),
        ("سیصد و بیست و پنج هزار نفر آمدند.", 325_000, "نفر"),
        ("بیست‌وپنج درصد رشد کرد.", 25, "درصد"),
        ("بسته ۶۰ خدمتی آماده است.", 60, "خدمت"),
        ("۵۶ کشور بازار هدف‌اند.", 56, "کشور"),
        ("بهره‌برداری از ۶۷ سامانه آغاز شد.", 67, "سامانه"),
        ("سه شرکت برگزیده شدند.", 3, "شرکت"),
        ("یک درصد مردم", 1, "درصد"),
        ("ظرفیت آن 35 هزار متر مکعبی است.", 35_000, "متر مکعب"),
        ("شاخص از کانال ۱۸ هزار واحد گذشت.", 18_000, "واحد"),
        ("ارز ۱۴ هزارتومانی گران شد.", 14_000, "تومان"),
        ("شمار آن به دو میلیون و ۴۰۰ هزار و ۱۲ رسید.", 2_400_012, ""),
        ("مردم سه میلیون و ۲۰۰ دقیقه گفتند.", 3_000_200, "دقیقه"),
        ("این شبکه ۵ هزار مدرسه بود.", 5_000, "مدرسه"),
    ],
)
def test_a_quantity_has_its_value_and_unit(body: str, value: float, unit: str) -> None:
    assert amounts(body) == [(value, unit)]


@pytest.mark.parametrize(
    "body",
    [
        "این خبر ۲۵ آذر ۱۴۰۲ منتشر شد.",
        "کارخانه در سال ۱۳۵۴ ساخته شد.",
        "در دهه ۸۰ تعطیل بود.",
        "تاریخ آن 1401/06/01 است.",
        "از ساعت ۱۷ الی ۲۲ باز است.",
        "ساعت ۲۲:۲۱ بود.",
        "تلفن ۳۲۲۴۵۵۶۷-۰۳۴ پاسخ می‌دهد.",
        "شناسه خبر: 644699",
        "7414/ 6155",
        "به موجب ماده ۱۲ قانون و تبصره ۳ آن عمل شد.",
        "در فاز ۲ شهرک و منطقه ۲۲ تهران است.",
        "نسل 5G و ایرباس A320 رسید.",
        "ویروس کووید ۱۹ آمد.",
        "دو طرف بر ادامه همکاری تأکید کردند.",
        "یک واحد تولیدی افتتاح شد.",
        "هر سه کشور امضا کردند.",
        "نه تنها شرکت‌ها بلکه مردم آمدند.",
        "سه شنبه شب در جمع خبرنگاران بود.",
        "ده‌ها واحد و هزاران نفر و چند میلیون تومان",
        "طلای ۱۸ عیار گران شد.",
        "سه تن از اعضای اتاق آمدند.",
        "هشت سال پیش و در مدت ۴۵ روز انجام شد.",
        "سینه به سینه نقل شد.",
        "پرونده در نیمه اول ۱۳۹۸ بسته شد.",
        "از همه ۱۲ تحویل شد.",
        "گروه اولویت ۲ ارزی ممنوع شد.",
        "تا ۵۰ دقیقه ماندند.",
    ],
)
def test_other_numbers_are_no_figures(body: str) -> None:
    assert amounts(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("۲۰ تا ۳۰ درصد", [(20, "درصد"), (30, "درصد")]),
        ("از ۲۸ به ۳۵ درصد رسید", [(28, "درصد"), (35, "درصد")]),
        ("۳ تا ۵ میلیون تومان", [(3_000_000, "تومان"), (5_000_000, "تومان")]),
        ("۸۰۰ هزار تا یک میلیون تومان", [(800_000, "تومان"), (1_000_000, "تومان")]),
        ("۵۰ و ۱۵۰ تومان گران شد", [(50, "تومان"), (150, "تومان")]),
    ],
)
def test_numbers_of_a_range_share_unit_and_scale(
    body: str, expected: list[tuple[float, str]]
) -> None:
    assert amounts(body) == expected


@pytest.mark.parametrize(
    ("body", "bound"),
    [
        ("حدود ۲۰ درصد", Bound.ABOUT),
        ("نزدیک به ۲۰ درصد", Bound.ABOUT),
        ("بیش از ۲۰ درصد", Bound.AT_LEAST),
        ("دست کم ۲۰ درصد", Bound.AT_LEAST),
        ("دست‌کم ۲۰ درصد", Bound.AT_LEAST),
        ("بالغ بر ۲۰ درصد", Bound.AT_LEAST),
        ("حداکثر ۲۰ درصد", Bound.AT_MOST),
        ("تا ۲۰ درصد", Bound.AT_MOST),
        ("به ۲۰ درصد", Bound.EXACT),
    ],
)
def test_words_before_a_figure_say_how_exact_it_is(body: str, bound: Bound) -> None:
    (figure,) = figures(body)
    assert figure.bound == bound


@pytest.mark.parametrize(
    ("body", "of"),
    [
        ("۱۲۰ واحد تولیدی و صادراتی برگزیده شد.", "واحد تولیدی و صادراتی"),
        ("۶۴ میلیون دلار صادرات کالا انجام شد.", "صادرات کالا"),
        ("سهم صادرات خدمات فنی به ۳۵ درصد رسید.", "سهم صادرات خدمات فنی"),
    ],
)
def test_a_figure_says_what_it_is_of(body: str, of: str) -> None:
    (figure,) = figures(body)
    assert figure.of == of


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("در هشت ماهه نخست امسال ۲۰ تن صادر شد.", "هشت ماهه نخست امسال"),
        ("سال گذشته ۲۹ واحد احیا شد.", "سال گذشته"),
        ("سالانه ۲۰۰ هزار تن تولید می‌شود.", "سالانه"),
        ("۲۰۰ هزار تن تولید می‌شود.", ""),
    ],
)
def test_a_figure_has_the_period_of_its_sentence(body: str, period: str) -> None:
    (figure,) = figures(body)
    assert figure.period == period


def test_a_figure_within_a_quote_has_its_speaker() -> None:
    body = "علی نمونه‌فر، استاندار یزد گفت: ۲۰ واحد فعال شد.\n\nدر آمار رسمی ۳۰ واحد ثبت است."
    assert [figure.speaker for figure in figures(body)] == ["علی نمونه‌فر", ""]


@given(st.integers(1, 10**12))
def test_every_whole_number_is_read_as_it_is_printed(number: int) -> None:
    assert amounts(f"ارزش آن {format_number(number)} دلار بود.") == [(number, "دلار")]
