"""The rules that tell an article from what its site prints around it."""

from __future__ import annotations

import pytest

from archive.ingest.cleaning import clean
from archive.ingest.cleaning.boilerplate import boilerplate_rule, trim
from archive.ingest.cleaning.labels import Label, LabelLine, read_label
from archive.ingest.cleaning.markup import to_plain_text
from archive.ingest.cleaning.paragraphs import split_paragraphs
from archive.ingest.records import ArticleRecord

SENTENCE = "مدیر کارخانه گفت: تولید این واحد در سال گذشته دو برابر شد و همه آن به فروش رفت."


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("پربیننده‌ترین اخبار", "related"),
        ("پربینندهترین اخبار اقتصادی", "related"),
        ("پر بيننده ترين ها", "related"),
        ("آخرین خبرهای روز", "related"),
        ("مهم‌ترین اخبار ایران و جهان:", "related"),
        ("اخبار مرتبط", "related"),
        ("مطالب پیشنهادی", "related"),
        ("نظرات کاربران", "comments"),
        ("ارسال نظر", "comments"),
        ("دیدگاه‌تان را بنویسید", "comments"),
        ("تبلیغات", "advertisement"),
        ("تمامی حقوق این سایت محفوظ است", "rights"),
        ("اشتراک‌گذاری در شبکه‌ها", "share"),
        ("تلگرام واتس‌اپ ایتا", "share"),
        ("@sample_channel", "share"),
        ("برای خواندن خبرها به کانال ما در تلگرام بپیوندید", "channel"),
        ("ما را در ایتا دنبال کنید", "channel"),
        ("برای عضویت در کانال نمونه نیوز اینجا کلیک کنید: @nemoone", "channel"),
        ("برای مطالعه بیشتر صفحه صنعت را در نمونه نیوز بخوانید.", "share"),
        ("نوشته رونق تولید در یزد اولین بار در نمونه نیوز. پدیدار شد.", "share"),
        ("جزئیات بیشتر در سایت", "share"),
        ("ble.ir/nemoone", "share"),
        ("🔥 خرید قسطی یخچال؛ کلیک کنید", "advertisement"),
        ("کد ویدیو دانلود فیلم اصلی", "media"),
        ("پایگاه خبری صنعت نمونه", "site-name"),
        ("سه‌شنبه", "label"),
        ("۲ آذر", "label"),
        ("ساعت: ۲۲:۲۱", "label"),
        ("کد خبر: 123456", "label"),
        ("شناسه خبر ۶۴۴۶۹۹", "label"),
        ("منبع: خبرگزاری مهر", "label"),
        ("۱۴۰۲/۰۵/۰۱ - ۱۲:۱۰", "label"),
        ("7414/ 6155", "reporter-code"),
        ("/۳۰۲۱", "reporter-code"),
    ],
)
def test_lines_of_the_site(line: str, rule: str) -> None:
    assert boilerplate_rule(line) == rule


@pytest.mark.parametrize(
    "line",
    [
        SENTENCE,
        "بازار خودرو در سالی که گذشت",
        "چرم ارزان‌تر",
        "به گفته این منبع: قیمت‌ها در هفته آینده پایین می‌آید و بازار آرام می‌شود.",
        "نظر کارشناسان درباره واردات خودرو",
        "تاریخ: درسی برای امروز",
        "گزارش: رونق دوباره کارگاه‌های کوچک در شهرهای مرکزی کشور پس از پایان دوره رکود",
        "گزارش: رونق تولید در یزد",
        "بازدید: وزیر از کارخانه",
        "در سال ۱۴۰۱",
        "تلگرام فیلتر شد",
        "بازار",
        "شرق",
        "شبکه برق تهران",
        "دو شهر در یک روز",
    ],
)
def test_lines_of_the_article(line: str) -> None:
    assert boilerplate_rule(line) is None


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("منبع: ایرنا", Label.SOURCE, "ایرنا"),
        ("منبع خبر : روزنامه شرق", Label.SOURCE, "روزنامه شرق"),
        ("كد خبر: ۱۲۳", Label.NEWS_CODE, "۱۲۳"),
        ("شناسه خبر 123", Label.NEWS_CODE, "123"),
        ("تاریخ انتشار: ۲ مهر ۱۴۰۱", Label.DATE, "۲ مهر ۱۴۰۱"),
        ("سه‌شنبه ۲۱ شهریور ۱۴۰۲ | ۰۸:۳۰", Label.DATE, "سه‌شنبه ۲۱ شهریور ۱۴۰۲ | ۰۸:۳۰"),
        ("خبرنگار: مینا آزمونی", Label.BYLINE, "مینا آزمونی"),
        ("برچسب‌ها: فولاد، مس", Label.TAGS, "فولاد، مس"),
        ("لینک کوتاه: https://irna.ir/x", Label.URL, "https://irna.ir/x"),
        ("سرویس: اقتصادی", Label.NOTE, "اقتصادی"),
    ],
)
def test_labels_and_their_values(line: str, label: Label, value: str) -> None:
    assert read_label(line) == LabelLine(label, value)


