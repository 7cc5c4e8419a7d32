"""What the database itself refuses, and what goes into the outbox."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from archive.models import (
    Article,
    ArticleStatus,
    City,
    ExportMarket,
    MarketKind,
    OutboxEntry,
    Post,
    Province,
    ProvinceMention,
)
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_gazetteer_is_in_the_database_after_migrating():
    assert Province.objects.count() == 31
    assert ExportMarket.objects.filter(kind=MarketKind.COUNTRY).count() > 190
    assert ExportMarket.objects.get(slug="iq").name == "عراق"
    assert City.objects.get(slug="karaj").province.slug == "alborz"


def test_one_article_for_a_source_and_external_id():
    factories.article(external_id="7")
    factories.article(external_id="7", source=factories.source("tasnim"))
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.article(external_id="7")


def test_one_article_for_a_source_and_text_when_there_is_no_external_id():
    factories.article(text_key="a" * 64)
    factories.article(text_key="a" * 64, external_id="7")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.article(text_key="a" * 64)


@pytest.mark.parametrize(
    "values",
    [
        {"body": ""},
        {"published_at": datetime(2023, 8, 3, tzinfo=UTC), "published_precision": ""},
        {"published_precision": "day"},
        {"status": ArticleStatus.WITHDRAWN},
    ],
)
def test_the_database_refuses_half_an_article(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.article(**values)


@pytest.mark.parametrize(
    "values", [{"start": 5, "end": 5}, {"confidence": 1.5}, {"confidence": -0.1}]
)
def test_the_database_refuses_a_mention_without_length_or_with_odd_confidence(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.mention(
            ProvinceMention,
            factories.article(),
            province=Province.objects.get(slug="qazvin"),
            **values,
        )


def test_a_rejected_mention_does_not_stand():
    qazvin = Province.objects.get(slug="qazvin")
    mention = factories.mention(ProvinceMention, factories.article(), province=qazvin)
    assert list(ProvinceMention.objects.standing()) == [mention]
    ProvinceMention.objects.update(state="rejected")
    assert not ProvinceMention.objects.standing().exists()


def test_a_post_is_kept_once_for_an_official_and_organization():
    person = factories.official(role="مدیرعامل", organization="شرکت نمونه")
    post = Post.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(official=person, role=post.role, organization=post.organization)
    Post.objects.create(official=person, role=post.role)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(official=person, role=post.role)


def changed_ids() -> list[int]:
    ids = list(OutboxEntry.objects.values_list("article_id", flat=True))
    OutboxEntry.objects.all().delete()
    return ids


def test_every_kind_of_change_goes_into_the_outbox():
    one, two = factories.article(), factories.article()
    assert changed_ids() == [one.pk, two.pk]
    one.save()
    assert changed_ids() == [one.pk]
    Article.objects.filter(pk=two.pk).update(headline="تیتر تازه")
    assert changed_ids() == [two.pk]
    one_id, two_id = one.pk, two.pk
    one.delete()
    Article.objects.all().delete()
    assert changed_ids() == [one_id, two_id]


def test_a_change_that_is_rolled_back_leaves_nothing_in_the_outbox():
    with pytest.raises(RuntimeError), transaction.atomic():
        factories.article()
        raise RuntimeError
    assert changed_ids() == []


def test_an_article_without_headline_shows_the_first_words_of_its_body():
    short = factories.article(headline="", body="خبری کوتاه.")
    long = factories.article(headline="", body="واژه " * 100)
    assert short.display_headline == "خبری کوتاه."
    assert long.display_headline.endswith("واژه…")
    assert len(long.display_headline) <= 81
