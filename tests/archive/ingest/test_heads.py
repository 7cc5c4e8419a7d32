"""What stands above the first sentence of a saved text."""

from __future__ import annotations

import pytest

from archive.ingest.cleaning.heads import take_head

TEXT = "به گزارش ایسنا، تولید این کارخانه در سال گذشته دو برابر شد و همه آن به فروش رفت."
LEAD = "مدیر کارخانه نمونه از دو برابر شدن تولید این واحد در سال گذشته خبر داد."
HEADLINE = "تولید کارخانه نمونه دو برابر شد"


@pytest.mark.parametrize(
    ("lines", "kicker", "headline", "lead", "site"),
    [
        ([HEADLINE], "", HEADLINE, "", ""),
        ([HEADLINE, HEADLINE, LEAD], "", HEADLINE, LEAD, ""),
        ([f"{HEADLINE} | خبرگزاری مهر", HEADLINE], "", HEADLINE, "", ""),
        (["مدیر کارخانه نمونه:", HEADLINE, LEAD], "مدیر کارخانه نمونه:", HEADLINE, LEAD, ""),
        (["رونق صنعت", HEADLINE, LEAD], "رونق صنعت", HEADLINE, LEAD, ""),
        (
            ["روزنامه شرق | شماره ۱۲۳ | سه‌شنبه ۱ شهریور ۱۴۰۱", HEADLINE, LEAD],
            *("", HEADLINE, LEAD, "روزنامه شرق"),
        ),
        (["همدان نیوز", "۲ آذر", HEADLINE, LEAD], "", HEADLINE, LEAD, "همدان نیوز"),
        ([HEADLINE, LEAD, "02 آذر 1402 - 10:15", "اقتصادی", "نظرات"], "", HEADLINE, LEAD, ""),
        (
            ["روتیتر: رونق صنعت", f"تیتر: {HEADLINE}", f"لید: {LEAD}", "متن خبر:"],
            *("رونق صنعت", HEADLINE, LEAD, ""),
        ),
        (["Forwarded from ایرنا", HEADLINE], "", HEADLINE, "", "ایرنا"),
        ([], "", "", "", ""),
    ],
)
def test_head_of_a_text(lines: list[str], kicker: str, headline: str, lead: str, site: str) -> None:
    head, body = take_head([*lines, TEXT, "وی افزود: بازار خوب است."])
    assert (head.kicker, head.headline, head.lead, head.site) == (kicker, headline, lead, site)
    assert body[0] == TEXT


def test_nothing_but_what_is_cut_is_lost() -> None:
    lines = ["صفحه نخست » صنعت", "ایسنا", HEADLINE, "کد خبر: 5", LEAD, TEXT, "پایان."]
    head, body = take_head(lines)
    kept = [head.kicker, head.headline, head.lead, *body, *(cut.text for cut in head.cuts)]
    assert sorted(filter(None, kept)) == sorted(lines)