@pytest.mark.parametrize(
    ("printed", "kept", "cut"),
    [
        ("فعالیت دارند.7414/ 6155", "فعالیت دارند.", "7414/ 6155"),
        ("فعالیت دارند. ۶۱۵۵", "فعالیت دارند.", "۶۱۵۵"),
        ("فعالیت دارند./ن", "فعالیت دارند.", "/ن"),
        ("فعالیت دارند.**3021**1558", "فعالیت دارند.", "**3021**1558"),
        ("فعالیت دارند 7414/6155", "فعالیت دارند", "7414/6155"),
        ("فعالیت دارند.انتهای پیام/۲۰", "فعالیت دارند.", "انتهای پیام/۲۰"),
        ("فعالیت دارند. منبع: ایسنا", "فعالیت دارند.", "منبع: ایسنا"),
    ],
)
def test_codes_after_the_last_sentence(printed: str, kept: str, cut: str) -> None:
    trimmed = trim([SENTENCE, printed])
    assert trimmed.paragraphs == [SENTENCE, kept]
    assert [c.text for c in trimmed.cuts] == [cut]


@pytest.mark.parametrize(
    "ending",
    [
        "در سال ۱۴۰۰/۱۴۰۱",
        "رشد تولید به ۱۲.۳۵۰",
        "تلفن این واحد ۸۸۲۲۰۷۰۰ است.",
        "شمار کارگران: ۲۵۰۰",
        "در انتهای پیام رئیس اتاق آمده است که صادرات رشد می‌کند.",
        "به گفته منبع: بازار آرام است و خریداران بازگشته‌اند.",
    ],
)
def test_numbers_and_words_of_the_last_sentence_stay(ending: str) -> None:
    assert trim([SENTENCE, ending]).paragraphs == [SENTENCE, ending]


def test_sentences_between_two_end_marks_stay() -> None:
    trimmed = trim([SENTENCE, "انتهای پیام", SENTENCE, "انتهای پیام", "تبلیغات"])
    assert trimmed.paragraphs == [SENTENCE, SENTENCE]


def test_nothing_is_cut_from_a_page_without_boilerplate() -> None:
    paragraphs = [SENTENCE, "آینده بازار", SENTENCE, "نفت\u200cگاز", "یوسف نمونه‌ای، کارشناس صنعت"]
    assert trim(paragraphs).paragraphs == paragraphs


def test_comments_are_cut_although_they_are_sentences() -> None:
    trimmed = trim([SENTENCE, "نظرات", SENTENCE, "پاسخ"])
    assert trimmed.paragraphs == [SENTENCE]
    assert {cut.rule for cut in trimmed.cuts} == {"comments"}


def test_what_labels_say_below_other_articles_is_not_of_this_one() -> None:
    trimmed = trim([SENTENCE, "منبع: ایرنا", "پربیننده‌ترین‌ها", "عنوان دیگر", "کد خبر: 5"])
    assert trimmed.labels == {Label.SOURCE: "ایرنا"}


def test_markup_becomes_paragraphs() -> None:
    value = (
        "<p>بند&zwnj;ها</p><br/><div>دوم<script>x()</script> &amp; سوم</div><td>۱</td><td>۲</td>"
    )
    assert split_paragraphs(value) == ["بند\u200cها", "دوم & سوم", "۱ ۲"]


@pytest.mark.parametrize("value", ["تولید < مصرف", "R&D در صنعت", "دما > ۳۰ و < ۴۰", "a <b"])
def test_text_that_only_looks_like_markup_stays(value: str) -> None:
    assert to_plain_text(value) == value


def test_lines_are_paragraphs_unless_all_end_at_one_width() -> None:
    assert split_paragraphs("بند یکم.\nبند دوم.") == ["بند یکم.", "بند دوم."]
    wrapped = "\n".join(["کارخانه " * 9 + "فولاد"] * 4) + "\n\nپایان."
    assert len(split_paragraphs(wrapped)) == 2


def test_characters_that_no_text_means_are_dropped_and_half_spaces_kept() -> None:
    assert split_paragraphs("می\u200cر\u0000ود\u202e \u0007خانه\u200c‌ها\ufffe") == [
        "می\u200cرود خانه\u200c\u200cها"
    ]


def test_cuts_know_where_they_stood() -> None:
    box, code = "بیشتر بخوانید: سدی که پر شد", "7414/ 6155"
    record = ArticleRecord(f"{SENTENCE}\n\n{box}\n\n{SENTENCE}{code}\n\nانتهای پیام/")
    cleaned = clean(record)
    assert cleaned.body == f"{SENTENCE}\n\n{SENTENCE}"
    assert {cut.text: cut.at for cut in cleaned.cuts} == {
        box: len(SENTENCE),
        code: len(cleaned.body),
        "انتهای پیام/": len(cleaned.body),
    }
