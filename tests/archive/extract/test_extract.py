"""Extraction as a whole: the demo articles, any input, offsets, determinism."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.extract import Extraction, Part, extract
from archive.ingest.reading import read_file
from archive.ingest.records import ArticleRecord

ROOT = Path(__file__).parents[3]
DEMO = sorted((ROOT / "fixtures").glob("00*.txt"))
EXPECTED = json.loads((Path(__file__).parent / "demo_articles.json").read_text(encoding="utf-8"))


def demo_record(path: Path) -> ArticleRecord:
    (record,) = read_file(path.read_bytes()).articles
    assert isinstance(record, ArticleRecord)
    return record


def as_lists(found: Extraction) -> dict[str, Any]:
    """What was found, each thing once, in reading order."""
    return {
        "provinces": list(dict.fromkeys(m.slug for m in found.provinces)),
        "cities": list(dict.fromkeys(m.slug for m in found.cities)),
        "markets": list(dict.fromkeys(m.slug for m in found.markets)),
        "officials": [
            list(post)
            for post in dict.fromkeys((m.name, m.role, m.organization) for m in found.officials)
        ],
    }


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem[:3])
def test_the_demo_articles_give_what_a_reader_finds(path: Path) -> None:
    assert as_lists(extract(demo_record(path))) == EXPECTED[path.stem[:3]]


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem[:3])
def test_extraction_is_deterministic(path: Path) -> None:
    record = demo_record(path)
    assert extract(record) == extract(record)


def check_evidence(record: ArticleRecord) -> None:
    texts = {
        Part.KICKER: record.kicker,
        Part.HEADLINE: record.headline,
        Part.LEAD: record.lead,
        Part.BODY: record.body,
    }
    found = extract(record)
    for mention in (
        *(*found.provinces, *found.cities, *found.markets, *found.officials),
        *(*found.products, *found.figures),
    ):
        evidence = mention.evidence
        mentioned = texts[evidence.part][evidence.start : evidence.end]
        assert mentioned.strip() == mentioned != ""
        assert mentioned in evidence.sentence
        assert 0 < evidence.confidence <= 1
    for quote in found.quotes:
        evidence = quote.evidence
        assert quote.text == texts[evidence.part][evidence.start : evidence.end] != ""
        assert quote.speaker
    for group in (found.provinces, found.cities, found.markets):
        places = [(m.slug, m.evidence.part, m.evidence.start) for m in group]
        assert len(set(places)) == len(places)


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem[:3])
def test_evidence_points_at_what_is_printed(path: Path) -> None:
    check_evidence(demo_record(path))


PIECES = st.sampled_from(
    [
        *("استان", "مرکزی", "کرج", "ایرنا", "عراق", "صادرات", "به", "و", "،", ".", "\n\n", ":"),
        *("مدیرعامل", "شرکت", "علی", "رضایی", "گفت", "دکتر", "سید", "روح", "ا...", "«", "»", "-"),
        *("رئیس", "معاون", "وزیر", "های", "می", "\u200c", "\u0640", "نمادهای", "۱۲", "کشور", "در"),
        *("نماینده", "مردم", "تهران", "به عنوان", "را", "بازار", "هدف", "با", "Iran", "\ufdf2"),
        *("یک", "میلیون", "۵", "تا", "درصد", "٪", "دلار", "نیم", "وی", "افزود", "خواستار", "شد"),
    ]
)
MIXED = st.lists(PIECES | st.text(max_size=4), max_size=60).map(" ".join)


@given(headline=MIXED, lead=MIXED, body=MIXED)
@example(headline="", lead="", body="یک ٪")
def test_no_text_is_too_odd(headline: str, lead: str, body: str) -> None:
    check_evidence(ArticleRecord(headline=headline, lead=lead, body=body))


@given(st.integers(0, len(DEMO) - 1), st.data())
def test_no_cut_of_an_article_is_too_odd(number: int, data: st.DataObject) -> None:
    body = demo_record(DEMO[number]).body
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, len(body)))
    check_evidence(ArticleRecord(body=body[start:end]))


@pytest.mark.parametrize(
    "piece",
    [
        *("معاون وزیر و رئیس ", "رئیس و معاون و ", "دکتر ", "سید ", "استان ", "صادرات به عراق و "),
        *("صنعت، معدن و ", "علی رضایی، وزیر صمت، ", "«", "ا... ", "می ", "ها "),
        *("دکتر انصاری ", "وزیر صمت گفت. محمد کاظمی دبیر خانه معدن. "),
    ],
)
def test_endless_repetition_is_read_to_its_end(piece: str) -> None:
    check_evidence(ArticleRecord(body=piece * 5_000))
