"""Provinces and cities of a story in passages of our own."""

import pytest

from archive.extract import extract
from archive.ingest.records import ArticleRecord


def places(body: str, headline: str = "") -> tuple[set[str], set[str]]:
    found = extract(ArticleRecord(body=body, headline=headline))
    return {m.slug for m in found.provinces}, {m.slug for m in found.cities}


STORIES = [
    # body, provinces, cities
    ("اهواز- ایرنا- یک واحد فولادی در این شهر افتتاح شد.", "khuzestan", "ahvaz"),
    # the seat of the national desks: a city as other datelines are, no word on the province
    ("تهران - ایرنا - وزیر صمت از رشد تولید خبر داد.", "", "tehran"),
    ("به گزارش خبرنگار مهر از تبریز، نمایشگاه چرم گشایش یافت.", "east-azerbaijan", "tabriz"),
    ("یک کارخانه در شهرستان نور به بهره\u200cبرداری رسید.", "mazandaran", "nur"),
    ("استاندار فارس از رشد تولید در این استان خبر داد.", "fars", ""),
    ("مدیرکل صمت گلستان گفت: ۲۰ واحد احیا شد.", "golestan", ""),
    ("تولید در استان\u200cهای مرکزی، فارس و گلستان بیشتر شد.", "markazi fars golestan", ""),
    ("ایسنا/خوزستان تولید شکر در این استان آغاز شد.", "khuzestan", ""),
    ("کارخانه\u200cای در نجفآباد استان اصفهان ساخته شد.", "isfahan", "najafabad"),
    ("صنایع چهار محال و بختياري رونق گرفت.", "chaharmahal-and-bakhtiari", ""),
    ("شهرداری یزد مجوز تازه\u200cای داد.", "yazd", "yazd"),
    ("معادن کرمان و یزد فعال شدند.", "kerman yazd", ""),
    ("استانداران گیلان و مازندران دیدار کردند.", "gilan mazandaran", ""),
    ("انجمن نساجی یزد نشست گذاشت.", "yazd", ""),
    # names that people or words have too, where their province is named
    ("به گزارش فارس از مهران، پایانه مهران در استان ایلام باز شد.", "ilam", "mehran"),
    ("در پی زلزله خوی در آذربایجان غربی کارخانه\u200cها بسته شد.", "west-azerbaijan", "khuy"),
    ("زیرساخت\u200cهای بندر دیر در استان بوشهر تقویت شد.", "bushehr", "bandar-e-deyr"),
    ("بوشهر (پانا) - صید میگو در این استان آغاز شد.", "bushehr", "bushehr"),
    ("شهرک صنعتی اذربایجان شرقی توسعه یافت.", "east-azerbaijan", ""),
    ("فرماندار کاشان از این واحد بازدید کرد.", "isfahan", "kashan"),
    (
        "در گیلانغرب کارخانه\u200cای ساخته شد. گیلانغرب نیازمند اشتغال است.",
        "kermanshah",
        "gilan-e-gharb",
    ),
]


@pytest.mark.parametrize(("body", "provinces", "cities"), STORIES)
def test_the_places_of_a_story(body: str, provinces: str, cities: str) -> None:
    assert places(body) == (set(provinces.split()), set(cities.split()))


TRAPS = [
    "رئیس کل بانک مرکزی از ثبات بازار ارز خبر داد.",
    "کشتی\u200cها در خلیج فارس و دریای عمان لنگر انداختند.",
    "به گزارش خبرگزاری فارس، نرخ بهره تغییر کرد.",
    "به گزارش خبرنگار فارس، نرخ بهره تغییر کرد.",
    "اقلیم کردستان عراق مرز خود را گشود.",
    "جمهوری آذربایجان و ارمنستان توافق کردند.",
    "کشورهای آسیای مرکزی خریدار این محصول\u200cاند.",
    "این نور امید در دل صنعتگران است و بند نخست قانون اجرا می\u200cشود.",
    "واحد تولیدی نمونه در بهار امسال انار فراوری کرد و بافت پارچه را تغییر داد.",
    "خانم یزدی و آقای گلستان در نشست بودند.",
    "نمادهای فولاد مبارکه اصفهان و پالایش نفت تبریز بیشترین اثر را بر شاخص داشتند.",
    "سهام پالایش نفت بندرعباس و فولاد خوزستان رشد کرد.",
    "نماینده مردم کازرون در مجلس به وزیر تذکر داد.",
    "آلودگی به اوج رسید و در میانه هفته کمتر شد.",  # «اوج» is not آوج
    "قرنطینه مرکزی در شهر شانگهای برپا شد.",
    "دانشگاه فردوسی مشهد و تراکتور تبریز برگزیده شدند.",
    "کالا از مسیر قزوین، قم و یزد گذشت.",
    "مدیرعامل البرز کابل و شرکت «لرستان نوین» در نشست بودند.",
    "مهران تبریزی و سامان یزدی سخن گفتند.",
]


@pytest.mark.parametrize("body", TRAPS)
def test_traps_are_no_places_of_the_story(body: str) -> None:
    assert places(body) == (set(), set())


def test_a_province_only_passed_through_is_left_out() -> None:
    body = (
        "سنندج - ایسنا - مدیر جهاد کشاورزی کردستان گفت: تولید توت\u200cفرنگی در کردستان بیشتر شد. "
        "در استان کردستان ۵۰ گلخانه هست. محصول این گلخانه\u200cها با کامیون از زنجان می\u200cگذرد."
    )
    assert places(body, "رشد تولید توت\u200cفرنگی در استان کردستان") == (
        {"kurdistan"},
        {"sanandaj"},
    )


def test_beside_the_province_of_the_story_one_mention_in_passing_is_not_enough() -> None:
    body = (
        "فرماندار سبزوار گفت: شورای معادن خراسان رضوی پروانه داد. سرمایه\u200cگذاران از اصفهان "
        "و تهران آمدند."
    )
    assert places(body) == ({"razavi-khorasan"}, {"sabzevar"})


def test_a_province_where_something_happens_in_a_city_counts() -> None:
    body = (
        "وزیر در آغاز سفر به استان خراسان شمالی از پتروشیمی دیدن کرد. استاندار خراسان شمالی از "
        "او تشکر کرد. روز دوم در مشهد با اعضای اتاق بازرگانی خراسان رضوی دیدار کرد."
    )
    assert places(body) == ({"north-khorasan", "razavi-khorasan"}, {"mashhad"})


def test_a_province_inferred_from_its_city_says_so() -> None:
    found = extract(ArticleRecord(body="اهواز- ایرنا- یک واحد فولادی افتتاح شد."))
    assert [mention.evidence.rule for mention in found.provinces] == ["province-of-city"]


def test_of_two_towns_of_one_name_the_story_s_province_decides() -> None:
    body = "در استان لرستان و در شهرستان نورآباد کارخانه\u200cای گشایش یافت."
    assert places(body) == ({"lorestan"}, {"nurabad-lorestan"})
