"""Story families in the database: found at import, shown to readers, corrected by editors."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from pytest_django import Settings

from archive import families
from archive.families import link, link_pending, relatives
from archive.ingest.files import file_or_members
from archive.ingest.importer import import_files
from archive.models import Article, ArticleStatus, FamilyMember, OutboxEntry, StoryBand, StoryFamily
from tests import factories
from tests.archive.test_likeness import BULLETIN, TEXT
from tests.forms import form_values

pytestmark = pytest.mark.django_db


def telling(slug: str, body: str = TEXT, **values: object) -> Article:
    return factories.article(source=factories.source(slug), headline="", body=body, **values)


def tellings(*bodies: str) -> list[Article]:
    """Articles of different sources, looked at one after the other as they came."""
    articles = []
    for number, body in enumerate(bodies):
        articles.append(telling(f"source-{number}", body))
        link_pending()
    return articles


def test_two_agencies_that_tell_one_story_are_a_family():
    first, second = tellings(TEXT, f"به گزارش خبرنگار ما، {TEXT}")
    assert list(relatives(first)) == [second]
    assert list(relatives(second)) == [first]


def test_others_stand_alone():
    articles = tellings(TEXT, BULLETIN.format(28, 2410), BULLETIN.format(29, 2480))
    assert [relatives(article).count() for article in articles] == [0, 0, 0]
    assert not StoryFamily.objects.exists()


def test_articles_that_come_together_find_each_other():
    articles = [telling(slug) for slug in ("irna", "isna", "mehr")]
    assert link_pending() == 3
    assert link_pending() == 0
    assert [relatives(article).count() for article in articles] == [2, 2, 2]
    assert StoryFamily.objects.count() == 1


def test_a_family_grows_only_by_what_is_like_half_of_it():
    """Or a long row of bulletins, each like the next, would be one family."""
    letters = "بتجدرسشفکلم"
    words = [first + second + "ا" for first in letters for second in letters]
    chain = tellings(*(" ".join(words[start : start + 40]) for start in range(0, 56, 14)))
    assert [relatives(article).count() for article in chain] == [2, 2, 2, 0]


def test_a_changed_text_leaves_the_family_and_comes_back():
    first, second = tellings(TEXT, TEXT)
    second.body = "خبری دیگر از جایی دیگر."
    second.save()
    link([second.pk])
    assert not relatives(first).exists()
    second.body = TEXT
    second.save()
    link([second.pk])
    assert list(relatives(first)) == [second]


def test_only_published_relatives_are_shown(client):
    first, draft, withdrawn = tellings(TEXT, TEXT, TEXT)
    Article.objects.filter(pk=draft.pk).update(status=ArticleStatus.DRAFT)
    page = client.get(first.get_absolute_url()).content.decode()
    assert "روایت‌های دیگر این خبر" in page
    assert withdrawn.get_absolute_url() in page
    assert draft.get_absolute_url() not in page
    Article.objects.filter(pk=withdrawn.pk).update(
        status=ArticleStatus.WITHDRAWN, withdrawn_reason="به درخواست منبع"
    )
    assert "روایت‌های دیگر این خبر" not in client.get(first.get_absolute_url()).content.decode()


def test_the_api_tells_the_family(client):
    first, second = tellings(TEXT, TEXT)
    family = client.get(f"/api/v1/articles/{first.pk}").json()["family"]
    assert family == [
        {
            "id": second.pk,
            "page": second.get_absolute_url(),
            "headline": None,
            "source": {"slug": "source-1", "name": "source-1"},
            "published": None,
        }
    ]


def test_an_editor_takes_an_article_out_for_good_and_brings_it_back(admin_client):
    first, second, third = tellings(TEXT, TEXT, TEXT)
    url = reverse("admin:archive_article_change", args=[third.pk])
    OutboxEntry.objects.all().delete()

    def decide(**values: list[str]) -> None:
        form = form_values(admin_client.get(url).content.decode())
        form.pop("family_member-0-is_removed", None)
        assert admin_client.post(url, form | values).status_code == 302

    decide(**{"family_member-0-is_removed": ["on"]})
    assert list(relatives(first)) == [second]
    assert not relatives(third).exists()
    assert OutboxEntry.objects.filter(article_id=third.pk).exists()
    link([third.pk])
    call_command("link_stories", "--again")
    assert list(relatives(first)) == [second]
    decide()
    assert set(relatives(first)) == {second, third}


def test_importing_finds_families_and_merges_nothing(settings: Settings, tmp_path: Path):
    settings.DATA_DIR = tmp_path / "var"
    file = tmp_path / "x.jsonl"
    stories = [{"source": "isna", "external_id": str(n), "body": TEXT} for n in (1, 2)]
    stories.append({"source": "irna", "external_id": "1", "body": TEXT})
    file.write_text("\n".join(map(json.dumps, stories)))
    for _ in range(2):
        import_files(list(file_or_members(file, "x.jsonl")))
        assert Article.objects.count() == 3
        assert FamilyMember.objects.count() == 3
        assert StoryFamily.objects.count() == 1


def test_what_many_share_costs_no_more(monkeypatch):
    """Copies of one story still meet, though all that they share with notices is left aside."""
    monkeypatch.setattr(families, "MOST_HOLDERS", 3)
    notices = tellings(*(BULLETIN.format(number, 1000 + number) for number in range(20)))
    assert max(Counter(StoryBand.objects.values_list("value", flat=True)).values()) == 3
    copy = telling("copy", notices[15].body)
    link_pending()
    assert list(relatives(copy)) == [notices[15]]


def test_the_number_of_queries_does_not_grow_with_the_articles(django_assert_max_num_queries):
    for number in range(30):
        telling(f"source-{number}", BULLETIN.format(number, 1000 + number))
    with django_assert_max_num_queries(20):
        link_pending()
