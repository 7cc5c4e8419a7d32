"""Officials across articles: who is the same person. Every person here is invented."""

import pytest

from archive.ingest.mentions import extract_mentions
from archive.merging import reject_join
from archive.models import (
    Article,
    JoinState,
    Official,
    OfficialMention,
    ProposedJoin,
    Quote,
)
from tests import factories

pytestmark = pytest.mark.django_db

NAME = "بهروز آریان\u200cنژاد"


def told(office: str) -> Article:
    article = factories.article(body=f"{NAME}، {office}، گفت: تولید بیشتر شد.")
    extract_mentions(article)
    return article


def posts() -> list[list[str]]:
    """The posts of each official, oldest first."""
    return [
        sorted(str(post) for post in official.posts.all())
        for official in Official.objects.order_by("pk")
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("رئیس خانه صنعت قم", "رئیس خانه صنعت قم"),
        ("رئیس خانه صنعت قم", "دبیر خانه صنعت قم"),  # another post there
        ("مدیرکل صنعت، معدن و تجارت استان البرز", "مدیرکل صمت البرز"),
        ("مدیرکل اداره کل صمت البرز", "مدیرکل صمت استان البرز"),
        ("رئیس انجمن فنی و مهندسی البرز", "رئیس انجمن فنی و مهندسی"),
    ],
)
def test_name_and_organization_make_the_same_person(first: str, second: str) -> None:
    told(first)
    told(second)
    assert Official.objects.count() == 1


def test_the_same_name_elsewhere_may_be_another_person() -> None:
    told("رئیس خانه صنعت قم")
    told("استاندار فارس")
    told("استاندار فارس")
    assert posts() == [["رئیس، خانه صنعت قم"], ["استاندار، استانداری فارس"]]


def test_namesakes_are_proposed_for_a_join_and_not_joined() -> None:
    told("رئیس خانه صنعت قم")
    assert not ProposedJoin.objects.exists()
    told("استاندار فارس")
    join = ProposedJoin.objects.get()
    assert [join.first, join.second] == list(Official.objects.order_by("pk"))
    assert "رئیس، خانه صنعت قم" in join.reason


def test_the_likeliest_namesake_is_proposed() -> None:
    told("رئیس خانه صنعت قم")
    told("استاندار فارس")
    told("دبیر خانه معدن استان فارس")
    second, third = Official.objects.order_by("pk")[1:]
    assert ProposedJoin.objects.filter(first=second, second=third).exists()
    assert ProposedJoin.objects.count() == 2


@pytest.mark.parametrize(
    "name", [f"سید {NAME}", "بهروز آریان\u200cنژا", f"{NAME} اصل", "بهروز علی آریان\u200cنژاد"]
)
def test_nearly_the_same_name_in_one_organization_is_proposed(name: str) -> None:
    told("رئیس خانه صنعت قم")
    extract_mentions(factories.article(body=f"{name}، رئیس خانه صنعت قم، گفت: کار هست."))
    assert ProposedJoin.objects.count() == 1


def test_other_colleagues_are_not_proposed() -> None:
    told("رئیس خانه صنعت قم")
    extract_mentions(factories.article(body="کاوه نوری\u200cفر، دبیر خانه صنعت قم، گفت: کار هست."))
    assert not ProposedJoin.objects.exists()


def test_what_an_editor_rejected_is_not_proposed_again() -> None:
    told("رئیس خانه صنعت قم")
    article = told("استاندار فارس")
    reject_join(ProposedJoin.objects.get())
    extract_mentions(article)
    assert [join.state for join in ProposedJoin.objects.all()] == [JoinState.REJECTED]


def test_without_an_organization_the_oldest_is_meant() -> None:
    told("رئیس خانه صنعت قم")
    told("معاون فنی و امور بازرگانی")
    assert Official.objects.count() == 1


def test_an_article_keeps_its_official() -> None:
    told("رئیس خانه صنعت قم")
    article = told("استاندار فارس")
    second = Official.objects.order_by("pk").last()
    article.body = f"{NAME}، سرپرست بانک تولید، گفت: تولید بیشتر شد."
    article.save()
    extract_mentions(article)
    assert OfficialMention.objects.get(article=article).official == second


def test_officials_joined_by_an_editor_stay_joined() -> None:
    told("رئیس خانه صنعت قم")
    article = told("استاندار فارس")
    first, second = Official.objects.order_by("pk")
    second.posts.update(official=first)
    OfficialMention.objects.filter(official=second).update(official=first)
    Quote.objects.filter(speaker=second).update(speaker=first)
    second.delete()
    extract_mentions(article)
    told("استاندار فارس")
    assert list(Official.objects.all()) == [first]
