"""Leads that stand where leads stand, and nowhere else."""

from __future__ import annotations

import pytest

from archive.ingest.cleaning.leads import lead_in, opens_with_lead

SUMMARY = "مدیرعامل شرکت گاز از گازرسانی به ۲۰ روستای شهرستان نمونه خبر داد."
REPORT = "به گزارش ایسنا، مدیرعامل شرکت گاز روز شنبه گفت: کار از خرداد آغاز شده است."
MORE = "وی افزود: هزینه این طرح ۲۰ میلیارد تومان است."


@pytest.mark.parametrize(
    ("paragraphs", "headline", "is_lead"),
    [
        ([SUMMARY, REPORT, MORE], "", True),
        ([SUMMARY, REPORT], "", True),
        ([SUMMARY, "رضا نمونه در گفت‌وگو با ایرنا گفت: کار آغاز شد.", MORE], "", True),
        (["خبرگزاری فارس: بیست روستای شهرستان نمونه گازدار می‌شود.", REPORT, MORE], "", True),
        ([SUMMARY, "رضا نمونه امروز گفت: کار آغاز شد.", MORE], "گازرسانی به ۲۰ روستا", True),
        ([SUMMARY, "رضا نمونه امروز گفت: کار آغاز شد.", MORE], "باران در گیلان", False),
        ([SUMMARY, MORE, MORE], "گازرسانی به ۲۰ روستا", False),
        ([REPORT, REPORT, MORE], "", False),
        (["کوتاه است.", REPORT, MORE], "", False),
        ([SUMMARY], "", False),
        ([], "", False),
    ],
)
def test_first_paragraph_is_a_lead(paragraphs: list[str], headline: str, is_lead: bool) -> None:
    assert opens_with_lead(paragraphs, headline) is is_lead


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ([f"قزوین - ایرنا - {SUMMARY} {REPORT} {MORE}"], f"قزوین - ایرنا - {SUMMARY}"),
        ([f"{SUMMARY} به گزارش کارشناسان، کار خوب پیش می‌رود. {MORE}"], ""),
        ([f"{REPORT} {MORE}"], ""),
        ([SUMMARY, REPORT, MORE], SUMMARY),
    ],
)
def test_lead_that_the_body_begins_with(body: list[str], lead: str) -> None:
    assert lead_in(body) == lead
