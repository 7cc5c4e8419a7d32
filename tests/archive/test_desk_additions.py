"""What editors teach: checked, found by the next reading in every way in, ended again."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client

from archive import gazetteer
from archive.additions import (
    AdditionRefused,
    add_addition,
    articles_with,
    effect_of,
    end_addition,
    read_anew,
)
from archive.extract import extract, extractor_version
from archive.gazetteer import Addition, AdditionKind
from archive.ingest.additions import active_additions
from archive.ingest.importer import import_paths
from archive.ingest.mentions import extract_mentions
from archive.ingest.re_extraction import re_extract
from archive.ingest.records import ArticleRecord
from archive.models import (
    Article,
    GazetteerAddition,
    MentionState,
    Product,
    Task,
    TaskKind,
)
from archive.uploading import SentFile, preview, receive
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]

NEW = "/admin/archive/gazetteeraddition/new/"
# Invented names, which no gazetteer has.
BODY = "نمایشگاه بزرگ کاشی در شهر نیکوآبادان برپا شد و مردم نیکوآبادان از آن دیدن کردند."


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("ویراستار"))
    return client


def cities(article: Article) -> set[str]:
    return set(article.citymentions.standing().values_list("city__slug", flat=True))


def found(kind: str, body: str, *additions: Addition, **values: Any) -> Any:
    with gazetteer.with_additions(additions):
        return getattr(extract(ArticleRecord(body=body, **values)), kind)


# -- the gazetteer with additions ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "addition", "body", "group"),
    [
        (AdditionKind.CITY, ("نیکوآبادان", "yazd"), BODY, "cities"),
        (
            AdditionKind.PROVINCE,
            ("نیکوستان", "yazd"),
            "کارخانه‌های استان نیکوستان باز شد. استاندار نیکوستان آمد.",
            "provinces",
        ),
        (AdditionKind.MARKET, ("دورستان", "iq"), "صادرات کاشی به دورستان بیشتر شد.", "markets"),
        (AdditionKind.PRODUCT, ("زرینه‌گل", "steel"), "تولید زرینه‌گل بیشتر شد.", "products"),
        (
            AdditionKind.NEW_PRODUCT,
            ("زرینه‌گل", "product-1"),
            "تولید زرينه گل بیشتر شد.",
            "products",
        ),
    ],
)
def test_a_new_name_is_found_in_any_spelling(kind, addition, body, group):
    text, slug = addition
    one = Addition(kind, text, slug)
    assert slug not in {mention.slug for mention in found(group, body)}
    assert slug in {mention.slug for mention in found(group, body, one)}
    assert slug not in {mention.slug for mention in found(group, body)}


def test_a_new_role_word_gives_an_office():
    body = "بهروز آریان\u200cنژاد، دیدبان\u200cباشی خانه صنعت قزوین، گفت: کارخانه باز شد."
    role = Addition(AdditionKind.ROLE, "دیدبان\u200cباشی")
    assert found("officials", body) == ()
    [mention] = found("officials", body, role)
    assert (mention.role, mention.organization) == ("دیدبان\u200cباشی", "خانه صنعت قزوین")


@pytest.mark.parametrize(
    ("kind", "text", "body", "group"),
    [
        ("no_place", "پنیر تبریز", "پنیر تبریز گران شد. پنیر تبریز خوب است.", "cities"),
        ("no_market", "عراق عجم", "صادرات کاشی به عراق عجم بیشتر شد.", "markets"),
        ("no_product", "پل فولاد", "تولید پل فولاد آغاز شد.", "products"),
        (
            "no_person",
            "بهروز آریان\u200cنژاد",
            "بهروز آریان\u200cنژاد، رئیس خانه صنعت قزوین، گفت: کارخانه باز شد.",
            "officials",
        ),
    ],
)
def test_a_trap_stops_a_reading(kind, text, body, group):
    assert found(group, body)
    assert not found(group, body, Addition(AdditionKind(kind), text))


def test_an_agency_is_known_by_its_new_name():
    text = "به گزارش خبرگزاری نیکونیوز، کارخانه باز شد."
    assert gazetteer.source_in_text(text) is None
    with gazetteer.with_additions((Addition(AdditionKind.SOURCE, "نیکونیوز", "irna"),)):
        source = gazetteer.source_in_text(text)
        assert source is not None
        assert source.slug == "irna"


def test_the_version_tells_which_additions_counted():
    plain = extractor_version()
    one = Addition(AdditionKind.CITY, "نیکوآبادان", "yazd")
    two = Addition(AdditionKind.ROLE, "دیدبان\u200cباشی")
    versions = set()
    for additions in ((one,), (one, two), (two, one)):
        with gazetteer.with_additions(additions):
            versions.add(extractor_version())
    assert len(versions) == 2
    assert plain not in versions
    assert all(len(version) <= 20 for version in versions)


# -- every way in ---------------------------------------------------------------------------------


def test_import_inspection_upload_and_extraction_anew_obey(tmp_path):
    before = factories.article(body=BODY)
    extract_mentions(before)
    assert cities(before) == set()
    addition = add_addition(AdditionKind.CITY, "نیکوآبادان", "yazd")
    articles = [{"id": str(n), "source": "irna", "title": f"خبر {n}", "text": BODY} for n in (1, 2)]
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(json.dumps(article) for article in articles))

    out = io.StringIO()
    call_command("inspect_file", str(file), "--json", stdout=out)
    inspected = json.loads(out.getvalue())["articles"]
    assert [[city["slug"] for city in article["cities"]] for article in inspected] == [["yazd"]] * 2

    user = User.objects.create_user("فرستنده")
    upload = receive([SentFile("news.jsonl", file)], user=user).upload
    assert upload is not None
    [first, _second] = preview(upload)
    assert "یزد" in str(first.guesses)

    import_paths([str(file)])
    for article in Article.objects.exclude(pk=before.pk):
        assert cities(article) == {"yazd"}
        assert article.extractor_version == f"{extractor_version()}+{_hash()}"
    list(re_extract(apply=True))
    assert cities(before) == {"yazd"}
    end_addition(addition)
    list(re_extract(apply=True))
    assert {slug for article in Article.objects.all() for slug in cities(article)} == set()


def _hash() -> str:
    return gazetteer.hash_of(active_additions())


def test_child_processes_obey(tmp_path):
    """The second chunk of an import is extracted from by a child."""
    add_addition(AdditionKind.CITY, "نیکوآبادان", "yazd")
    articles = [
        {"id": str(n), "source": "irna", "title": f"خ {n}", "text": BODY} for n in range(70)
    ]
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(json.dumps(article) for article in articles))
    import_paths([str(file)])
    assert {frozenset(cities(article)) for article in Article.objects.all()} == {
        frozenset({"yazd"})
    }


def test_a_file_can_be_inspected_before_there_is_an_archive(tmp_path, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "none.db"))
    file = tmp_path / "news.json"
    file.write_text(json.dumps({"title": "خبر", "text": BODY}))
    call_command("inspect_file", str(file), "--json", stdout=io.StringIO())
    assert not (tmp_path / "none.db").exists()


# -- adding and ending ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "target", "reason"),
    [
        ("city", "ا", "yazd", "کوتاه"),
        ("city", " \u200c ", "yazd", "کوتاه"),
        ("city", "۱۲", "yazd", "کوتاه"),
        ("city", "ن" * 101, "yazd", "دراز"),
        ("city", "تبريز", "yazd", "شهر تبریز"),
        ("province", "کرمان", "yazd", "استان کرمان"),
        ("market", "عراق", "tr", "عراق"),
        ("product", "فولاد", "cement", "فولاد"),
        ("new_product", "فولاد", "", "فولاد"),
        ("source", "ایسنا", "irna", "ایسنا"),
        ("role", "استاندار", "", "استاندار"),
        ("city", "نیکوآبادان", "", "نگفته"),
        ("city", "نیکوآبادان", "nowhere", "نگفته"),
    ],
)
def test_what_is_no_new_name_is_refused(kind, text, target, reason):
    with pytest.raises(AdditionRefused, match=reason):
        add_addition(AdditionKind(kind), text, target)
    assert not GazetteerAddition.objects.exists()


def test_additions_do_not_contradict_each_other():
    added = add_addition(AdditionKind.CITY, "نیکوآبادان", "yazd")
    for kind in (AdditionKind.CITY, AdditionKind.NO_PLACE):
        with pytest.raises(AdditionRefused):
            add_addition(kind, "نيكوآبادان", "tabriz")
    end_addition(added)
    add_addition(AdditionKind.NO_PLACE, "نیکوآبادان")


def test_a_trap_that_silences_a_name_says_so(desk):
    added = add_addition(AdditionKind.NO_PLACE, "تبریز")
    page = desk.get(f"/admin/archive/gazetteeraddition/{added.pk}/effect/")
    assert "این خودِ نام شهر تبریز است" in page.content.decode()
    phrase = add_addition(AdditionKind.NO_PLACE, "پنیر تبریز")
    page = desk.get(f"/admin/archive/gazetteeraddition/{phrase.pk}/effect/")
    assert "این خودِ نام" not in page.content.decode()


def test_a_new_product_has_a_page_and_takes_names():
    added = add_addition(AdditionKind.NEW_PRODUCT, "زرینه\u200cگل")
    assert Product.objects.get(slug=added.target).name == "زرینه\u200cگل"
    add_addition(AdditionKind.PRODUCT, "زرینه\u200cبوته", added.target)
    article = factories.article(body="تولید زرینه\u200cبوته بیشتر شد.")
    extract_mentions(article)
    assert [m.product.slug for m in article.productmentions.all()] == [added.target]


def test_the_articles_with_a_text_are_found_in_every_printing():
    bodies = ["زرینه گل", "زرینه\u200cگل", "زرینهگل", "زرينه گل", "زرین گل"]
    articles = [factories.article(body=f"تولید {body} بیشتر شد.") for body in bodies]
    assert set(articles_with("زرینه گل")) == set(articles[:4])
    assert set(articles_with("زرینه\u200cگل")) == set(articles[:4])


def test_reading_anew_changes_those_articles_and_keeps_verdicts():
    article = factories.article(body=BODY)
    other = factories.article(body="در شهر کاشان نمایشگاه بود.")
    added = add_addition(AdditionKind.CITY, "نیکوآبادان", "yazd")
    [difference] = read_anew(added, None) or []
    assert difference.article == article
    assert not other.citymentions.exists()
    article.citymentions.update(state=MentionState.REJECTED)
    assert read_anew(added, None) == []
    assert cities(article) == set()


def test_many_articles_are_left_to_the_worker(monkeypatch):
    monkeypatch.setattr("archive.additions.MOST_AT_ONCE", 1)
    articles = {factories.article(body=f"{BODY} {n}").pk for n in range(2)}
    added = add_addition(AdditionKind.CITY, "نیکوآبادان", "yazd")
    assert not effect_of(added).is_small
    assert read_anew(added, None) is None
    task = Task.objects.get(kind=TaskKind.RE_EXTRACT)
    assert set(task.articles) == articles


def test_the_desk_adds_tells_the_effect_reads_anew_and_ends(desk):
    article = factories.article(body=BODY)
    told = {"text": "نیکوآبادان", "kind": "city", "target": "يزد"}
    page = desk.post(NEW, told, follow=True)
    assert page.context["effect"].articles == 1
    [(shown, sentence)] = page.context["effect"].sentences
    assert (shown, sentence.named) == (article, "نیکوآبادان")
    [addition] = GazetteerAddition.objects.all()
    assert addition.added_by.username == "ویراستار"
    address = f"/admin/archive/gazetteeraddition/{addition.pk}"
    read = desk.post(f"{address}/read-anew/")
    assert "شهر: یزد" in read.content.decode()
    assert cities(article) == {"yazd"}
    desk.post(f"{address}/end/", follow=True)
    addition.refresh_from_db()
    assert not addition.is_active
    assert desk.get(f"{address}/change/").status_code == 302


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"text": "نیکوآبادان", "kind": "city", "target": ""}, "target"),
        ({"text": "نیکوآبادان", "kind": "city", "target": "ناکجا"}, "target"),
        ({"text": "تبریز", "kind": "city", "target": "یزد"}, "text"),
        ({"text": "", "kind": "role"}, "text"),
        ({"text": "نیکو", "kind": "nonsense"}, "kind"),
    ],
)
def test_the_form_says_what_is_wrong(desk, told, field):
    page = desk.post(NEW, told)
    assert page.status_code == 400
    assert list(page.context["form"].errors) == [field]
    assert not GazetteerAddition.objects.exists()


def test_a_text_with_markup_stays_text(desk):
    page = desk.get(NEW, {"text": "<script>alert(1)</script>"})
    assert "<script>alert" not in page.content.decode()


def test_only_reviewers_add():
    client = Client()
    client.force_login(User.objects.create_user("کسی", is_staff=True))
    assert client.get(NEW).status_code == 403
    added = add_addition(AdditionKind.ROLE, "دیدبان\u200cباشی")
    for address in ("effect", "read-anew", "end"):
        url = f"/admin/archive/gazetteeraddition/{added.pk}/{address}/"
        assert client.post(url).status_code == 403


@pytest.mark.parametrize("pk", ["۱۲", "abc", "9" * 20])
def test_an_address_of_no_addition_leads_nowhere(admin_client: Client, pk: str) -> None:
    page = f"/admin/archive/gazetteeraddition/{pk}/change/"
    assert admin_client.get(page, follow=True).status_code == 404


def test_the_list_asks_once_what_all_additions_name(
    admin_client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        GazetteerAddition.objects.create(kind="city", text=f"نیکوآبادان {number}", target="yazd")
    with django_assert_max_num_queries(12):
        page = admin_client.get("/admin/archive/gazetteeraddition/").content.decode()
    assert page.count('<td class="field-named">یزد</td>') == 20
