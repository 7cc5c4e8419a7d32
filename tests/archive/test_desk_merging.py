"""The desk's screens of merging, splitting, other names and the way back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive.merging import add_alias, merge, propose_join
from archive.models import (
    Official,
    Organization,
    ProposedJoin,
    Rearrangement,
    RearrangementKind,
    Source,
    SourceRights,
)
from archive.roles import EDITOR, PUBLISHER
from tests import factories
from tests.forms import form_values
from tests.people import client_of

pytestmark = pytest.mark.django_db

ONE, OTHER = "بهرام نمونه‌پور", "بهرام نمونه پورفرد"
QUEUE = "/admin/archive/proposedjoin/queue/"


def person(name: str, count: int = 1, role: str = "مدیرعامل", at: str = "شرکت نمونه") -> Official:
    official = factories.official(name, role, at)
    for _ in range(count):
        factories.official_mention(factories.article(body=f"{name} گفت."), official)
    return official


def address(entity: Any, page: str, *more: Any) -> str:
    return reverse(f"admin:archive_{entity._meta.model_name}_{page}", args=[entity.pk, *more])


def merging(*entities: Any) -> str:
    path = reverse(f"admin:archive_{entities[0]._meta.model_name}_merge")
    return f"{path}?{'&'.join(f'id={entity.pk}' for entity in entities)}"


@pytest.fixture
def publisher() -> Client:
    return client_of(PUBLISHER)


def test_two_spellings_are_chosen_compared_and_merged(publisher):
    one, other = person(ONE, 2), person(OTHER, 1, at="سازمان نمونه")
    chosen = {"action": "merge_selected", "_selected_action": [one.pk, other.pk]}
    response = publisher.post("/admin/archive/official/", chosen)
    page = publisher.get(response["Location"]).content.decode()
    for told in (ONE, OTHER, "شرکت نمونه", "سازمان نمونه", f"{OTHER} گفت.", "۲ مقاله"):
        assert told in page
    assert form_values(page)["kept"] == [str(one.pk)]  # the one of more articles is offered

    done = publisher.post(
        merging(one, other), {"kept": one.pk, "reason": "دو املا"}, follow=True
    ).content.decode()

    other.refresh_from_db()
    rearrangement = Rearrangement.objects.get()
    assert other.merged_into == one
    assert rearrangement.user.username == PUBLISHER.name
    assert rearrangement.reason == "دو املا"
    assert f"«{OTHER}» نام دیگرِ «{ONE}» شد." in done
    assert address(rearrangement, "change") in done
    assert publisher.get(address(other, "change"))["Location"] == address(one, "change")


def test_three_are_merged_in_one_go_and_undone_backwards(publisher):
    people = [person(f"{ONE} {n}") for n in ("یک", "دو", "سه")]
    publisher.post(merging(*people), {"kept": people[1].pk, "reason": "یکی"})
    assert set(people[1].aliases.all()) == {people[0], people[2]}
    later, earlier = Rearrangement.objects.all()
    page = publisher.post(address(earlier, "undo"), follow=True).content.decode()
    assert "نخست کار تازه‌تری" in page
    for rearrangement in (later, earlier):
        publisher.post(address(rearrangement, "undo"))
    assert not people[1].aliases.exists()


def test_what_is_refused_is_said_and_nothing_changes(publisher):
    sources = [factories.source("nemuneh"), factories.source("nemoneh"), factories.source("third")]
    for source in sources[:2]:
        factories.article(source=source, external_id="7")
    page = publisher.get(merging(*sources)).content.decode()
    assert "۱ مقاله با یک شناسه یا یک متن" in page
    answer = publisher.post(merging(*sources), {"kept": sources[0].pk, "reason": "یکی"})
    assert "۱ مقاله با همین شناسه" in answer.content.decode()
    assert not Source.objects.exclude(merged_into=None).exists()


def test_publishers_do_not_give_articles_other_rights(publisher, admin_client):
    closed = factories.source("nemuneh", rights=SourceRights.LINK)
    free = factories.source("nemoneh", name="نمونک")
    article = factories.article(source=closed)
    merged = publisher.post(merging(closed, free), {"kept": free.pk, "reason": "یکی"})
    assert "این کار با مدیر است" in merged.content.decode()
    values = {"row": [article.pk], "name": "نمونک", "reason": "دو منبع"}
    split = publisher.post(address(closed, "split"), values)
    assert "این کار با مدیر است" in split.content.decode()
    article.refresh_from_db()
    assert article.source == closed
    assert not Rearrangement.objects.exists()
    admin_client.post(merging(closed, free), {"kept": free.pk, "reason": "یکی"})
    undo = address(Rearrangement.objects.get(), "undo")
    assert "این کار با مدیر است" in publisher.post(undo, follow=True).content.decode()
    article.refresh_from_db()
    assert article.source == free
    admin_client.post(undo)
    article.refresh_from_db()
    assert article.source == closed


@pytest.mark.parametrize("values", [{}, {"kept": "0", "reason": "x"}, {"reason": "x"}])
def test_a_merge_needs_one_that_stays_and_a_reason(publisher, values):
    one, other = person(ONE), person(OTHER)
    assert publisher.post(merging(one, other), values).status_code == 200
    assert not Rearrangement.objects.exists()


def test_names_that_meet_in_an_article_are_doubted(publisher):
    one, other = person(ONE), person(OTHER, at="سازمان نمونه")
    article = factories.article(headline="دو تن در یک نشست")
    for official in (one, other):
        factories.official_mention(article, official)
    days = {"first_seen_on": "2023-01-01", "last_seen_on": "2023-03-01"}
    for official in (one, other):
        official.posts.update(**days)
    page = publisher.get(merging(one, other)).content.decode()
    assert "در ۱ مقاله این نام‌ها با هم آمده‌اند" in page
    assert "دو تن در یک نشست" in page
    assert "در یک زمان در دو سازمان" in page


def test_the_other_is_found_by_a_spelling_of_its_name_or_by_an_older_one(publisher):
    one, other = person("رضا آزموده"), person(ONE)
    add_alias(other, "بهرام کریمی‌نمونه")
    for query in ("نمونه پور", "كريمي نمونه"):
        page = publisher.get(f"{merging(one)}&q={query}").content.decode()
        assert f"id={one.pk}&amp;id={other.pk}" in page
    assert "پیدا نشد" in publisher.get(f"{merging(one)}&q=ناشناس").content.decode()


@pytest.mark.parametrize("ids", ["id=x&id=", "id=99999999999999999999999", "id=5", ""])
def test_ids_of_nothing_are_left_out(publisher, ids):
    path = reverse("admin:archive_official_merge")
    assert publisher.get(f"{path}?{ids}").status_code == 200


def test_an_official_of_two_persons_is_split(publisher):
    mixed = person(ONE, 2)
    governor = mixed.posts.create(role="فرماندار")
    theirs = factories.article(headline="سخن فرماندار")
    factories.mention(mixed.mentions.model, theirs, official=mixed, post=governor)
    page = publisher.get(address(mixed, "split")).content.decode()
    assert "سخن فرماندار" in page
    refused = publisher.post(address(mixed, "split"), {"name": ONE, "reason": "دو نفر"})
    assert "چیزی برنگزیده‌اید" in refused.content.decode()

    values = {"group": [governor.pk], "name": ONE, "reason": "دو نفر"}
    publisher.post(address(mixed, "split"), values)

    rearrangement = Rearrangement.objects.get()
    other = Official.objects.get(pk=rearrangement.target_id)
    assert rearrangement.kind == RearrangementKind.SPLIT
    assert [mention.article for mention in other.mentions.all()] == [theirs]
    assert [post.role for post in other.posts.all()] == ["فرماندار"]
    publisher.post(address(rearrangement, "undo"))
    assert mixed.mentions.count() == 3


@pytest.mark.parametrize("group", ["9" * 20, "هیچ"])
def test_groups_of_nothing_are_left_out(publisher, group):
    official = person(ONE)
    values = {"name": OTHER, "reason": "آزمون", "group": [group]}
    assert "چیزی برنگزیده‌اید" in publisher.post(address(official, "split"), values).content.decode()


def test_an_organization_and_a_source_are_split(publisher):
    official = person(ONE)
    organization = Organization.objects.get()
    publisher.post(
        address(organization, "split"),
        {"row": [official.posts.get().pk], "name": "شرکت دیگر", "reason": "نام همانند"},
    )
    assert official.posts.get().organization.name == "شرکت دیگر"

    source = factories.source("nemuneh")
    kept, moved = (factories.article(source=source, headline=h) for h in ("فولاد", "سیمان تهران"))
    split = address(source, "split")
    [group] = publisher.get(f"{split}?q=فولاد").context["groups"]
    assert [choice.label for choice in group.choices] == ["فولاد"]
    values = {"group": ["whole"], "name": "نشریهٔ دیگر", "reason": "دو نشریه"}
    publisher.post(f"{split}?q=سیمان", values)
    moved.refresh_from_db()
    assert moved.source.name == "نشریهٔ دیگر"
    assert source.articles.get() == kept


def test_the_history_says_who_when_and_why(publisher):
    one, other = person(ONE), person(OTHER)
    editor = User.objects.create_user("پروین")
    rearrangement = merge(other, one, user=editor, reason="دو املا")
    merge(factories.source("nemoneh"), factories.source("nemuneh"))
    page = publisher.get("/admin/archive/rearrangement/?model=archive.official").content.decode()
    for told in (f"«{OTHER}» نام دیگرِ «{ONE}» شد", "پروین", "دو املا"):
        assert told in page
    assert "nemoneh" not in page
    page = publisher.get(address(rearrangement, "change")).content.decode()
    assert "برگرداندن" in page and one.get_absolute_url() in page
    publisher.post(address(rearrangement, "undo"))
    page = publisher.get(address(rearrangement, "change")).content.decode()
    assert "پیش از این برگردانده شده است" in page


@pytest.mark.parametrize("kind", ["official", "organization", "source"])
def test_readers_are_told_the_other_names(client, kind):
    pairs = {
        "official": [person(ONE), person(OTHER)],
        "organization": [
            Organization.objects.get_or_create(name=name, key=name)[0]
            for name in ("شرکت نمونه", "سازمان نمونه")
        ],
        "source": [factories.source("nemuneh"), factories.source("nemoneh", name="نمونک")],
    }
    kept, gone = pairs[kind]
    merge(gone, kept)
    assert f"<bdi>{gone.name}</bdi>" in client.get(kept.get_absolute_url()).content.decode()


def test_other_names_are_added_and_removed(publisher):
    one, other = person(ONE), person(OTHER)
    added = publisher.post(address(one, "add_alias"), {"alias": "بهرام ن."}, follow=True)
    assert "بهرام ن." in added.content.decode()
    alias = one.aliases.get()
    clash = publisher.post(address(one, "add_alias"), {"alias": OTHER}, follow=True)
    assert f"{reverse('admin:archive_official_merge')}?id={one.pk}" in clash.content.decode()
    publisher.post(address(one, "remove_alias", alias.pk))
    assert not one.aliases.exists()
    merge(other, one)
    page = publisher.get(address(one, "change")).content.decode()
    assert address(Rearrangement.objects.get(), "change") in page
    kept = publisher.post(address(one, "remove_alias", other.pk), follow=True)
    assert "همان را برگردانید" in kept.content.decode()


def test_pairs_are_accepted_rejected_skipped_and_reopened(publisher):
    people = [person(f"{ONE} {n}") for n in ("یک", "دو", "سه", "چهار")]
    surest = propose_join(people[0], people[1], "یک نام و یک سازمان", 0.9)
    next_one = propose_join(people[2], people[3], "یک نام", 0.5)
    page = publisher.get(QUEUE).content.decode()
    assert "یک نام و یک سازمان" in page and f"?after={surest.pk}" in page
    assert publisher.get(f"{QUEUE}?after={surest.pk}").context["join"] == next_one
    assert publisher.get(f"{QUEUE}?after={next_one.pk}").context["join"] == surest

    page = publisher.post(QUEUE, {"join": surest.pk, "verdict": "accept"}, follow=True)
    assert page.context["join"] == next_one
    assert Official.objects.exclude(merged_into=None).count() == 1
    late = publisher.post(QUEUE, {"join": surest.pk, "verdict": "reject"}, follow=True)
    assert "پیش از شما" in late.content.decode()
    publisher.post(QUEUE, {"join": surest.pk, "verdict": "undo"})
    assert not Official.objects.exclude(merged_into=None).exists()

    publisher.post(QUEUE, {"join": next_one.pk, "verdict": "reject"})
    assert list(ProposedJoin.objects.waiting()) == [surest]
    propose_join(people[3], people[2], "باز هم یک نام", 0.99)
    assert list(ProposedJoin.objects.waiting()) == [surest]


def test_who_may_not_merge_does_not(client):
    editor = client_of(EDITOR)
    one, other = person(ONE), person(OTHER)
    rearrangement = merge(person("رضا آزموده"), one)
    join = propose_join(one, other, "یک نام", 0.5)
    assert editor.get(merging(one, other)).status_code == 403
    assert editor.post(merging(one, other), {"kept": one.pk, "reason": "x"}).status_code == 403
    assert editor.get(address(one, "split")).status_code == 403
    assert editor.get(QUEUE).status_code == 403
    assert editor.post(QUEUE, {"join": join.pk, "verdict": "accept"}).status_code == 403
    assert editor.post(address(rearrangement, "undo")).status_code == 403
    assert editor.post(address(one, "add_alias"), {"alias": "نام"}).status_code == 403
    assert Rearrangement.objects.get().undone_at is None
    assert "merge_selected" not in editor.get("/admin/archive/official/").content.decode()


def test_an_edit_of_an_official_leaves_a_version_and_can_be_undone(publisher):
    official = person(ONE)
    url = address(official, "change")
    values = form_values(publisher.get(url).content.decode())
    renamed = publisher.post(url, values | {"name": [OTHER], "reason": ["نام کامل"]}, follow=True)
    assert f"نام پیشین، «{ONE}»" in renamed.content.decode()
    official.refresh_from_db()
    assert (official.name, official.key) == (OTHER, "بهرام نمونه پورفرد")
    newest, first = official.history.all()
    assert (newest.history_change_reason, newest.history_user.username) == (
        "نام کامل",
        PUBLISHER.name,
    )
    page = publisher.get(address(official, "history")).content.decode()
    assert "نام کامل" in page and "بازگشت به این نسخه" in page
    publisher.post(address(official, "restore", first.pk))
    official.refresh_from_db()
    assert (official.name, official.key) == (ONE, "بهرام نمونه پور")


def test_an_organization_is_not_restored_to_a_name_that_another_has(publisher):
    organization = Organization.objects.create(name="شرکت نمونه", key="شرکت نمونه")
    organization.name, organization.key = "شرکت دیگر", "شرکت دیگر"
    organization.save()
    Organization.objects.create(name="شرکت نمونه", key="شرکت نمونه")
    page = publisher.post(
        address(organization, "restore", organization.history.last().pk), follow=True
    )
    organization.refresh_from_db()
    assert organization.name == "شرکت دیگر"
    assert "messagelist" in page.content.decode()


@pytest.mark.parametrize(
    ("boxes", "kept", "told"),
    [
        (
            {"began_year": "۱۳۹۸", "ended_month": "3", "ended_year": "1401"},
            ("2019-03-21", "2022-06-21"),
            "از ۱۳۹۸ تا خرداد ۱۴۰۱",
        ),
        (
            {"began_day": "5", "began_month": "12", "began_year": "1399", "ended_year": "1399"},
            ("2021-02-23", "2021-03-20"),
            "از ۵ اسفند ۱۳۹۹ تا ۱۳۹۹",
        ),
        ({"ended_month": "12", "ended_year": "1400"}, ("None", "2022-03-20"), "تا اسفند ۱۴۰۰"),
    ],
)
def test_a_post_is_dated_as_exactly_as_it_is_known(publisher, client, boxes, kept, told):
    official = person(ONE)
    post = official.posts.get()
    url = address(post, "change")
    values = form_values(publisher.get(url).content.decode())
    sent = values | {name: [value] for name, value in boxes.items()}
    response = publisher.post(url, sent)
    assert response.status_code == 302, response.context["errors"]
    post.refresh_from_db()
    assert (str(post.began_on), str(post.ended_on)) == kept
    assert post.term == told
    assert told in client.get(official.get_absolute_url()).content.decode()
    again = form_values(publisher.get(url).content.decode())
    assert publisher.post(url, again).status_code == 302
    post.refresh_from_db()
    assert (str(post.began_on), str(post.ended_on)) == kept
    newest, _first = post.history.all()[:2]
    publisher.post(address(post, "restore", post.history.last().pk))
    post.refresh_from_db()
    assert (newest.instance.term, post.term) == (told, "")


def test_a_post_is_of_what_its_organization_became(publisher):
    post = person(ONE).posts.get()
    gone = Organization.objects.create(name="سازمان دیگر", key="سازمان دیگر")
    kept = Organization.objects.get(name="شرکت نمونه")
    merge(gone, kept)
    url = address(post, "change")
    values = form_values(publisher.get(url).content.decode())
    response = publisher.post(url, values | {"organization": [gone.pk]})
    assert response.status_code == 302
    post.refresh_from_db()
    assert post.organization == kept


def test_an_article_is_not_given_a_source_that_is_another_name(admin_client):
    article = factories.article(source=factories.source("nemuneh"))
    merge(factories.source("nemoneh", name="نمونک"), article.source)
    page = admin_client.get(address(article, "change")).content.decode()
    assert "نمونک" not in page


@pytest.mark.parametrize(
    "boxes",
    [{"began_year": "1402", "ended_year": "1400"}, {"began_month": "3"}, {"began_year": "900"}],
)
def test_a_term_that_cannot_be_is_refused(publisher, boxes):
    post = person(ONE).posts.get()
    url = address(post, "change")
    values = form_values(publisher.get(url).content.decode())
    answer = publisher.post(url, values | {name: [value] for name, value in boxes.items()})
    assert answer.status_code == 200 and answer.context["errors"]


def test_an_import_leaves_the_dates_of_editors_alone():
    post = person(ONE).posts.get()
    post.began_on, post.began_precision = datetime(2019, 3, 21, tzinfo=UTC).date(), "year"
    post.save()
    post.first_seen_on = post.last_seen_on = datetime(2015, 1, 1, tzinfo=UTC).date()
    type(post).objects.bulk_update([post], ["first_seen_on", "last_seen_on"])
    post.refresh_from_db()
    assert post.term == "از ۱۳۹۸"
