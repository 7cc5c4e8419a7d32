"""Extraction anew: shown before it is saved, and never against an editor."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from archive.extract import Extraction, extract
from archive.ingest.mentions import extract_mentions
from archive.ingest.re_extraction import Difference, re_extract, stale_articles
from archive.ingest.records import ArticleRecord
from archive.models import (
    Article,
    CityMention,
    MarketMention,
    MentionState,
    Official,
    OfficialMention,
    Organization,
    OutboxEntry,
    ProvinceMention,
)
from tests import factories

pytestmark = pytest.mark.django_db

BODY = (
    "قزوین - ایرنا - بهروز آریان\u200cنژاد، رئیس خانه صنعت قزوین، گفت: صادرات استان قزوین به عراق "
    "بیشتر شد."
)


def names(difference: Difference) -> tuple[list[str], list[str]]:
    added = [f"{named.kind}: {named.name}" for named in difference.added]
    removed = [f"{named.kind}: {named.name}" for named in difference.removed]
    return added, removed


def stale_article() -> Article:
    """An article whose mentions are those of another text."""
    article = factories.article(body="نوید نمونه\u200cپور، استاندار گیلان، به رشت رفت.")
    extract_mentions(article)
    Article.objects.filter(pk=article.pk).update(body=BODY)
    OutboxEntry.objects.all().delete()
    return article


def test_the_difference_is_shown_and_nothing_saved() -> None:
    article = stale_article()
    (difference,) = re_extract(apply=False)
    added, removed = names(difference)
    assert "استان: قزوین" in added
    assert "بازار: عراق" in added
    assert "مسئول: بهروز آریان\u200cنژاد، رئیس، خانه صنعت قزوین" in added
    assert "مسئول: نوید نمونه\u200cپور، استاندار، استانداری گیلان" in removed
    assert list(article.provincementions.values_list("province__slug", flat=True)) == ["gilan"]
    assert not OutboxEntry.objects.exists()
    assert list(re_extract(apply=False)) == [difference]


def test_applying_saves_it_and_tells_the_index() -> None:
    article = stale_article()
    assert len(list(re_extract(apply=True))) == 1
    assert set(article.provincementions.values_list("province__slug", flat=True)) == {"qazvin"}
    assert {entry.article_id for entry in OutboxEntry.objects.all()} == {article.pk}
    assert list(re_extract(apply=True)) == []


def test_others_write_while_articles_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also to these very articles: what is saved is extracted from the text as it is by then."""
    article = stale_article()

    def extract_slowly(record: ArticleRecord) -> Extraction:
        monkeypatch.setattr("archive.ingest.re_extraction.extract", extract)
        assert not connection.savepoint_ids  # of the test's own transaction
        Article.objects.filter(pk=article.pk).update(body="استاندار یزد گفت.")
        return extract(record)

    monkeypatch.setattr("archive.ingest.re_extraction.extract", extract_slowly)
    list(re_extract(apply=True))
    found = ProvinceMention.objects.filter(article=article)
    assert {mention.province.slug for mention in found} == {"yazd"}


def test_what_editors_decided_stays() -> None:
    article = stale_article()
    ProvinceMention.objects.update(state=MentionState.CONFIRMED)
    list(re_extract(apply=True))
    provinces = set(article.provincementions.values_list("province__slug", flat=True))
    assert provinces == {"gilan", "qazvin"}
    MarketMention.objects.update(state=MentionState.REJECTED)
    assert list(re_extract(apply=True)) == []
    assert [m.state for m in MarketMention.objects.all()] == [MentionState.REJECTED]


def test_officials_whom_no_article_names_any_more_go() -> None:
    by_hand = factories.official("شیرین نمونه\u200cپور", "رئیس", "خانه معدن")
    stale_article()
    list(re_extract(apply=True))
    assert set(Official.objects.values_list("name", flat=True)) == {
        by_hand.name,
        "بهروز آریان\u200cنژاد",
    }
    assert set(Organization.objects.values_list("name", flat=True)) == {
        "خانه معدن",
        "خانه صنعت قزوین",
    }


def test_officials_of_other_articles_stay() -> None:
    article = stale_article()
    other = factories.article(body="نوید نمونه\u200cپور، استاندار گیلان، در انزلی بود.")
    extract_mentions(other)
    list(re_extract(apply=True))
    assert OfficialMention.objects.filter(article=other).exists()
    assert not CityMention.objects.filter(article=article, city__slug="rasht").exists()


def test_the_command_says_what_it_would_do() -> None:
    stale_article()
    out = StringIO()
    call_command("re_extract", stdout=out)
    assert "+ استان: قزوین" in out.getvalue()
    assert "- استان: گیلان" in out.getvalue()
    assert "چیزی ذخیره نشد" in out.getvalue()


def test_only_articles_of_other_rules_are_stale() -> None:
    extract_mentions(factories.article(body=BODY))
    fresh = stale_article()
    Article.objects.update(extractor_version="0")
    list(re_extract(apply=True, articles=[fresh.pk]))
    assert fresh.pk not in stale_articles()
    Article.objects.filter(pk=fresh.pk).update(body="استاندار یزد به شهر یزد رفت.")
    call_command("re_extract", "--stale", "--apply", stdout=StringIO())
    assert stale_articles() == []
    assert set(fresh.provincementions.values_list("province__slug", flat=True)) == {"qazvin"}
    out = StringIO()
    call_command("re_extract", "--stale", stdout=out)
    assert out.getvalue() == "استخراج دوباره چیزی را عوض نمی\u200cکند.\n"


def test_the_command_says_when_nothing_changes() -> None:
    extract_mentions(factories.article(body=BODY))
    out = StringIO()
    call_command("re_extract", stdout=out)
    assert out.getvalue() == "استخراج دوباره چیزی را عوض نمی\u200cکند.\n"
