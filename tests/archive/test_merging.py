"""Merging and splitting of officials, organizations and sources, and the way back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from archive.history import restore
from archive.ingest.files import file_or_members
from archive.ingest.importer import import_files
from archive.merging import (
    MergeRefused,
    accept_join,
    add_alias,
    merge,
    propose_join,
    reject_join,
    remove_alias,
    split_official,
    split_organization,
    split_source,
    undo,
)
from archive.models import (
    Article,
    Figure,
    JoinState,
    MentionState,
    Official,
    OfficialMention,
    Organization,
    OutboxEntry,
    Post,
    ProposedJoin,
    Quote,
    Rearrangement,
    Source,
)
from tests import factories

pytestmark = pytest.mark.django_db

ONE, OTHER = "بهرام نمونه‌پور", "بهرام نمونه پورفرد"
TABLES: tuple[Any, ...] = (Official, Organization, Source, Post, OfficialMention, Quote, Figure)


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows that merging and splitting touch, without when they were changed."""
    articles = Article.objects.order_by("pk").values("pk", "source", "republished_by")
    return {
        "article": list(articles),
        **{table.__name__: list(table.objects.order_by("pk").values()) for table in TABLES},
    }


def speech(person: Official, **values: Any) -> Article:
    """An article in which the person is named, quoted and gives a figure."""
    article = factories.article(**values)
    factories.official_mention(article, person)
    factories.mention(Quote, article, speaker=person, speaker_name=person.name, text="گفت.")
    factories.mention(
        Figure, article, speaker=person, speaker_name=person.name, value=3, text="۳", unit="تن"
    )
    return article


def waiting() -> set[int]:
    return set(OutboxEntry.objects.values_list("article_id", flat=True))


def test_a_merged_official_is_another_name_of_the_other(client):
    one, other = (factories.official(name, "مدیرعامل", "شرکت نمونه") for name in (ONE, OTHER))
    mine, theirs = speech(one), speech(other)
    OutboxEntry.objects.all().delete()
    user = User.objects.create_user("editor")

    rearrangement = merge(other, one, user=user, reason="همان شخص")

    assert set(one.mentions.values_list("article", flat=True)) == {mine.pk, theirs.pk}
    assert set(one.quotes.values_list("article", flat=True)) == {mine.pk, theirs.pk}
    assert set(one.figures.values_list("article", flat=True)) == {mine.pk, theirs.pk}
    assert one.posts.count() == Post.objects.count() == 1
    assert {mention.post for mention in one.mentions.all()} == {one.posts.get()}
    assert theirs.pk in waiting()
    assert (rearrangement.user, rearrangement.reason) == (user, "همان شخص")
    moved = client.get(f"/officials/{other.pk}/")
    assert (moved.status_code, moved["Location"]) == (301, f"/officials/{one.pk}/")
    assert [o["id"] for o in client.get("/api/v1/officials").json()["results"]] == [one.pk]


def test_undoing_brings_every_row_back(client):
    one, other = (factories.official(name, "مدیرعامل", "شرکت نمونه") for name in (ONE, OTHER))
    other.posts.create(role="رئیس هیئت مدیره")
    Post.objects.filter(official=one).update(first_seen_on="2023-01-05", last_seen_on="2023-02-01")
    Post.objects.filter(official=other, role="مدیرعامل").update(
        first_seen_on="2022-01-05", last_seen_on="2023-01-20"
    )
    speech(one)
    theirs = speech(other)
    before = everything()
    rearrangement = merge(other, one)
    merged = one.posts.get(role="مدیرعامل")
    assert [str(merged.first_seen_on), str(merged.last_seen_on)] == ["2022-01-05", "2023-02-01"]
    assert everything() != before
    OutboxEntry.objects.all().delete()

    undo(Rearrangement.objects.get(pk=rearrangement.pk))

    assert everything() == before
    assert theirs.pk in waiting()
    assert client.get(f"/officials/{other.pk}/").status_code == 200
    with pytest.raises(MergeRefused, match="پیش از این"):
        undo(Rearrangement.objects.get(pk=rearrangement.pk))


def test_a_term_that_an_editor_told_is_kept_and_comes_back():
    one, other = (factories.official(name, "مدیرعامل", "شرکت نمونه") for name in (ONE, OTHER))
    Post.objects.filter(official=other).update(
        began_on="2019-03-21", began_precision="year", ended_on="2022-06-21", ended_precision="day"
    )
    before = everything()
    rearrangement = merge(other, one)
    assert one.posts.get().term == "از ۱۳۹۸ تا ۳۱ خرداد ۱۴۰۱"
    undo(Rearrangement.objects.get(pk=rearrangement.pk))
    assert everything() == before


