"""Statements in passages of our own, with invented people: who speaks, and what is said."""

import pytest

from archive.extract import extract
from archive.ingest.records import ArticleRecord

PERSON = "هوشنگ نمونه‌فر، استاندار یزد، گفت: راه باز شد."


def quotes(body: str, headline: str = "", lead: str = "") -> list[tuple[str, str]]:
    record = ArticleRecord(body=body, headline=headline, lead=lead)
    return [(quote.speaker, " ".join(quote.text.split())) for quote in extract(record).quotes]


def said(sentence: str) -> tuple[str, str]:
    """The last statement after a paragraph in which the governor speaks."""
    return quotes(f"{PERSON}\n\n{sentence}")[-1]


@pytest.mark.parametrize(
    "opening",
    [
        "وی افزود:",
        "او در ادامه گفت:",
        "نمونه‌فر تصریح کرد:",
        "استاندار یزد اظهار داشت:",
        "این مقام مسئول یادآور شد:",
        "این مسئول خاطرنشان کرد :",
        "همچنین افزود:",
        "وی با اشاره به دیدار با وزیر راه گفت:",
        "وی تأکید کرد که",
        "هوشنگ نمونه‌فر می‌گوید",
        "به گفته وی،",
        "به گفته نمونه‌فر،",
    ],
)
def test_the_person_named_before_speaks_on(opening: str) -> None:
    assert said(f"{opening} کار ادامه دارد.") == ("هوشنگ نمونه‌فر", "کار ادامه دارد.")


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("وی از افتتاح ۲۰ طرح خبر داد.", "افتتاح ۲۰ طرح"),
        ("وی بر لزوم ساخت راه تأکید کرد.", "لزوم ساخت راه"),
        ("وی خواستار ساخت راه ملی شد.", "ساخت راه ملی"),
        ("وی ساخت راه ملی را یادآور شد.", "ساخت راه ملی"),
        ("وی از افتتاح ۲۰ طرح خبر داد که همه صنعتی است.", "افتتاح ۲۰ طرح"),
        ("وی گفت: «کار ادامه دارد.» سپس رفت.", "کار ادامه دارد."),
        ("وی گفت: «نام آن «برند یزد» است.»", "نام آن «برند یزد» است."),
        ('وی گفت: "کار ادامه دارد." سپس رفت.', "کار ادامه دارد."),
        ("وی گفت: کار هست. راه هم هست.\n\nخبرنگاران رفتند.", "کار هست. راه هم هست."),
        ("وی گفت: «بند نخست.\n\nبند دوم است.»\n\nپایان.", "بند نخست. بند دوم است."),
        ("وی گفت: نرخ ۱.۵ برابر شد.", "نرخ ۱.۵ برابر شد."),
        ("«کار ادامه دارد»؛ این را استاندار یزد گفت.", "کار ادامه دارد"),
        ("«کار ادامه دارد.» استاندار یزد این را گفت.", "کار ادامه دارد."),
        ("وی راه را «راهگشا» خواند و گفت: کار هست.", "کار هست."),
        ("وی کار را یادآور شد وافزود: راه هم هست.", "راه هم هست."),
    ],
)
def test_what_is_said_begins_and_ends_where_the_speaker_does(sentence: str, text: str) -> None:
    assert said(sentence) == ("هوشنگ نمونه‌فر", text)


def test_two_statements_of_one_sentence_are_two() -> None:
    assert quotes(f"{PERSON}\n\nوی از آغاز کار خبر داد و اعلام کرد: راه باز است.")[1:] == [
        ("هوشنگ نمونه‌فر", "آغاز کار"),
        ("هوشنگ نمونه‌فر", "راه باز است."),
    ]


def test_each_speaker_keeps_the_own_words() -> None:
    body = (
        f"{PERSON}\n\nسهیلا مثالیان، رئیس اتاق بازرگانی یزد، نیز گفت: برق کم است.\n\n"
        "او افزود: گاز هم کم است.\n\nاستاندار یزد ادامه داد: برق می‌رسد."
    )
    assert [speaker for speaker, _ in quotes(body)] == [
        "هوشنگ نمونه‌فر",
        "سهیلا مثالیان",
        "سهیلا مثالیان",
        "هوشنگ نمونه‌فر",
    ]


def test_people_within_a_statement_do_not_become_its_speaker() -> None:
    body = (
        "هوشنگ نمونه‌فر، استاندار یزد، گفت: سهیلا مثالیان، رئیس اتاق بازرگانی یزد، هم آمد.\n\n"
        "وی افزود: کار ادامه دارد."
    )
    assert [speaker for speaker, _ in quotes(body)] == ["هوشنگ نمونه‌فر"] * 2


def test_an_office_in_the_headline_is_the_person_of_the_text() -> None:
    assert quotes(PERSON, headline="استاندار یزد: راه یزد باز شد")[0] == (
        "هوشنگ نمونه‌فر",
        "راه یزد باز شد",
    )


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("گمرک ایران اعلام کرد: واردات کم شد.", "گمرک ایران"),
        ("مدیر کارخانه سیمان بجنورد گفت: کوره روشن می‌شود.", "مدیر کارخانه سیمان بجنورد"),
    ],
)
def test_who_has_no_name_speaks_as_office_or_organization(body: str, speaker: str) -> None:
    assert quotes(body)[0][0] == speaker


@pytest.mark.parametrize(
    "body",
    [
        "گفت و گوی دو طرف ادامه دارد.",
        "در این نشست درباره صادرات گفت و گو شد.",
        "گفته می‌شود قیمت‌ها بالا می‌رود.",
        "اعلام شد که راه باز است.",
        "کارشناسان می‌گویند بازار آرام است.",
        "آن را «راهگشا» خواندند.",
        "نشانی https://example.ir/news در دسترس است.",
    ],
)
def test_other_sentences_are_no_statements(body: str) -> None:
    assert quotes(body) == []


def test_another_office_within_a_sentence_is_not_the_only_person() -> None:
    sentence = (
        "قیمت بالا رفت که معاون فروش گروه نمونه علت آن را کمبود کالا عنوان کرد؛ "
        "به گفته او بازار آرام می‌شود."
    )
    assert said(sentence) == ("معاون فروش گروه نمونه", "بازار آرام می‌شود.")


def test_the_evidence_covers_the_words_and_tells_who_said_them() -> None:
    (quote,) = extract(ArticleRecord(body=PERSON)).quotes
    assert PERSON[quote.evidence.start : quote.evidence.end] == quote.text == "راه باز شد."
    assert "نمونه‌فر" in quote.evidence.sentence
    assert quote.verb == "گفت"
