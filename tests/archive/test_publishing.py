"""The steps of an article: draft, published, withdrawn, and published again."""

from __future__ import annotations

import pytest
from django.test import Client

from archive.models import Article, ArticleStatus, Event, EventKind
from search.indexing import index_pending
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return factories.article(headline="صادرات کاشی نمونه")


def step(client: Client, article: Article, status: str, reason: str = "") -> int:
    address = f"/admin/archive/article/{article.pk}/status/{status}/"
    return client.post(address, {"reason": reason}).status_code


def places(article: Article) -> dict[str, bool]:
    """Where a reader meets the article."""
    reader, address = Client(), article.get_absolute_url()
    index_pending()
    pages = [
        "/search/?q=کاشی",
        "/search/feed.atom?q=کاشی",
        "/sources/irna/feed.atom",
        "/sources/irna/",
    ]
    pages += ["/sitemap-articles.xml", "/", "/api/v1/search?q=کاشی"]
    return {page: address in reader.get(page).content.decode() for page in pages}


def test_a_withdrawn_article_is_gone_at_once_and_can_come_back(
    admin_client: Client, article: Article
) -> None:
    assert set(places(article).values()) == {True}
    assert step(admin_client, article, "withdrawn", "به درخواست منبع") == 302
    assert set(places(article).values()) == {False}
    gone = Client().get(article.get_absolute_url())
    assert gone.status_code == 410 and "به درخواست منبع" in gone.content.decode()

    assert step(admin_client, article, "published") == 302
    article.refresh_from_db()
    assert (article.status, article.withdrawn_reason) == ("published", "")
    assert set(places(article).values()) == {True}


def test_a_withdrawal_needs_a_reason(admin_client: Client, article: Article) -> None:
    assert step(admin_client, article, "withdrawn", " ") == 200
    article.refresh_from_db()
    assert article.status == ArticleStatus.PUBLISHED


def test_each_step_is_kept_with_who_and_why(admin_client: Client, article: Article) -> None:
    step(admin_client, article, "withdrawn", "خطا")
    step(admin_client, article, "draft")
    assert [v.history_change_reason for v in article.history.all()][:2] == [
        "بازگشت به پیش‌نویس",
        "پس‌گرفتن: خطا",
    ]
    kinds = Event.objects.filter(object_id=str(article.pk)).order_by("pk")
    assert [event.action_flag for event in kinds] == [EventKind.WITHDRAWN, EventKind.DRAFTED]


def test_a_step_to_where_it_stands_is_none(admin_client: Client, article: Article) -> None:
    step(admin_client, article, "published")
    assert not Event.objects.filter(action_flag=EventKind.PUBLISHED).exists()
    assert step(admin_client, article, "nonsense") == 404


def test_the_articles_page_offers_the_other_steps(admin_client: Client, article: Article) -> None:
    page = admin_client.get(f"/admin/archive/article/{article.pk}/change/").content.decode()
    assert "/status/withdrawn/" in page and "/status/draft/" in page
    assert "/status/published/" not in page