def test_both_found_in_the_same_words_are_found_once():
    one, other = factories.official(ONE), factories.official(OTHER)
    article = factories.article()
    kept = factories.mention(OfficialMention, article, official=one, start=4, end=9)
    factories.mention(
        OfficialMention, article, official=other, start=4, end=9, state=MentionState.CONFIRMED
    )
    before = everything()
    rearrangement = merge(other, one)
    assert [(m.pk, m.state) for m in article.officialmentions.all()] == [(kept.pk, "confirmed")]
    undo(rearrangement)
    assert everything() == before


def test_undoing_leaves_what_was_changed_since():
    one, other, third = (factories.official(name) for name in (ONE, OTHER, "دیگری نمونه"))
    kept, changed = speech(other), speech(other)
    rearrangement = merge(other, one)
    changed.officialmentions.update(official=third)
    Article.objects.filter(pk=kept.pk).delete()
    undo(rearrangement)
    assert changed.officialmentions.get().official == third
    assert other.quotes.get().article == changed


def test_what_is_one_already_is_not_merged_again():
    one, other = factories.official(ONE), factories.official(OTHER)
    with pytest.raises(MergeRefused):
        merge(one, one)
    merge(other, one)
    with pytest.raises(MergeRefused):
        merge(other, one)


def test_names_of_names_lead_straight_on_and_come_back_in_order(client):
    first, second, third = (factories.official(f"{ONE} {n}") for n in ("یک", "دو", "سه"))
    speech(first)
    before = everything()
    earlier = merge(first, second)
    later = merge(second, third)
    assert client.get(f"/officials/{first.pk}/")["Location"] == f"/officials/{third.pk}/"
    with pytest.raises(MergeRefused, match="نخست"):
        undo(earlier)
    undo(later)
    assert client.get(f"/officials/{first.pk}/")["Location"] == f"/officials/{second.pk}/"
    undo(earlier)
    assert everything() == before


def test_a_merged_organization_keeps_its_people(client):
    person = factories.official(ONE, "مدیرعامل", "شرکت نمونه")
    other = factories.official(OTHER, "مدیر فروش", "شرکت نمونهٔ ایران")
    speech(person)
    theirs = speech(other)
    organization, into = (
        Organization.objects.get(name=name) for name in ("شرکت نمونهٔ ایران", "شرکت نمونه")
    )
    before = everything()
    OutboxEntry.objects.all().delete()
    rearrangement = merge(organization, into)
    assert {post.official for post in into.posts.all()} == {person, other}
    assert waiting() == {theirs.pk}
    moved = client.get(f"/organizations/{organization.pk}/")
    assert (moved.status_code, moved["Location"]) == (301, f"/organizations/{into.pk}/")
    undo(rearrangement)
    assert everything() == before


def test_a_merged_source_hands_over_its_articles(client):
    source, into = factories.source("nemuneh"), factories.source("nemoneh")
    article = factories.article(source=source, external_id="7")
    reprint = factories.article(source=factories.source("irna"), republished_by=source)
    before = everything()
    OutboxEntry.objects.all().delete()
    rearrangement = merge(source, into)
    article.refresh_from_db()
    reprint.refresh_from_db()
    assert (article.source, reprint.republished_by) == (into, into)
    assert not article.history.exists()
    assert waiting() == {article.pk, reprint.pk}
    moved = client.get("/sources/nemuneh/")
    assert (moved.status_code, moved["Location"]) == (301, "/sources/nemoneh/")
    undo(rearrangement)
    assert everything() == before


def test_sources_that_have_one_article_each_of_an_id_are_not_merged():
    source, into = factories.source("nemuneh"), factories.source("nemoneh")
    for owner in (source, into):
        factories.article(source=owner, external_id="7")
    with pytest.raises(MergeRefused, match="۱ مقاله"):
        merge(source, into)
    assert not Rearrangement.objects.exists()


def test_a_version_of_a_merged_source_comes_back_under_the_other():
    source, into = factories.source("nemuneh"), factories.source("nemoneh")
    article = factories.article(source=source, headline="تیتر یکم")
    article.headline = "تیتر دوم"
    article.save()
    merge(source, into)
    restored = restore(article.history.last(), "بازگشت")
    assert (restored.headline, restored.source) == ("تیتر یکم", into)


@pytest.fixture
def import_article(settings: Settings, tmp_path: Path) -> Any:
    settings.DATA_DIR = tmp_path / "var"

    def run(**values: str) -> Article:
        file = tmp_path / "x.json"
        file.write_text(json.dumps({"source": "isna", **values}))
        import_files(list(file_or_members(file, "x.json")))
        return Article.objects.latest("pk")

    return run


def test_the_next_import_knows_the_merged_names(import_article):
    body = "{}، مدیرعامل {}، گفت: تولید این شرکت در سال گذشته رشد کرد."
    first = import_article(body=body.format("علی کریمی‌نژاد", "شرکت فولاد نمونه"))
    second = import_article(body=body.format("علی کریمی‌نژاد اصل", "شرکت صنایع فولاد نمونه"))
    [one], [other] = (a.officialmentions.all() for a in (first, second))
    merge(other.official, one.official)
    merge(other.post.organization, one.post.organization)
    third = import_article(
        body="ایسنا. " + body.format("علی کریمی‌نژاد اصل", "شرکت صنایع فولاد نمونه")
    )
    [mention] = third.officialmentions.all()
    assert mention.official == one.official
    assert mention.post.organization == one.post.organization


