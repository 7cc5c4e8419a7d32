from __future__ import annotations

import pytest

from archive.ingest.cleaning.attribution import attribute, dateline
from archive.ingest.records import ArticleRecord


@pytest.mark.parametrize(
    ("told", "source", "site", "url", "body", "expected"),
    [
        ("ایرنا", "", "نیوز سیتی", "", "متن خبر.", ("irna", "news-city")),
        ("", "", "صنعت امروز", "", "به گزارش ایسنا، متن خبر.", ("isna", "صنعت امروز")),
        ("", "", "صنعت امروز!", "", "متن خبر.", ("صنعت امروز", "")),
        ("", "", "خبرگزاری مهر", "", "به گزارش مهر، متن خبر.", ("mehr", "")),
        ("", "خبرگزاری ايسنا", "", "", "به گزارش ایرنا، متن خبر.", ("isna", "")),
        ("ایرنا", "tabnak", "", "", "متن خبر.", ("irna", "tabnak")),
        ("", "", "", "https://www.tasnimnews.com/fa/news/1", "متن خبر.", ("tasnim", "")),
        ("", "", "", "https://www.tabnak.ir/1", "به گزارش ایسنا، متن.", ("tabnak", "")),
        ("", "", "", "https://example.org/1", "به نقل از ایلنا، متن خبر.", ("ilna", "")),
        ("", "نشریه فولاد", "", "", "متن خبر.", ("نشریه فولاد", "")),
        ("", "", "", "", "به گزارش نمونه نیوز به نقل از ایرنا، متن.", ("irna", "نمونه نیوز")),
        ("", "", "", "", "به گزارش ایسنا به نقل از روابط عمومی شرکت، متن.", ("isna", "")),
        ("", "", "", "", "به گزارش خبرنگار ما به نقل از شرکت فولاد، متن.", ("", "")),
        ("", "", "", "", "متن خبر.", ("", "")),
    ],
)
def test_whose_article_it_is(
    told: str, source: str, site: str, url: str, body: str, expected: tuple[str, str]
) -> None:
    record = ArticleRecord(body=body, source=source, republished_by=site, url=url)
    assert attribute(record, told) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("کرج-ایرنا-مدیرعامل شرکت گفت", "کرج"),
        ("قزوین - ایرنا - استاندار گفت", "قزوین"),
        ("تهران (ایسنا) - وزیر گفت", "تهران"),
        ("به گزارش ایرنا - که دیروز - رسید", ""),
        ("فولاد - مس - روی", ""),
        ("", ""),
    ],
)
def test_place_before_the_agency(text: str, place: str) -> None:
    assert dateline(text) == place
