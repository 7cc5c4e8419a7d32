"""The review queue: its order, the verdicts, two editors at once, what a verdict teaches."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from archive import reviewing
from archive.extract import figures, market_rules, officials, place_names, products, quotes
from archive.ingest.mentions import extract_mentions
from archive.merging import merge
from archive.models import (
    Article,
    ArticleStatus,
    City,
    CityMention,
    Decision,
    Event,
    EventKind,
    Figure,
    MentionState,
    Official,
    OfficialMention,
    OutboxEntry,
    Province,
    ProvinceMention,
    Quote,
    Verdict,
)
from archive.reviewing import KINDS, AlreadyDecided, Card, Choice, Place
from archive.reviewing.rules import RULES
from tests import factories
from tests.forms import form_values

pytestmark = pytest.mark.django_db

QUEUE = "/admin/archive/verdict/review/"
BODY = "استاندار یزد گفت. نمایشگاه کاشی در کرج برپا شد. دیروز هم در کرج بودند."


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("ویراستار", is_staff=True, is_superuser=True)


@pytest.fixture
def desk(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def article(**values: Any) -> Article:
    return factories.article(**{"body": BODY, **values})


def city_mention(found_in: Article, words: str = "کرج", **values: Any) -> CityMention:
    """A guess that these words of the body are the city of Karaj."""
    start = values.pop("start", found_in.body.index(words))
    values.setdefault("city", City.objects.get(slug="karaj"))
    values.setdefault("sentence", "نمایشگاه کاشی در کرج برپا شد.")
    values.setdefault("confidence", 0.5)
    values.setdefault("rule", "city-loose")
    mention = factories.mention(
        CityMention, found_in, start=start, end=start + len(words), **values
    )
    assert isinstance(mention, CityMention)
    return mention


def state(mention: Any) -> str:
    mention.refresh_from_db()
    return str(mention.state)


def test_the_least_certain_comes_first_and_every_kind_comes():
    one = article()
    place = {"start": 0, "end": 99, "sentence": "س", "rule": "r"}
    karaj = city_mention(one, confidence=0.6)
    province = factories.mention(
        ProvinceMention, one, province=Province.objects.first(), confidence=0.4, **place
    )
    quote = factories.mention(Quote, one, text="سخن", confidence=0.5, **place)
    figure = factories.mention(Figure, one, value=5, text="۵", confidence=0.6, **place)
    place["start"] = 5
    factories.mention(Figure, one, value=5, text="۵", confidence=0.9, **place)
    seen, after = [], None
    while mention := reviewing.next_mention(Choice(), after):
        seen.append(mention)
        after = Place.of(mention)
    assert seen == [province, quote, karaj, figure]
    assert reviewing.waiting_count() == 4
    assert sum(reviewing.tally(Choice(certain_too=True)).values()) == 5


def test_a_place_is_found_again_in_an_address():
    place = Place(0.1 + 0.2, 3, 17)
    assert Place.parse(str(place)) == place
    assert Place.parse("nonsense") is None
    assert Place.parse("1_2") is None


def test_the_queue_can_be_narrowed(desk):
    mehr = factories.source("mehr", name="مهر")
    here = city_mention(article(source=mehr))
    city_mention(article(), rule="city-in-company", confidence=0.4)
    for query in ({"source": "mehr"}, {"rule": "city-loose"}):
        page = desk.get(QUEUE, {"kind": "city", **query})
        assert page.context["card"].mention == here
        assert page.context["waiting"] == 1
    assert desk.get(QUEUE, {"kind": "market"}).context["card"] is None
    assert desk.get(QUEUE, {"kind": "nonsense", "after": "x", "rule": "y"}).status_code == 200


def test_withdrawn_articles_are_not_reviewed():
    city_mention(article(status=ArticleStatus.WITHDRAWN, withdrawn_reason="آزمون"))
    assert reviewing.next_mention(Choice()) is None
    assert reviewing.waiting_count() == 0


def test_the_card_marks_the_guess_where_it_stands():
    second = BODY.rindex("کرج")
    mention = city_mention(article(), start=second, sentence="دیروز هم در کرج بودند.")
    evidence = Card.of(mention).evidence
    assert evidence.before == "دیروز هم در "
    assert evidence.named == "کرج"
    assert evidence.after == " بودند."
    assert evidence.context_before.endswith("برپا شد. ")


def test_every_rule_of_extraction_is_told_in_words():
    told = {rule for rules in RULES.values() for rule in rules}
    modules = (place_names, market_rules, products, officials, quotes, figures)
    assert told == {rule for module in modules for rule in module.CONFIDENCE}
    assert RULES.keys() == KINDS.keys()


@pytest.mark.parametrize(
    ("decision", "wanted"),
    [("confirm", MentionState.CONFIRMED), ("reject", MentionState.REJECTED)],
)
def test_a_verdict_is_kept_and_leads_on_to_the_next(desk, editor, decision, wanted):
    first, second = city_mention(article()), city_mention(article())
    OutboxEntry.objects.all().delete()
    values = form_values(desk.get(QUEUE).content.decode())
    assert values["mention"][0] == f"city-{first.pk}"
    page = desk.post(
        f"{QUEUE}decide/?kind=city",
        {name: values[name][0] for name in ("mention", "seen", "after")} | {"decision": decision},
        follow=True,
    )
    assert page.context["card"].mention == second
    assert page.context["form"].cleaned_data["kind"] == "city"
    assert state(first) == wanted
    assert state(second) == MentionState.SUGGESTED
    assert [entry.article_id for entry in OutboxEntry.objects.all()] == [first.article_id]
    assert Verdict.objects.get().user == editor


def test_two_editors_do_not_overwrite_each_other(desk, editor):
    mention = city_mention(article())
    stale = form_values(desk.get(QUEUE).content.decode())
    other = User.objects.create_user("همکار")
    reviewing.decide(KINDS["city"], mention.pk, Decision.REJECT, other)
    sent = {name: stale[name][0] for name in ("mention", "seen", "after")}
    page = desk.post(f"{QUEUE}decide/", sent | {"decision": "confirm"}, follow=True)
    assert "«همکار» پیش از شما" in page.content.decode()
    assert state(mention) == MentionState.REJECTED
    assert Verdict.objects.count() == 1


def test_a_guess_that_is_gone_is_told_plainly():
    with pytest.raises(AlreadyDecided, match="دوباره خوانده شده"):
        reviewing.decide(KINDS["city"], 1, Decision.CONFIRM, None)


def test_a_decided_mention_can_be_decided_again(desk):
    mention = city_mention(article(), state=MentionState.CONFIRMED)
    page = desk.get(QUEUE, {"mention": f"city-{mention.pk}"})
    values = form_values(page.content.decode())
    sent = {name: values[name][0] for name in ("mention", "seen", "after")}
    desk.post(f"{QUEUE}decide/", sent | {"decision": "reject"})
    assert state(mention) == MentionState.REJECTED


def test_the_last_verdict_can_be_taken_back(desk):
    mention = city_mention(article())
    reviewing.decide(KINDS["city"], mention.pk, Decision.REJECT, desk_user(desk))
    verdict = desk.get(QUEUE).context["last"]
    page = desk.post(f"{QUEUE}undo/", {"verdict": verdict.pk}, follow=True)
    assert page.context["card"].mention == mention
    assert page.context["last"] is None
    assert state(mention) == MentionState.SUGGESTED
    again = desk.post(f"{QUEUE}undo/", {"verdict": verdict.pk}, follow=True)
    assert "پیش از این برگردانده" in again.content.decode()


def desk_user(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def test_a_correction_puts_the_right_city_in_the_same_place_and_goes_back(editor):
    mention = city_mention(article())
    right = City.objects.get(slug="tabriz")
    verdict = reviewing.decide(KINDS["city"], mention.pk, Decision.CORRECT, editor, entity=right)
    assert state(mention) == MentionState.REJECTED
    made = CityMention.objects.get(city=right)
    assert (made.start, made.end, made.state) == (mention.start, mention.end, "confirmed")
    reviewing.undo(verdict)
    assert state(mention) == MentionState.SUGGESTED
    assert not CityMention.objects.filter(city=right).exists()


def test_a_correction_to_what_is_there_confirms_it(editor):
    mention = city_mention(article())
    right = City.objects.get(slug="tabriz")
    there = city_mention(mention.article, city=right)
    reviewing.decide(KINDS["city"], mention.pk, Decision.CORRECT, editor, entity=right)
    assert state(there) == MentionState.CONFIRMED


def test_the_right_speaker_of_a_quote_is_found_by_another_name(desk):
    one = article()
    quote = factories.mention(
        Quote, one, text="گفت", start=0, end=5, speaker_name="کسی", confidence=0.5
    )
    person = factories.official("بهروز آریان\u200cنژاد", "رئیس", "خانه صنعت")
    query = {"mention": f"quote-{quote.pk}", "find": "آريان نژاد"}
    page = desk.get(QUEUE, query)
    (found,) = page.context["found"]
    assert found.entity == person
    assert found.detail == "رئیس، خانه صنعت"
    sent = {"mention": f"quote-{quote.pk}", "seen": "suggested", "decision": "correct"}
    desk.post(f"{QUEUE}decide/", sent | {"entity": person.pk})
    quote.refresh_from_db()
    assert (quote.speaker, quote.speaker_name, quote.state) == (person, person.name, "confirmed")


def test_the_right_person_holds_the_post_that_the_article_tells(editor):
    one = article()
    wrong = factories.official("نوید نمونه\u200cپور", "رئیس", "خانه صنعت")
    right = factories.official("بهروز آریان\u200cنژاد")
    mention = factories.official_mention(one, wrong)
    verdict = reviewing.decide(
        KINDS["official"], mention.pk, Decision.CORRECT, editor, entity=right
    )
    post = OfficialMention.objects.get(official=right).post
    assert (post.official, post.role, post.organization.name) == (right, "رئیس", "خانه صنعت")
    reviewing.undo(verdict)
    assert not right.posts.exists()


def test_the_names_of_an_official_and_of_the_organization_are_a_link_away(desk):
    person = factories.official("نوید نمونه\u200cپور", "رئیس", "خانه صنعت")
    mention = factories.official_mention(article(), person)
    page = desk.get(QUEUE, {"mention": f"official-{mention.pk}"}).content.decode()
    for row in (person, mention.post.organization):
        assert reverse(f"admin:archive_{row._meta.model_name}_change", args=[row.pk]) in page


def test_alike_are_those_of_one_rule_one_thing_and_the_same_words():
    first = city_mention(article())
    second = city_mention(article())
    city_mention(article(), rule="city-in-company")
    city_mention(article(), words="نمایشگاه")
    city_mention(article(), city=City.objects.get(slug="tabriz"))
    city_mention(article(), state=MentionState.CONFIRMED)
    assert list(reviewing.alike(first)) == [first, second]


def test_alike_are_decided_together_as_ticked_and_undone_together(desk):
    first, second, third, _fourth = mentions = [city_mention(article()) for _ in range(4)]
    url = reverse("admin:archive_review_alike", args=[f"city-{first.pk}"])
    assert form_values(desk.get(url).content.decode())["pk"] == [
        str(mention.pk) for mention in mentions
    ]
    reviewing.decide(KINDS["city"], third.pk, Decision.CONFIRM, None)
    ticked = [first.pk, second.pk, third.pk]
    page = desk.post(url, {"pk": ticked, "decision": "reject"}, follow=True)
    assert "۱ جمله پیش از شما" in page.content.decode()
    assert [state(m) for m in mentions] == ["rejected", "rejected", "confirmed", "suggested"]
    desk.post(f"{QUEUE}undo/", {"verdict": page.context["last"].pk})
    assert [state(m) for m in mentions] == ["suggested", "suggested", "confirmed", "suggested"]
    logged = Event.objects.order_by("pk").values_list("action_flag", flat=True)
    assert list(logged) == [EventKind.LOGIN, EventKind.VERDICTS, EventKind.UNDONE]


def test_a_correction_to_who_was_merged_meanwhile_names_the_one_who_stays(desk):
    one = article(body="شیرین نمونه‌پور گفت.")
    mention = factories.official_mention(one, factories.official())
    gone, stays = factories.official("نوید نمونه‌فر"), factories.official("نوید نمونه‌فرد")
    merge(gone, stays)
    sent = {"mention": f"official-{mention.pk}", "seen": "suggested", "decision": "correct"}
    desk.post(f"{QUEUE}decide/", sent | {"entity": gone.pk})
    assert one.officialmentions.get(state=MentionState.CONFIRMED).official == stays


def test_alike_are_not_corrected_together(desk):
    first = city_mention(article())
    url = reverse("admin:archive_review_alike", args=[f"city-{first.pk}"])
    assert desk.post(url, {"pk": [first.pk], "decision": "correct"}).status_code == 404
    assert (
        desk.post(url, {"pk": [first.pk + 7], "decision": "reject"}, follow=True).status_code == 200
    )
    assert state(first) == MentionState.SUGGESTED


def test_verdicts_survive_extraction_anew(editor):
    body = "قزوین - ایرنا - بهروز آریان\u200cنژاد، رئیس خانه صنعت قزوین، گفت: کارخانه باز شد."
    one = article(body=body)
    extract_mentions(one)
    province, city = one.provincementions.first(), one.citymentions.first()
    person = one.officialmentions.first()
    right = factories.official("آرمان نمونه\u200cپور")
    reviewing.decide(KINDS["province"], province.pk, Decision.CONFIRM, editor)
    reviewing.decide(KINDS["city"], city.pk, Decision.REJECT, editor)
    reviewing.decide(KINDS["official"], person.pk, Decision.CORRECT, editor, entity=right)
    call_command("re_extract", apply=True, verbosity=0)
    assert state(province) == MentionState.CONFIRMED
    assert state(city) == MentionState.REJECTED
    assert [m.state for m in CityMention.objects.filter(start=city.start)] == ["rejected"]
    standing = OfficialMention.objects.standing().filter(article=one)
    assert [m.official for m in standing] == [right]


def test_a_correction_teaches_another_name_that_the_next_import_finds(desk, editor):
    body = "بهروز آریان\u200cنژاد، رئیس خانه صنعت قزوین، گفت: کارخانه باز شد."
    one = article(body=body)
    extract_mentions(one)
    mention = one.officialmentions.first()
    right = factories.official("بهروز آریانی")
    reviewing.decide(KINDS["official"], mention.pk, Decision.CORRECT, editor, entity=right)
    page = desk.get(QUEUE)
    assert page.context["lesson"].official == right
    verdict = page.context["last"]
    said = desk.post(f"{QUEUE}remember/", {"verdict": verdict.pk}, follow=True)
    assert "از این پس" in said.content.decode()
    two = article(body=body)
    extract_mentions(two)
    assert {m.official for m in two.officialmentions.all()} == {right}
    assert said.context["lesson"] is None  # it is known now


def test_a_rejection_offers_the_phrase_and_not_the_bare_name(editor):
    mention = city_mention(article(body="پنیر تبریز گران شد.", headline="خ"), words="تبریز")
    verdict = reviewing.decide(KINDS["city"], mention.pk, Decision.REJECT, editor)
    lesson = reviewing.lesson_of(verdict)
    assert (lesson.text, lesson.addition) == ("پنیر تبریز", "no_place")
    one = article(body="«تبریز» نام کتابی است.")
    verdict = reviewing.decide(
        KINDS["city"], city_mention(one, words="تبریز").pk, Decision.REJECT, editor
    )
    assert reviewing.lesson_of(verdict).text == "تبریز"


def test_a_correction_of_a_place_offers_another_name_of_it(editor):
    mention = city_mention(article())
    right = City.objects.get(slug="tabriz")
    verdict = reviewing.decide(KINDS["city"], mention.pk, Decision.CORRECT, editor, entity=right)
    lesson = reviewing.lesson_of(verdict)
    assert (lesson.text, lesson.addition, lesson.target) == ("کرج", "city", "تبریز")


def test_a_name_that_another_bears_is_not_taken_from_them(desk, editor):
    body = "بهروز آریان\u200cنژاد، رئیس خانه صنعت قزوین، گفت: کارخانه باز شد."
    one, two = article(body=body), article(body=body)
    extract_mentions(one)
    extract_mentions(two)
    right = factories.official("بهروز آریانی")
    mention = one.officialmentions.first()
    verdict = reviewing.decide(
        KINDS["official"], mention.pk, Decision.CORRECT, editor, entity=right
    )
    said = desk.post(f"{QUEUE}remember/", {"verdict": verdict.pk}, follow=True)
    assert "پیش از این در بایگانی هست" in said.content.decode()
    assert Official.objects.current().count() == 2


@pytest.mark.parametrize("codename", ["view_article", "review_mentions"])
def test_only_reviewers_who_may_see_articles_review(codename):
    user = User.objects.create_user("تنها", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename=codename))
    client = Client()
    client.force_login(user)
    for address in (QUEUE, f"{QUEUE}alike/city-1/"):
        assert client.get(address).status_code == 403
    for address in ("decide", "undo", "remember"):
        assert client.post(f"{QUEUE}{address}/").status_code == 403


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("decide", {"mention": "city-1", "decision": "nonsense"}),
        ("decide", {"mention": "nonsense-1", "decision": "confirm"}),
        ("decide", {"mention": "city-x", "decision": "confirm"}),
        ("decide", {"mention": "city-1", "decision": "correct", "entity": "9" * 30}),
        ("undo", {"verdict": "x"}),
        ("remember", {"verdict": "7"}),
    ],
)
def test_what_no_form_sends_is_refused(desk, address, sent):
    assert desk.post(f"{QUEUE}{address}/", sent).status_code == 404
    assert desk.get(f"{QUEUE}{address}/").status_code == 405


def test_verdicts_of_others_cannot_be_taken_back(desk):
    mention = city_mention(article())
    verdict = reviewing.decide(KINDS["city"], mention.pk, Decision.REJECT, None)
    assert desk.post(f"{QUEUE}undo/", {"verdict": verdict.pk}).status_code == 404
    assert state(mention) == MentionState.REJECTED


def test_markup_in_an_article_stays_text(desk):
    body = "<img src=x onerror=alert(1)> در کرج <b>بود</b>."
    city_mention(article(body=body, headline="<i>تیتر</i>"), sentence=body)
    page = desk.get(QUEUE).content.decode()
    assert "<img src=x" not in page
    assert "<i>تیتر" not in page
    assert "&lt;img src=x" in page