def test_the_next_import_knows_the_merged_source(import_article):
    article = import_article(source="نشریهٔ نمونه", external_id="7", body="متن خبر.")
    isna = Source.objects.get(slug="isna")
    merge(article.source, isna)
    assert import_article(source="نشریهٔ نمونه", external_id="7", body="متن خبر.") == article
    assert import_article(source="نشریهٔ نمونه", external_id="8", body="خبر دوم.").source == isna


def test_an_alias_is_a_name_for_the_next_import(import_article):
    isna = Source.objects.get(slug="isna")
    alias = add_alias(isna, "خبرگزاری نمونهٔ دانشجویان")
    assert import_article(source="خبرگزاری نمونهٔ دانشجویان", body="متن خبر.").source == isna
    with pytest.raises(MergeRefused, match="هست"):
        add_alias(isna, "خبرگزاری نمونهٔ دانشجویان")
    remove_alias(alias)
    assert import_article(source="خبرگزاری نمونهٔ دانشجویان", body="خبر دوم.").source != isna


def test_a_merge_is_undone_and_not_removed_as_an_alias():
    one, other = factories.official(ONE), factories.official(OTHER)
    merge(other, one)
    for official in (one, other):
        with pytest.raises(MergeRefused):
            remove_alias(official)


def test_an_official_of_two_persons_is_split():
    person = factories.official(ONE, "مدیرعامل", "شرکت نمونه")
    here = speech(person, published_at=datetime(2022, 5, 1, 9, tzinfo=UTC))
    there = speech(person, published_at=datetime(2023, 5, 1, 9, tzinfo=UTC))
    governor = speech(person)
    governor.officialmentions.update(post=person.posts.create(role="فرماندار"))
    before = everything()

    rearrangement = split_official(person, [there.pk, governor.pk], ONE)

    other = Official.objects.get(pk=rearrangement.target_id)
    assert other.key == person.key
    assert set(other.mentions.values_list("article", flat=True)) == {there.pk, governor.pk}
    assert set(other.quotes.values_list("article", flat=True)) == {there.pk, governor.pk}
    assert {post.role for post in other.posts.all()} == {"مدیرعامل", "فرماندار"}
    [left] = person.posts.all()
    assert str(left.last_seen_on) == "2022-05-01"
    assert str(other.posts.get(role="مدیرعامل").first_seen_on) == "2023-05-01"
    assert set(person.mentions.values_list("article", flat=True)) == {here.pk}
    undo(rearrangement)
    assert everything() == before


def test_splitting_needs_articles_of_the_official():
    with pytest.raises(MergeRefused):
        split_official(factories.official(ONE), [factories.article().pk], OTHER)
    assert Official.objects.count() == 1


def test_an_organization_of_two_is_split():
    person = factories.official(ONE, "مدیرعامل", "شرکت نمونه")
    article = speech(person)
    organization = Organization.objects.get()
    before = everything()
    OutboxEntry.objects.all().delete()
    rearrangement = split_organization(organization, [person.posts.get().pk], "شرکت دیگر")
    assert person.posts.get().organization.name == "شرکت دیگر"
    assert waiting() == {article.pk}
    undo(rearrangement)
    assert everything() == before
    with pytest.raises(MergeRefused):
        split_organization(organization, [], "شركت نمونه")


def test_a_source_of_two_is_split():
    source = factories.source("nemuneh")
    article, other = factories.article(source=source), factories.article(source=source)
    before = everything()
    rearrangement = split_source(source, [other.pk], "نشریهٔ دیگر")
    assert source.articles.get() == article
    other.refresh_from_db()
    assert other.source.name == "نشریهٔ دیگر"
    undo(rearrangement)
    assert everything() == before


def test_a_proposed_join_is_accepted():
    one, other = factories.official(ONE), factories.official(OTHER)
    speech(other)
    user = User.objects.create_user("editor")
    join = propose_join(other, one, "یک نام، یک سازمان", 0.8)
    assert propose_join(one, other, "یک نام، یک سازمان", 0.9).pk == join.pk
    [waiting_join] = ProposedJoin.objects.waiting()
    assert waiting_join.score == 0.9

    rearrangement = accept_join(waiting_join, user)

    one.refresh_from_db()
    assert one.merged_into == other
    assert not ProposedJoin.objects.waiting()
    undo(rearrangement)
    assert list(ProposedJoin.objects.waiting()) == [join]


def test_a_rejected_join_is_not_proposed_again():
    one, other = factories.official(ONE), factories.official(OTHER)
    reject_join(propose_join(one, other, "یک نام", 0.8))
    assert propose_join(other, one, "یک نام و یک سازمان", 0.99).state == JoinState.REJECTED
    assert not ProposedJoin.objects.waiting()
