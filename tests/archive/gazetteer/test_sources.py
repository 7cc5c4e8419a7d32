"""Which agency signs a text, owns a name or a host."""

import pytest

from archive.gazetteer import source_by_domain, source_by_name, source_in_text

SIGNATURES = [
    ("به گزارش ایرنا، مدیرعامل گفت", "irna"),
    ("شیراز-ایرنا-مدیرعامل گفت", "irna"),
    ("یزد - ایرنا - استاندار گفت", "irna"),
    ("رضا نمونه در گفتوگو با خبرنگار تسنیم در سمنان", "tasnim"),
    ("به گزارش گروه خبرخبرگزاری برنا، «کسی»", "borna"),
    ("به گزارش شبکه خبری تعاون، در نشستی", "taavon-news"),
    ("به گزارش خبرنگار حوزه بورس گروه اقتصادی خبرگزاری تسنیم، شاخص", "tasnim"),
    ("به گزارش خبرنگار مهر، وزیر", "mehr"),
    ("به گزارش خبرگزاری فارس از شیراز، کارخانه", "fars"),
    ("تهران- خبرگزاری مهر: وزیر", "mehr"),
    ("به گزارش خبرگزاری صدا و سیما مرکز فارس؛ تولید", "iribnews"),
    ("**به گزارش ایسنا** در رویداد", "isna"),
    ("به گزارش گروه استان\u200cهای خبرگزاری دانشجویان ایران (ایسنا) از قم", "isna"),
    ("کارخانه گشایش یافت.\nمنبع: ایرنا\nشناسه خبر: ۱۲", "irna"),
]


@pytest.mark.parametrize(("text", "slug"), SIGNATURES)
def test_a_signature_tells_the_source(text: str, slug: str) -> None:
    source = source_in_text(text)
    assert source is not None
    assert source.slug == slug


@pytest.mark.parametrize(
    "text",
    [
        "در مهر ماه امسال تولید بیشتر شد",
        "خلیج فارس و بازار جهانی",
        "به گزارش پایگاه اطلاع رسانی وزارتخانه",
        "",
    ],
)
def test_a_word_without_a_signature_tells_none(text: str) -> None:
    assert source_in_text(text) is None


@pytest.mark.parametrize(
    ("name", "slug"),
    [("ايسنا", "isna"), ("خبرگزاری تسنیم", "tasnim"), ("irna", "irna"), ("صدا و سیما", "iribnews")],
)
def test_a_source_is_found_by_any_of_its_names(name: str, slug: str) -> None:
    source = source_by_name(name)
    assert source is not None
    assert source.slug == slug


def test_an_unknown_name_is_no_source() -> None:
    assert source_by_name("خبرگزاری ناشناخته") is None


@pytest.mark.parametrize("host", ["mehrnews.com", "www.mehrnews.com", "en.MehrNews.com."])
def test_a_host_belongs_to_its_source(host: str) -> None:
    source = source_by_domain(host)
    assert source is not None
    assert source.slug == "mehr"


@pytest.mark.parametrize("host", ["", "com", "notmehrnews.com", "localhost"])
def test_another_host_belongs_to_none(host: str) -> None:
    assert source_by_domain(host) is None
