"""The article page: figures, quotes, citations, anchors of sentences; how to cite an article."""

from __future__ import annotations

import datetime as dt

import pytest

from archive import citations
from archive.models import Article, ArticleOrigin, ArticleStatus, RawDocument, SourceRights
from tests import factories
from tests.pages import page_of

pytestmark = pytest.mark.django_db

BODY = (
    "هوشنگ نمونه‌فر، استاندار یزد، گفت: صادرات کاشی بیش از ۲۰ میلیون دلار شد.\n\n"
    "او امید داشت. سهیلا مثالیان، شهردار یزد، گفت: راه باز است."
)
MOMENT = dt.datetime(2022, 8, 23, 17, 51, tzinfo=dt.UTC)


def told(**values: object) -> Article:
    return factories.read_article(body=BODY, **values)


def test_every_sentence_has_an_address(client):
    html = page_of(client, told().get_absolute_url())
    for number in (1, 2, 3):
        assert f'<span class="sentence" id="s{number}">' in html
    assert 'id="s4"' not in html


def test_figures_and_quotes_lead_to_their_sentences(client):
    html = page_of(client, told().get_absolute_url())
    assert 'class="big-figure__value" dir="auto"><span class="big-figure__bound">دست‌کم' in html
    assert '<a class="big-figure__link" href="#s1">' in html
    assert '<a href="#s3">در متن<span class="visually-hidden">: گفتهٔ سهیلا مثالیان' in html


def test_a_quote_is_copied_with_its_speaker_and_the_address_of_its_sentence(client):
    article = told(headline="کاشی یزد")
    html = page_of(client, article.get_absolute_url())
    source = article.source.name
    assert f"– سهیلا مثالیان، «کاشی یزد»، {source}، بدون تاریخ." in html
    assert f"{citations.address(article)}#s3" in html


@pytest.mark.parametrize("rights", [SourceRights.EXTRACT, SourceRights.LINK])
def test_a_source_without_full_rights_is_not_quoted(client, rights):
    article = told(source=factories.source("careful", rights=rights), lead="لید")
    raw = RawDocument.objects.create(sha256="ab" * 32, size_bytes=1, format="json")
    ArticleOrigin.objects.create(
        article=article,
        raw=raw,
        file_name="a",
        reader="json",
        cuts=[{"rule": "footer", "text": "بریده از متن"}],
    )
    html = page_of(client, article.get_absolute_url())
    assert "راه باز است" not in html
    assert "بریده از متن" not in html


def test_what_was_cut_is_shown_struck_through(client):
    article = factories.article()
    raw = RawDocument.objects.create(sha256="ab" * 32, size_bytes=1, format="json")
    cuts = [{"rule": "footer", "text": "انتهای پیام/"}]
    ArticleOrigin.objects.create(article=article, raw=raw, file_name="a", reader="json", cuts=cuts)
    assert "<del>انتهای پیام/</del>" in page_of(client, article.get_absolute_url())


def test_open_graph_tells_the_article(client):
    article = told(headline="کاشی «یزد»", published_at=MOMENT, published_precision="minute")
    html = page_of(client, article.get_absolute_url())
    assert '<meta property="og:title" content="کاشی «یزد»">' in html
    assert 'content="2022-08-23T22:21+04:30"' in html


@pytest.mark.parametrize(
    ("precision", "date"),
    [
        ("minute", "۱ شهریور ۱۴۰۱"),
        ("day", "۱ شهریور ۱۴۰۱"),
        ("month", "شهریور ۱۴۰۱"),
        ("year", "۱۴۰۱"),
    ],
)
def test_a_citation_is_as_exact_as_the_source(precision, date):
    article = factories.article(headline="کاشی", published_at=MOMENT, published_precision=precision)
    assert f"«کاشی»، {article.source.name}، {date}." in citations.in_persian(article)
    knows_day = precision in {"minute", "day"}
    assert ("August 23, 2022" in citations.in_english(article)) == knows_day
    assert ("DA  - 2022/08/23" in citations.ris(article)) == knows_day
    assert ("year = {2022}" in citations.bibtex(article)) == knows_day


def test_ris_is_one_record_with_dos_lines(client):
    article = factories.article(headline="دو\nسطر", url="https://example.org/1", external_id="77")
    response = client.get(f"{article.get_absolute_url()}cite.ris")
    assert response["Content-Type"] == "application/x-research-info-systems; charset=utf-8"
    lines = response.content.decode().split("\r\n")
    assert lines[0] == "TY  - NEWS" and lines[1] == "TI  - دو سطر"
    assert "L2  - https://example.org/1" in lines and "AN  - 77" in lines
    assert f"UR  - {citations.address(article)}" in lines
    assert lines[-3:] == ["ER  - ", "", ""]


def test_bibtex_escapes_what_latex_would_read(client):
    article = factories.article(headline="۱۰% {و} a_b & c\\d ~^")
    entry = client.get(f"{article.get_absolute_url()}cite.bib").content.decode()
    assert entry.startswith(f"@misc{{sanat-{article.pk},\n")
    signs = r"\textbackslash{}d \textasciitilde{}\textasciicircum{}"
    assert r"{{۱۰\% \{و\} a\_b \& c" + signs + "}}" in entry


@pytest.mark.parametrize("suffix", ["ris", "bib"])
def test_what_cannot_be_read_cannot_be_cited(client, suffix):
    draft = factories.article(status=ArticleStatus.DRAFT)
    gone = factories.article(status=ArticleStatus.WITHDRAWN, withdrawn_reason="به خواست منبع")
    page_of(client, f"{draft.get_absolute_url()}cite.{suffix}", 404)
    assert page_of(client, f"{gone.get_absolute_url()}cite.{suffix}", 410) == "به خواست منبع"
