"""Whole files in, articles out: the samples of tests/data and the demo articles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from archive.ingest.cleaning.lines import squash
from archive.ingest.exceptions import IngestError, MalformedFile, TooLarge, UnsupportedFormat
from archive.ingest.reading import read_file
from archive.ingest.records import ArticleRecord
from tests.archive.ingest.samples import DATA, as_expected, expected, readable_samples


@pytest.mark.parametrize("sample", readable_samples(), ids=lambda file: file.name)
def test_sample_is_read_as_expected(sample: Path) -> None:
    wanted = expected(sample)
    assert as_expected(read_file(sample.read_bytes()), wanted) == wanted


@pytest.mark.parametrize(
    ("name", "error", "reason"),
    [
        ("empty.txt", UnsupportedFormat, "این پرونده خالی است."),
        ("blank.txt", UnsupportedFormat, "این پرونده خالی است."),
        ("picture.txt", UnsupportedFormat, "این پرونده از نوع تصویر است و خوانده نمی‌شود."),
        ("document.json", UnsupportedFormat, "این پرونده از نوع PDF است و خوانده نمی‌شود."),
        ("binary.txt", MalformedFile, "کدگذاری نویسه‌های این پرونده شناخته نشد."),
        ("english.txt", UnsupportedFormat, "متن فارسی در این پرونده نیست."),
        ("page.html", MalformedFile, "در این صفحه مقاله‌ای به فارسی پیدا نشد."),
        ("feed.txt", MalformedFile, "در این خوراک مقاله‌ای نیست."),
        ("no_page.mhtml", MalformedFile, "در این پروندهٔ MHTML صفحه‌ای نیست."),
        ("laughs.xml", MalformedFile, "این خوراک موجودیت‌های XML تعریف می‌کند و خوانده نمی‌شود."),
        ("table.txt", UnsupportedFormat, "این جدول ستونی برای متن مقاله ندارد."),
        ("broken.json", MalformedFile, "JSON این پرونده در سطر ۲ شکسته است."),
        ("no_articles.json", MalformedFile, "در این پروندهٔ JSON مقاله‌ای نیست."),
    ],
)
def test_unreadable_file_is_refused_in_one_sentence(
    name: str, error: type[IngestError], reason: str
) -> None:
    with pytest.raises(error) as refusal:
        read_file((DATA / "refused" / name).read_bytes())
    assert refusal.value.reason == reason


def test_file_beyond_the_callers_limit_is_refused() -> None:
    data = ("به گزارش ایسنا، متن. " * 100_000).encode()
    with pytest.raises(TooLarge, match="۱ مگابایت"):
        read_file(data, max_bytes=1024**2)


@pytest.mark.parametrize(
    ("name", "headline", "source", "begins", "ends", "cut"),
    [
        (
            "000_d95379f02688b0f1.txt",
            "نمایندگان بازارهای هدف خارجی به البرز می آیند",
            "irna",
            "به گزارش ایرنا، محمد امین بزازی پور فرشی",
            "واحد صنعتی در استان البرز فعالیت دارند.",
            ["7414/ 6155"],
        ),
        (
            "001_23c45be11941725e.txt",
            "تولیدات صنعتی استان مرکزی به کشورهای عراق، افغانستان، ازبکستان و ارمنستان صادر میشود",
            "tasnim",
            "مهدی لطیفی در گفتوگو با خبرنگار تسنیم",
            "و رقابتپذیر را به همراه داشته باشد.",
            ["انتهای پیام/ن", "گوشتیران", "triboon"],
        ),
        (
            "002_ecacefa379d9eac9.txt",
            "صادرات خدمات فنی البرز به ۳۵ درصد رسید؛ فعال شدن «شتابدهنده صادرات» در نشست مشترک"
            " صنعتگران با مسئولان",
            "taavon-news",
            "به گزارش شبکه خبری تعاون، در نشستی مشترک",
            "بر عبور جمعی از شرایط کنونی تأکید کرد.",
            [],
        ),
        (
            "003_95e558f20ead1d3d.txt",
            "",
            "borna",
            "به گزارش گروه خبرخبرگزاری برنا، «اصغر مصاحب»",
            "۳۴ هزار واحد فعالند.",
            [],
        ),
        (
            "004_ac32e4e684eddc00.txt",
            "استاندار قزوین:صنایع کوچک نقش مهمی در افزایش صادرات غیرنفتی دارند",
            "irna",
            "قزوین - ایرنا - استاندار قزوین گقت :صنایع کوچک",
            "در محل دائمی نمایشگاهها برپا خواهد بود.",
            ["نیوز سیتی!", "منبع: ایرنا", "شناسه خبر: 644699", "مهمترین اخبار ایران و جهان:"],
        ),
    ],
)
def test_demo_article_is_read_whole_and_clean(
    name: str, headline: str, source: str, begins: str, ends: str, cut: list[str]
) -> None:
    [article] = read_file((settings.BASE_DIR / "fixtures" / name).read_bytes()).articles
    assert isinstance(article, ArticleRecord)
    assert (article.headline, article.source) == (headline, source)
    assert article.body.startswith(begins)
    assert article.body.endswith(ends)
    assert set(cut) <= {cut.text for cut in article.cuts}
    assert not any(passage in article.body for passage in cut)


RESPELLED = {
    "arabic letters": lambda text: text.translate(str.maketrans("یک", "يك")),
    "half-spaces lost": lambda text: text.replace("\u200c", ""),
    "spaces for half-spaces": lambda text: text.replace("\u200c", " "),
    "latin digits": lambda text: text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "spaces at line ends": lambda text: text.replace("\n", " \u00a0\n"),
}


@pytest.mark.parametrize("respell", RESPELLED.values(), ids=RESPELLED.keys())
@pytest.mark.parametrize("file", sorted((settings.BASE_DIR / "fixtures").glob("*.txt")))
def test_spelling_does_not_change_what_is_read(file: Path, respell: Callable[[str], str]) -> None:
    original = file.read_text(encoding="utf-8")
    facts = [
        (
            *(squash(article.headline), squash(article.lead), squash(article.body)),
            *(article.source, article.republished_by, article.published_at, len(article.cuts)),
        )
        for text in (original, respell(original))
        for article in read_file(text.encode()).articles
        if isinstance(article, ArticleRecord)
    ]
    assert facts[0] == facts[1]
